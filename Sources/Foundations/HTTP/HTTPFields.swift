internal import Encodings

/// The fields of a message in the order they came; a name may stand several times.
package struct HTTPFields: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let name: HTTPFieldName
        private let text: ExactText

        init(_ name: HTTPFieldName, _ value: String) {
            self.name = name
            text = ExactText(value)
        }

        package var value: String { text.string }
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

    /// Makes room for so many fields at once.
    package mutating func reserveCapacity(_ count: Int) { fields.reserveCapacity(count) }

    package mutating func append(_ name: HTTPFieldName, _ value: String) {
        fields.append(Field(name, value))
    }
}

extension HTTPFields: RandomAccessCollection {
    package var startIndex: Int { fields.startIndex }
    package var endIndex: Int { fields.endIndex }
    package subscript(position: Int) -> Field { fields[position] }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (HTTPFieldName, String)...) {
        // An answer gets a few more on its way out.
        if !elements.isEmpty { fields.reserveCapacity(elements.count + 3) }
        for (name, value) in elements { append(name, value) }
    }
}
