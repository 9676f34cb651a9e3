internal import Encodings

/// The HTTP header fields that repeat what the body says (2026-07-28, transports).
///
/// Each list has the values as they came: none, one, or several where a proxy or client repeated the field.
package struct RoutingHeaders: Sendable, Hashable {
    package var protocolVersion: [String]
    package var method: [String]
    package var name: [String]

    package init(protocolVersion: [String] = [], method: [String] = [], name: [String] = []) {
        self.protocolVersion = protocolVersion
        self.method = method
        self.name = name
    }

    /// The version header; identical copies, also joined by commas, count once.
    package var version: HeaderValue { HeaderValue(protocolVersion) }
}

/// The value of a field that may stand once only.
package enum HeaderValue: Sendable, Hashable {
    case absent
    case one(String)
    case conflicting

    /// Collapses identical copies, separate or joined by commas.
    package init(_ values: [String], splitsCommas: Bool = true) {
        self = .absent
        for value in values {
            let bytes = value.utf8Span.span
            var start = 0
            while start <= bytes.count {
                let end = splitsCommas ? bytes.first(UInt8(ascii: ","), in: start..<bytes.count) : bytes.count
                // Without blanks at both ends (RFC 9110 §5.6.3).
                let text = String(value.part(at: bytes.trimmed(start..<end)))
                start = end + 1
                switch self {
                case .absent: self = .one(text)
                case .one(let first) where first.hasSameBytes(as: text): continue
                case .one, .conflicting:
                    self = .conflicting
                    return
                }
            }
        }
    }

    /// Whether this is the one value, byte for byte.
    func isOne(_ text: String) -> Bool { self.text?.hasSameBytes(as: text) ?? false }

    package var text: String? {
        guard case .one(let text) = self else { return nil }
        return text
    }
}
