internal import JSON

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
        var distinct: Set<String> = []
        for value in values {
            for part in splitsCommas ? value.split(separator: ",", omittingEmptySubsequences: false) : [value[...]] {
                distinct.insert(Self.trimmed(part))
            }
        }
        switch (distinct.count, distinct.first) {
        case (1, let only?): self = .one(only)
        case (0, _): self = .absent
        default: self = .conflicting
        }
    }

    package var text: String? {
        guard case .one(let text) = self else { return nil }
        return text
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}
