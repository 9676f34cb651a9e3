internal import Encodings

/// The names and values of a query string, in order.
package struct QueryItems: Sendable, Hashable {
    package struct Item: Sendable, Hashable {
        private let exactName: ExactText
        private let exactValue: ExactText

        init(_ name: String, _ value: String) {
            exactName = ExactText(name)
            exactValue = ExactText(value)
        }

        package var name: String { exactName.string }
        package var value: String { exactValue.string }
    }

    package private(set) var items: [Item] = []

    package init() {}

    /// Reads a query string such as `a=1&b=two%20words`; nil when an escape is broken.
    package init?(parsing query: String) {
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(Substring(parts[0]), plusIsSpace: true),
                let value = PercentCoding.decode(parts.count > 1 ? Substring(parts[1]) : "", plusIsSpace: true)
            else { return nil }
            append(name, value)
        }
    }

    /// The last value of a name; nil when it does not stand in the query.
    package subscript(_ name: String) -> String? { items.last { $0.name.hasSameBytes(as: name) }?.value }

    package mutating func append(_ name: String, _ value: String) { items.append(Item(name, value)) }

    /// The query string, every reserved byte escaped.
    package var encoded: String {
        items.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }
}

extension QueryItems: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { append(name, value) }
    }
}
