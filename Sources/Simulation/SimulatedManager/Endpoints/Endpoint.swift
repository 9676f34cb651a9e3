import Encodings
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
    let parameters: RequestParameters.Declaration
    let permission: Permission
    /// The first Wazuh version that has the operation.
    let since: String
    let takesBody: Bool
    let answer: @Sendable (Call) throws(ManagerError) -> Answer
    private let segments: [String]

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
        self.permission = permission
        self.since = since
        self.takesBody = takesBody
        self.answer = answer
        segments = path.split(separator: "/").map(String.init)
        var parameters: RequestParameters.Declaration = [:]
        for name in names.split(separator: " ").map(String.init) + ["pretty", "wait_for_complete"] {
            parameters[ExactText(name)] = kinds[name] ?? .standard(name)
        }
        self.parameters = parameters
    }

    /// The values of the path's parameters in a request's segments; nil when the path is another one.
    func match(_ path: [Substring]) -> [(name: String, value: String)]? {
        guard segments.count == path.count else { return nil }
        var values: [(name: String, value: String)] = []
        for (segment, text) in zip(segments, path) {
            if let name = Self.parameter(segment) {
                guard !text.isEmpty else { return nil }
                values.append((name, String(text)))
            } else if !segment.hasSameBytes(as: text) {
                return nil
            }
        }
        return values
    }

    /// How many segments of the path stand for a parameter.
    var parameterCount: Int { segments.count { Self.parameter($0) != nil } }

    private static func parameter(_ segment: String) -> String? {
        segment.hasPrefix("{") ? String(segment.dropFirst().dropLast()) : nil
    }
}

extension Endpoint {
    /// The parameters every list takes.
    static let paging = "offset limit sort search"
    /// The parameters of a list with fields.
    static let list = "offset limit sort search select q distinct"
}
