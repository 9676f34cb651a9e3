/// One record of the FastCGI protocol (FastCGI 1.0, §3.3), as a web server sends and reads it.
package struct FastCGIRecord: Sendable, Hashable {
    package enum Kind: UInt8, Sendable {
        case begin = 1, abort, end, parameters, input, output, errors
    }

    package let kind: Kind
    package let content: [UInt8]

    package init(_ kind: Kind, _ content: [UInt8] = []) {
        self.kind = kind
        self.content = content
    }

    /// The record on the wire, with the request id 1; `content` has at most 65,535 bytes.
    package var bytes: [UInt8] {
        let count = UInt16(content.count)
        return [1, kind.rawValue, 0, 1, UInt8(count >> 8), UInt8(count & 255), 0, 0] + content
    }
}

extension FastCGIRecord {
    /// All records of one request whose application is to respond.
    /// - Parameters:
    ///   - parameters: names with values as bytes, so that a test can send what is no UTF-8.
    ///   - body: sent in records of 32 KiB, with the empty one that ends it.
    ///   - keepsConnection: asks the application to leave the connection open.
    /// - Returns: the bytes to send.
    package static func request(
        _ parameters: [(name: String, value: [UInt8])], body: [UInt8], keepsConnection: Bool = false
    ) -> [UInt8] {
        var bytes = FastCGIRecord(.begin, [0, 1, keepsConnection ? 1 : 0, 0, 0, 0, 0, 0]).bytes
        bytes += stream(.parameters, parameters.flatMap { pair($0.name, $0.value) })
        return bytes + stream(.input, body)
    }

    private static func stream(_ kind: Kind, _ content: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: 1 << 15) {
            bytes += FastCGIRecord(kind, Array(content[start..<min(start + 1 << 15, content.count)])).bytes
        }
        return bytes + FastCGIRecord(kind).bytes
    }

    private static func pair(_ name: String, _ value: [UInt8]) -> [UInt8] {
        length(name.utf8.count) + length(value.count) + Array(name.utf8) + value
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count > 127 else { return [UInt8(count)] }
        return [0x80 | UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
    }
}
