import Encodings
import HTTP

/// The checked parameters of a request, of its path and of its query.
struct RequestParameters: Sendable {
    /// What an operation takes in its query.
    typealias Declaration = [ExactText: ParameterKind]

    /// The names that the operation takes in its query.
    let declared: [String]
    private var values: [ExactText: String] = [:]

    /// Checks a query against what an operation takes.
    /// - Throws: 400 for a parameter that is unknown or malformed.
    init(path: [(name: String, value: String)], query: String, _ declaration: Declaration) throws(ManagerError) {
        declared = declaration.keys.map(\.string)
        guard let items = QueryItems(parsing: query) else { throw .schema("The query string is not percent-encoded") }
        let extra = Set(items.items.map { ExactText($0.name) }).subtracting(declaration.keys)
        guard extra.isEmpty else {
            let names = extra.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(\.string)
            throw .schema("Extra query parameter(s) \(names.joined(separator: ", ")) not in spec")
        }
        for (name, value) in path { try set(name, value, declaration[ExactText(name)] ?? .standard(name)) }
        if let id = self["agent_id"], id.utf8.count < 3 {
            throw .schema(
                "'\(id)' is too short. Failed validating 'minLength' in schema: {'minLength': 3}. On instance: '\(id)'")
        }
        for item in items.items {
            // A list may be repeated; of anything else the last value stands.
            let kind = declaration[ExactText(item.name)] ?? .text
            if case .list = kind, let before = self[item.name] {
                try set(item.name, "\(before),\(item.value)", kind)
            } else {
                try set(item.name, item.value, kind)
            }
        }
    }

    private mutating func set(_ name: String, _ value: String, _ kind: ParameterKind) throws(ManagerError) {
        let value = ParameterKind.lowerCased.contains(name) ? value.lowercased() : value
        if let objection = kind.objection(to: value) { throw .schema(objection) }
        values[ExactText(name)] = value
    }

    subscript(_ name: String) -> String? { values[ExactText(name)] }

    func number(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

    func flag(_ name: String) -> Bool { self[name]?.hasSameBytes(as: "true") ?? false }

    /// The elements of a list parameter; nil when it is absent.
    func list(_ name: String) -> [ExactText]? {
        self[name]?.utf8.split(separator: UInt8(ascii: ",")).map { ExactText(String(Substring($0))) }
    }
}
