import HTTP

/// One operation of the API.
struct Endpoint: Sendable {
    /// What RBAC asks of the caller before the endpoint is entered.
    enum Permission: Sendable {
        case none
        /// An action without a resource (`*:*`).
        case action(String)
        /// An action on the agent of the path.
        case agent(String)
        /// An action on the node of the path, or on the manager that answers.
        case node(String)
    }

    let method: HTTPMethod
    let path: String
    let segments: [String]
    let parameters: [String: ParameterKind]
    let permission: Permission
    /// The first Wazuh version that has the operation.
    let since: String
    let takesBody: Bool
    let answer: @Sendable (Call) throws(ManagerError) -> Answer

    /// Declares an operation; `{name}` in its path stands for a parameter.
    ///
    /// The names of query parameters are separated by blanks; `pretty` and `wait_for_complete` need no mention. A kind is
    /// given only where it differs from the one the name has elsewhere.
    init(
        _ path: String, _ permission: Permission, _ names: String = "",
        method: HTTPMethod = .get, kinds: [String: ParameterKind] = [:], since: String = "4.8.0",
        takesBody: Bool = false,
        answer: @escaping @Sendable (Call) throws(ManagerError) -> Answer
    ) {
        self.method = method
        self.path = path
        self.permission = permission
        self.since = since
        self.takesBody = takesBody
        self.answer = answer
        segments = path.split(separator: "/").map(String.init)
        var parameters: [String: ParameterKind] = [:]
        for name in names.split(separator: " ").map(String.init) + ["pretty", "wait_for_complete"] {
            parameters[name] = kinds[name] ?? .standard(name)
        }
        self.parameters = parameters
    }

    /// The parameters of a path that this endpoint answers; nil when it does not.
    func match(_ other: [String]) -> [String: String]? {
        guard segments.count == other.count else { return nil }
        var values: [String: String] = [:]
        for (segment, text) in zip(segments, other) {
            if segment.utf8.first == UInt8(ascii: "{") {
                values[String(segment.dropFirst().dropLast())] = text
            } else if segment != text {
                return nil
            }
        }
        return values
    }
}

extension Endpoint {
    /// The parameters every list takes.
    static let paging = "offset limit sort search"
    /// The parameters of a list with fields.
    static let list = "offset limit sort search select q distinct"
}
