import Auth
import Encodings
import HTTP

/// A path of the server with the methods it has there and what answers them.
struct Route: Sendable {
    typealias OpenHandler = @Sendable (Gateway, IncomingRequest) async throws(RequestFailure) -> Answer
    typealias GuardedHandler = @Sendable (Gateway, IncomingRequest, Principal) async throws(RequestFailure) -> Answer

    /// What answers, with the credential that it takes.
    enum Handler: Sendable {
        case open(OpenHandler)
        /// For callers with a credential only, who are known then.
        case guarded(GuardedHandler)
    }

    let path: ExactText
    let methods: [HTTPMethod]
    /// The path of the resource that a client wants when it comes here, as it stands in its metadata (RFC 9728 §3.1).
    let resource: String
    let handler: Handler

    private init(_ path: ExactText, _ methods: [HTTPMethod], resource: String, _ handler: Handler) {
        self.path = path
        self.methods = methods
        self.resource = resource
        self.handler = handler
    }

    /// A route that needs no credential.
    static func open(_ path: ExactText, _ methods: HTTPMethod..., handler: @escaping OpenHandler) -> Route {
        Route(path, methods, resource: "/mcp", .open(handler))
    }

    /// A route for callers with a credential.
    static func guarded(
        _ path: ExactText, _ methods: HTTPMethod..., resource: String = "/mcp", handler: @escaping GuardedHandler
    ) -> Route {
        Route(path, methods, resource: resource, .guarded(handler))
    }
}

extension Route {
    /// Everything that the server answers.
    static let all: [Route] =
        [
            .open("/", .get) { gateway, request in gateway.index(for: request.http) },
            .guarded("/", .post, resource: "") { (gateway, request, principal) throws(RequestFailure) in
                try await gateway.postMessage(request, principal)
            },
            .guarded("/mcp", .post) { (gateway, request, principal) throws(RequestFailure) in
                try await gateway.postMessage(request, principal)
            },
            .guarded("/mcp", .get) { (gateway, request, principal) throws(RequestFailure) in
                try await gateway.openSessionStream(request.http, principal)
            },
            .guarded("/mcp", .delete) { (gateway, request, principal) throws(RequestFailure) in
                try await gateway.endSession(request.http, principal)
            },
            .guarded("/sse", .get, resource: "/sse") { (gateway, request, principal) throws(RequestFailure) in
                try await gateway.openEventStream(request.account, principal)
            },
            .guarded("/messages", .post, resource: "/sse") { (gateway, request, principal) throws(RequestFailure) in
                try await gateway.postToEventStream(request, principal)
            },
            .open("/auth/token", .post) { (gateway, request) throws(RequestFailure) in
                try await gateway.token(for: request)
            },
            .open("/health", .get) { gateway, _ in gateway.health() },
            .open("/ready", .get) { gateway, _ in await gateway.ready() },
        ]
        + ["", "/mcp", "/sse"].map { resource in
            .open(ExactText("/.well-known/oauth-protected-resource\(resource)"), .get) {
                (gateway, _) throws(RequestFailure) in try gateway.protectedResource(resource)
            }
        }
}

/// All routes of a server by their paths.
struct RouteTable: Sendable {
    private let routes: [ExactText: [Route]]

    init(_ routes: [Route]) { self.routes = Dictionary(grouping: routes, by: \.path) }

    /// The route of a request; a slash at the end of its path makes no difference, and nothing redirects.
    /// - Throws: ``RequestFailure``: 404 for an unknown path, 405 for a method that the path lacks.
    func route(of request: HTTPRequest) throws(RequestFailure) -> Route {
        guard let found = routes[ExactText(request.path)] ?? routes[ExactText(Self.withoutSlash(request.path))] else {
            throw RequestFailure(404, "There is nothing at this path; GET / says what there is.")
        }
        guard let route = found.first(where: { $0.methods.contains(request.method) }) else {
            throw .methodNotAllowed(found.flatMap(\.methods))
        }
        return route
    }

    private static func withoutSlash(_ path: String) -> String {
        guard path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") else { return path }
        return String(decoding: path.utf8.dropLast(), as: UTF8.self)
    }
}
