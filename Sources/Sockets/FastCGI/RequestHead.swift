internal import Encodings
import Glibc
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

    init() { request.fields.reserveCapacity(16) }

    /// Takes in a parameter.
    /// - Parameters:
    ///   - parameter: `NAME=value`, with a zero behind it.
    ///   - gatewayParameters: names of those that are neither of CGI nor a header field and still read.
    /// - Throws: ``Refusal`` for what no well-behaved client sends.
    mutating func add(_ parameter: UnsafePointer<CChar>, _ gatewayParameters: Set<String>) throws(Refusal) {
        guard let separator = unsafe strchr(parameter, 0x3D) else { return }
        let name = unsafe UnsafeRawBufferPointer(start: parameter, count: UnsafePointer(separator) - parameter)
        let value = unsafe UnsafePointer(separator) + 1
        func isNamed(_ text: StaticString) -> Bool {
            unsafe name.count == text.utf8CodeUnitCount && memcmp(parameter, text.utf8Start, name.count) == 0
        }
        if unsafe strncmp(parameter, "HTTP_", 5) == 0 {
            let field = unsafe UnsafeRawBufferPointer(rebasing: name.dropFirst(5))
            try unsafe addField(HTTPFieldName(utf8: field.bindMemory(to: UInt8.self).span, isMetaVariable: true), value)
        } else if isNamed("REQUEST_METHOD") {
            request.method = HTTPMethod(rawValue: try unsafe Self.text(value, "method"))
        } else if isNamed("REQUEST_URI") {
            let target = try unsafe Self.text(value, "target")
            let end = target.utf8.firstIndex(of: UInt8(ascii: "?"))
            request.path = end.map { String(target[..<$0]) } ?? target
            request.query = end.map { String(target[target.utf8.index(after: $0)...]) } ?? ""
        } else if isNamed("REMOTE_ADDR") {
            request.remoteAddress = try unsafe Self.text(value, "address")
        } else if isNamed("CONTENT_LENGTH") {
            contentLength = try Self.length(unsafe Self.text(value, "content-length header"))
        } else if isNamed("CONTENT_TYPE") {
            if unsafe value.pointee != 0 { try unsafe addField(.contentType, value) }
        } else {
            let name = unsafe String(decoding: name, as: UTF8.self)
            guard gatewayParameters.contains(name) else { return }
            request.gatewayParameters[name] = try unsafe Self.text(value, "gateway's parameter")
        }
    }

    private static func text(_ value: UnsafePointer<CChar>, _ what: @autoclosure () -> String) throws(Refusal) -> String
    {
        guard let text = unsafe String(validatingCString: value) else {
            throw Refusal(400, "The \(what()) holds bytes that are no UTF-8.")
        }
        return text
    }

    private mutating func addField(_ name: HTTPFieldName?, _ bytes: UnsafePointer<CChar>) throws(Refusal) {
        guard let name, name != .contentLength else { return }
        let value = try unsafe Self.text(bytes, "\(Self.shown(name)) header")
        if unsafe !Self.isPlain(UnsafeRawBufferPointer(start: bytes, count: value.utf8.count)) {
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw Refusal(400, "The \(Self.shown(name)) header holds control characters.")
            }
            guard !Self.singleValued.contains(name) || value.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw Refusal(400, "The \(Self.shown(name)) header must be ASCII.")
            }
        }
        if let present = request.fields[name], Self.singleValued.contains(name) {
            // nginx says it twice.
            if name == .contentType, present.hasSameBytes(as: value) { return }
            throw Refusal(400, "The \(Self.shown(name)) header stands more than once.")
        }
        request.fields.append(name, value)
    }

    private static func length(_ text: String) throws(Refusal) -> Int {
        if text.isEmpty { return 0 }
        // Digits only: `Int` would also take a sign.
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(text) else {
            throw Refusal(400, "Content-Length must be a whole number.")
        }
        return length
    }

    /// A name as a message may repeat it, which is not at any length.
    private static func shown(_ name: HTTPFieldName) -> String {
        let name = name.description
        return name.utf8.count > 100 ? "\(name.beginning(bytes: 100))…" : name
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
