/// A field name (RFC 9110 §5.1), kept in lower case because names are compared without case.
package struct HTTPFieldName: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let description: String

    /// Makes a name from any text; nil when it is no token.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy(Self.isTokenByte) else { return nil }
        // A token is ASCII, whose letters are told from lower case by one bit.
        let isUpper: (UInt8) -> Bool = { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        description = String(decoding: text.utf8.map { isUpper($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// A name written in the source.
    package init(stringLiteral value: StaticString) {
        description = value.description.lowercased()
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+.^_`|~".utf8.contains(byte)
        }
    }
}

extension HTTPFieldName {
    package static let accept: Self = "accept"
    package static let allow: Self = "allow"
    package static let authorization: Self = "authorization"
    package static let cacheControl: Self = "cache-control"
    package static let contentLength: Self = "content-length"
    package static let contentType: Self = "content-type"
    package static let host: Self = "host"
    package static let lastEventID: Self = "last-event-id"
    package static let mcpMethod: Self = "mcp-method"
    package static let mcpName: Self = "mcp-name"
    package static let mcpProtocolVersion: Self = "mcp-protocol-version"
    package static let mcpSessionID: Self = "mcp-session-id"
    package static let origin: Self = "origin"
    package static let retryAfter: Self = "retry-after"
    package static let wwwAuthenticate: Self = "www-authenticate"
}

/// The fields of a message in the order they came; a name may stand several times.
package struct HTTPFields: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let name: HTTPFieldName
        package let value: String
    }

    private var fields: [Field] = []

    package init() {}

    /// The first value of a name; setting replaces all values of the name, nil removes them.
    package subscript(_ name: HTTPFieldName) -> String? {
        get { fields.first { $0.name == name }?.value }
        set {
            fields.removeAll { $0.name == name }
            if let newValue { append(name, newValue) }
        }
    }

    /// All values of a name.
    package func values(of name: HTTPFieldName) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    package mutating func append(_ name: HTTPFieldName, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension HTTPFields: RandomAccessCollection {
    package var startIndex: Int { fields.startIndex }
    package var endIndex: Int { fields.endIndex }
    package subscript(position: Int) -> Field { fields[position] }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (HTTPFieldName, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}
