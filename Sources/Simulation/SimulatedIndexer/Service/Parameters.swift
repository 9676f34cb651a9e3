internal import HTTP
internal import JSON

/// The query parameters of a request; what is not used is an error, as in OpenSearch.
struct Parameters: Sendable {
    private static let general: Set<String> = ["pretty", "human", "error_trace", "filter_path", "format"]
    private let items: QueryItems
    private let path: String

    init(_ request: HTTPRequest) throws(IndexerError) {
        guard let items = QueryItems(parsing: request.query) else {
            throw .argument("Failed to decode the query string")
        }
        self.items = items
        path = request.path
    }

    subscript(_ name: String) -> String? { items[name] }

    /// Refuses parameters that the endpoint does not have.
    func allow(_ names: Set<String>) throws(IndexerError) {
        let unknown = items.items.map(\.name).filter { !names.contains($0) && !Self.general.contains($0) }
        guard !unknown.isEmpty else { return }
        let names = Set(unknown).sorted().map { "[\($0)]" }.joined(separator: ", ")
        throw .argument("request [\(path)] contains unrecognized parameter\(unknown.count > 1 ? "s" : ""): \(names)")
    }

    func flag(_ name: String) throws(IndexerError) -> Bool? {
        switch items[name] {
        case nil: return nil
        case "true"?, ""?: return true
        case "false"?: return false
        case let text?:
            var error = IndexerError.argument("Could not convert [\(name)] to boolean")
            error.cause = [
                "type": "illegal_argument_exception",
                "reason": .string("Failed to parse value [\(text)] as only [true] or [false] are allowed."),
            ]
            throw error
        }
    }

    func integer(_ name: String) throws(IndexerError) -> Int? {
        guard let text = items[name] else { return nil }
        guard let number = Int(text) else {
            throw .argument("Failed to parse int parameter [\(name)] with value [\(text)]")
        }
        return number
    }
}
