import HTTP

/// The checked parameters of a request, of its path and of its query.
struct RequestParameters: Sendable {
    private var values: [String: String] = [:]

    /// Checks a query against what an endpoint takes.
    /// - Throws: 400 for a parameter that is unknown or malformed.
    init(path: [String: String], query: String, endpoint: Endpoint) throws(ManagerError) {
        guard let items = QueryItems(parsing: query) else { throw .schema("The query string is not percent-encoded") }
        let extra = Set(items.items.map(\.name)).subtracting(endpoint.parameters.keys)
        guard extra.isEmpty else {
            throw .schema("Extra query parameter(s) \(extra.sorted().joined(separator: ", ")) not in spec")
        }
        for (name, value) in path { try set(name, value, endpoint.parameters[name] ?? .standard(name)) }
        if let id = path["agent_id"], id.utf8.count < 3 {
            throw .schema(
                "'\(id)' is too short. Failed validating 'minLength' in schema: {'minLength': 3}. On instance: '\(id)'")
        }
        for item in items.items {
            // A list may be repeated; of anything else the last value stands.
            let kind = endpoint.parameters[item.name] ?? .text
            if case .list = kind, let before = values[item.name] {
                try set(item.name, "\(before),\(item.value)", kind)
            } else {
                try set(item.name, item.value, kind)
            }
        }
    }

    private mutating func set(_ name: String, _ value: String, _ kind: ParameterKind) throws(ManagerError) {
        let value = ParameterKind.lowerCased.contains(name) ? value.lowercased() : value
        if let objection = kind.objection(to: value) { throw .schema(objection) }
        values[name] = value
    }

    subscript(_ name: String) -> String? { values[name] }

    func number(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    func flag(_ name: String) -> Bool { values[name] == "true" }

    /// The elements of a list parameter; nil when it is absent.
    func list(_ name: String) -> [String]? { values[name]?.split(separator: ",").map(String.init) }
}
