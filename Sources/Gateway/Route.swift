import HTTP

/// A path of the server with the methods it has.
enum Route: Sendable, Hashable {
    case root
    case mcp
    case eventStream
    case eventStreamMessages
    case token
    case health
    case ready
    case protectedResource

    /// The route of a path; a slash at the end makes no difference, and nothing redirects.
    init?(path: String) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let route = Self.paths[trimmed] else { return nil }
        self = route
    }

    var methods: [HTTPMethod] {
        switch self {
        case .root: [.get, .post]
        case .mcp: [.post, .get, .delete]
        case .eventStream, .health, .ready, .protectedResource: [.get]
        case .eventStreamMessages, .token: [.post]
        }
    }

    private static let paths: [String: Route] = [
        "/": .root, "/mcp": .mcp, "/sse": .eventStream, "/messages": .eventStreamMessages, "/auth/token": .token,
        "/health": .health, "/ready": .ready, "/.well-known/oauth-protected-resource": .protectedResource,
        "/.well-known/oauth-protected-resource/mcp": .protectedResource,
        "/.well-known/oauth-protected-resource/sse": .protectedResource,
    ]
}
