internal import HTTP

/// The CGI parameters of a request (RFC 3875 §4.1), checked and sorted.
struct RequestHead {
    var request: HTTPRequest
    var contentLength: Int

    /// A head that is refused before any handler sees it.
    struct Refusal: Error, Hashable {
        let message: String
    }

    /// Fields that may stand once only: two of them are an attempt to be read differently by two parties.
    private static let singleValued: Set<HTTPFieldName> = [
        .authorization, .contentLength, .contentType, .host, .lastEventID, .mcpSessionID, .origin,
    ]

    /// - Parameters:
    ///   - parameters: as the web server sent them; a value is nil when it is no UTF-8.
    ///   - gatewayParameters: names of those that are neither of CGI nor a header field and still read.
    /// - Throws: ``Refusal`` for what no well-behaved client sends.
    init(_ parameters: some Sequence<(name: String, value: String?)>, gatewayParameters: Set<String>) throws(Refusal) {
        var request = HTTPRequest(.get, "/")
        var length = 0
        for (name, value) in parameters {
            guard let value else { throw Refusal(message: "The request field \(name) holds bytes that are no UTF-8.") }
            switch name {
            case "REQUEST_METHOD": request.method = HTTPMethod(rawValue: value)
            case "REQUEST_URI":
                let parts = value.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
                request.path = String(parts[0])
                request.query = parts.count > 1 ? String(parts[1]) : ""
            case "REMOTE_ADDR": request.remoteAddress = value
            case "CONTENT_LENGTH":
                // Digits only: `Int` would also take a sign.
                guard value.isEmpty || value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) && Int(value) != nil else {
                    throw Refusal(message: "Content-Length must be a whole number.")
                }
                length = Int(value) ?? 0
            case "CONTENT_TYPE": if !value.isEmpty { try Self.add("HTTP_CONTENT_TYPE", value, to: &request.fields) }
            case _ where name.hasPrefix("HTTP_"): try Self.add(name, value, to: &request.fields)
            case _ where gatewayParameters.contains(name): request.gatewayParameters[name] = value
            default: break
            }
        }
        self.request = request
        contentLength = length
    }

    private static func add(_ parameter: String, _ value: String, to fields: inout HTTPFields) throws(Refusal) {
        let text = parameter.utf8.dropFirst(5).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        guard let name = HTTPFieldName(String(decoding: text, as: UTF8.self)), name != .contentLength else { return }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw Refusal(message: "The \(name) header holds control characters.")
        }
        if singleValued.contains(name) {
            guard value.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw Refusal(message: "The \(name) header must be ASCII.")
            }
            if name == .contentType, fields[name] == value { return }
            guard fields[name] == nil else { throw Refusal(message: "The \(name) header stands more than once.") }
        }
        fields.append(name, value)
    }
}
