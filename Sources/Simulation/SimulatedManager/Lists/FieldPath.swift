import JSON

/// A dotted path into an item; a member whose own name has dots counts too, and lists are entered.
struct FieldPath: Sendable, Hashable {
    let text: String
    private let names: [String]

    init(_ text: String) {
        self.text = text
        names = text.split(separator: ".").map(String.init)
    }

    /// The scalar values the path leads to: none, one, or those of a list.
    func leaves(of item: JSON) -> [JSON] {
        if let value = item[text] { return Self.scalars(value) }
        return walk(item, names[...])
    }

    /// The first value, for sorting.
    func first(of item: JSON) -> JSON? { leaves(of: item).first }

    /// The part of the item that the path selects, or nil when it has no such part.
    func selection(of item: JSON) -> JSON? {
        if let value = item[text] { return .object(JSONObject([(text, value)])) }
        return Self.select(item, names[...])
    }

    private func walk(_ value: JSON, _ rest: ArraySlice<String>) -> [JSON] {
        if case .array(let elements) = value, !rest.isEmpty { return elements.flatMap { walk($0, rest) } }
        guard let name = rest.first else { return Self.scalars(value) }
        guard let member = value[name] else { return [] }
        return walk(member, rest.dropFirst())
    }

    private static func scalars(_ value: JSON) -> [JSON] {
        switch value {
        case .array(let elements): elements
        case .object, .null: []
        default: [value]
        }
    }

    private static func select(_ value: JSON, _ rest: ArraySlice<String>) -> JSON? {
        guard let name = rest.first else { return value }
        if case .array(let elements) = value { return .array(elements.compactMap { select($0, rest) }) }
        guard let member = value[name], let part = select(member, rest.dropFirst()) else { return nil }
        return .object(JSONObject([(name, part)]))
    }
}
