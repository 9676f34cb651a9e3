internal import Encodings

/// A field name (RFC 9110 §5.1), kept in lower case because names are compared without case.
///
/// The names that this server reads and writes are numbers: finding a field compares no text.
package struct HTTPFieldName: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The place in ``known``, counted from one; zero for any other name.
    private let number: UInt8
    /// The name where it is not known.
    private let other: ExactText

    package var description: String { number == 0 ? other.string : Self.texts[Int(number) - 1] }

    package static func == (left: Self, right: Self) -> Bool {
        left.number == right.number && (left.number > 0 || left.other == right.other)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(number)
        if number == 0 { hasher.combine(other) }
    }

    /// Makes a name from any text; nil when it is no token.
    package init?(_ text: String) { self.init(utf8: text.utf8Span.span) }

    /// Makes a name from bytes; nil when they are no token.
    /// - Parameters:
    ///   - bytes: the name in either case.
    ///   - isMetaVariable: whether it comes from a CGI meta-variable (RFC 3875 §4.1.18, what stands behind `HTTP_`),
    ///     where each hyphen has become an underscore.
    package init?(utf8 bytes: Span<UInt8>, isMetaVariable: Bool = false) {
        guard !bytes.isEmpty else { return nil }
        func folded(_ byte: UInt8) -> UInt8 {
            isMetaVariable && byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : ASCII.lowercase(byte)
        }
        let count = bytes.count
        var slot = Self.slot(count, folded(bytes[0]), folded(bytes[count / 2]), folded(bytes[count - 1]))
        while Self.slots[slot] > 0 {
            let name = Self.known[Int(Self.slots[slot]) - 1]
            if name.utf8CodeUnitCount == count,
                (0..<count).allSatisfy({ unsafe name.utf8Start[$0] == folded(bytes[$0]) })
            {
                number = Self.slots[slot]
                other = ""
                return
            }
            slot = (slot + 1) % Self.slots.count
        }
        guard bytes.indices.allSatisfy({ Self.isTokenByte[Int(bytes[$0])] }) else { return nil }
        number = 0
        other = ExactText(
            unsafe String(unsafeUninitializedCapacity: count) { target in
                for index in bytes.indices { unsafe target[index] = folded(bytes[index]) }
                return count
            })
    }

    /// A name written in the source.
    package init(stringLiteral value: StaticString) {
        let text = value.description
        self = Self(text) ?? Self(unknown: text)
    }

    private init(unknown text: String) {
        number = 0
        other = ExactText(text)
    }

    private static let isTokenByte: [Bool] = (0...255).map { byte in
        ASCII.isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    // MARK: The names that are numbers

    private static let known: [StaticString] = [
        "accept", "accept-encoding", "access-control-allow-origin", "allow", "authorization", "cache-control",
        "connection",
        "content-encoding", "content-length", "content-type", "cookie", "date", "forwarded", "host", "last-event-id",
        "location", "mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id", "origin", "referer",
        "retry-after",
        "server", "user-agent", "vary", "www-authenticate", "x-accel-buffering", "x-accel-redirect", "x-forwarded-for",
        "x-forwarded-proto", "x-real-ip",
    ]

    private static let texts = known.map(\.description)

    /// The number of each name at its slot, of which no two have the same, or else at the next free one.
    private static let slots: [UInt8] = {
        var slots = [UInt8](repeating: 0, count: 256)
        for (place, name) in texts.enumerated() {
            let bytes = Array(name.utf8)
            var slot = slot(bytes.count, bytes[0], bytes[bytes.count / 2], bytes[bytes.count - 1])
            while slots[slot] > 0 { slot = (slot + 1) % slots.count }
            slots[slot] = UInt8(place + 1)
        }
        return slots
    }()

    private static func slot(_ count: Int, _ first: UInt8, _ middle: UInt8, _ last: UInt8) -> Int {
        (count ^ Int(first) ^ Int(middle) &* 5 ^ Int(last) &* 3) & 255
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
