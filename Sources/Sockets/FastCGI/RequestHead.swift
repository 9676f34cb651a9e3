internal import HTTP

/// The CGI parameters of a request (RFC 3875 §4.1), checked and sorted.
struct RequestHead {
    private(set) var request = HTTPRequest(.get, "/")
    private(set) var contentLength = 0

    /// Why a request is refused before any handler sees it.
    struct Refusal: Error, Hashable {
        let status: HTTPStatus
        let message: String

        init(_ status: HTTPStatus, _ message: String) {
            self.status = status
            self.message = message
        }
    }

    /// Fields that may stand once only: two of them are an attempt to be read differently by two parties.
    private static let singleValued: Set<HTTPFieldName> = [
        .authorization, .contentLength, .contentType, .host, .lastEventID, .mcpSessionID, .origin,
    ]

    /// Takes in a parameter.
    /// - Parameters:
    ///   - parameter: `NAME=value`.
    ///   - gatewayParameters: names of those that are neither of CGI nor a header field and still read.
    /// - Throws: ``Refusal`` for what no well-behaved client sends.
    mutating func add(_ parameter: UnsafeRawBufferPointer, _ gatewayParameters: Set<String>) throws(Refusal) {
        let separator = unsafe parameter.firstIndex(of: UInt8(ascii: "=")) ?? parameter.count
        let name = unsafe UnsafeRawBufferPointer(rebasing: parameter[..<separator])
        let value = unsafe UnsafeRawBufferPointer(rebasing: parameter[min(separator + 1, parameter.count)...])
        if unsafe name.starts(with: "HTTP_".utf8) {
            return try unsafe addField(Self.fieldName(name.dropFirst(5)), value)
        }
        switch unsafe String(decoding: name, as: UTF8.self) {
        case "REQUEST_METHOD": request.method = HTTPMethod(rawValue: try unsafe Self.text(value, "method"))
        case "REQUEST_URI":
            let end = unsafe value.firstIndex(of: UInt8(ascii: "?")) ?? value.count
            request.path = try unsafe Self.text(UnsafeRawBufferPointer(rebasing: value[..<end]), "path")
            let query = unsafe UnsafeRawBufferPointer(rebasing: value[min(end + 1, value.count)...])
            request.query = try unsafe Self.text(query, "query")
        case "REMOTE_ADDR": request.remoteAddress = try unsafe Self.text(value, "address")
        case "CONTENT_LENGTH": contentLength = try unsafe Self.length(value)
        case "CONTENT_TYPE": if unsafe !value.isEmpty { try unsafe addField(.contentType, value) }
        case let other where gatewayParameters.contains(other):
            request.gatewayParameters[other] = try unsafe Self.text(value, "gateway's parameter")
        default: break
        }
    }

    private mutating func addField(_ name: HTTPFieldName?, _ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        guard let name, name != .contentLength else { return }
        let value: String
        if unsafe Self.isPlain(bytes) {
            value = unsafe String(decoding: bytes, as: UTF8.self)
        } else {
            value = try unsafe Self.text(bytes, "\(Self.shown(name)) header")
            guard unsafe bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw Refusal(400, "The \(Self.shown(name)) header holds control characters.")
            }
            guard unsafe !Self.singleValued.contains(name) || bytes.allSatisfy({ $0 < 0x80 }) else {
                throw Refusal(400, "The \(Self.shown(name)) header must be ASCII.")
            }
        }
        if let present = request.fields[name], Self.singleValued.contains(name) {
            // nginx says it twice.
            if name == .contentType, present.utf8.elementsEqual(value.utf8) { return }
            throw Refusal(400, "The \(Self.shown(name)) header stands more than once.")
        }
        request.fields.append(name, value)
    }

    /// The name of the header field that a parameter was made of; nil when there can be none.
    private static func fieldName(_ bytes: Slice<UnsafeRawBufferPointer>) -> HTTPFieldName? {
        let count = unsafe bytes.count
        let text = unsafe String(unsafeUninitializedCapacity: count) { buffer in
            for index in 0..<count {
                let byte = unsafe bytes[bytes.startIndex + index]
                unsafe buffer[index] =
                    switch byte {
                    case UInt8(ascii: "_"): UInt8(ascii: "-")
                    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                    default: byte
                    }
            }
            return count
        }
        return HTTPFieldName(text)
    }

    private static func text(
        _ bytes: UnsafeRawBufferPointer, _ what: @autoclosure () -> String
    ) throws(Refusal) -> String {
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw Refusal(400, "The \(what()) holds bytes that are no UTF-8.")
        }
        return text
    }

    private static func length(_ bytes: UnsafeRawBufferPointer) throws(Refusal) -> Int {
        let text = unsafe String(decoding: bytes, as: UTF8.self)
        // Digits only: `Int` would also take a sign.
        guard text.isEmpty || text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let length = Int(text.isEmpty ? "0" : text)
        else {
            throw Refusal(400, "Content-Length must be a whole number.")
        }
        return length
    }

    /// A name as a message may repeat it, which is not at any length.
    private static func shown(_ name: HTTPFieldName) -> String {
        let name = name.description
        return name.utf8.count > 100 ? "\(name.prefix(100))…" : name
    }

    /// Whether all bytes are printable ASCII; eight at a time, because this is asked of each byte of each head.
    private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101, highs = ones << 7
        var index = 0
        var odd: UInt64 = 0
        while index + 8 <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // The high bit of each byte that is one, or below 0x20, or 0x7F.
            odd |= word | (word &- ones &* 0x20) & ~word | (word &+ ones)
            index += 8
        }
        guard odd & highs == 0 else { return false }
        return unsafe bytes[index...].allSatisfy { (0x20..<0x7F).contains($0) }
    }
}
