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
    /// The metadata of the resource at this path.
    case protectedResource(of: String)

    /// The route of a path; a slash at the end makes no difference, and nothing redirects.
    init?(path: String) {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let route = Self.paths[trimmed] else { return nil }
        self = route
    }

    /// The path of the resource that a client wants when it comes here, as it stands in its metadata (RFC 9728 §3.1).
    var resource: String {
        switch self {
        case .root: ""
        case .eventStream, .eventStreamMessages: "/sse"
        default: "/mcp"
        }
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
        "/health": .health, "/ready": .ready, "/.well-known/oauth-protected-resource": .protectedResource(of: ""),
        "/.well-known/oauth-protected-resource/mcp": .protectedResource(of: "/mcp"),
        "/.well-known/oauth-protected-resource/sse": .protectedResource(of: "/sse"),
    ]
}
