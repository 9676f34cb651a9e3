import Auth
import HTTP
import JSON
import MCP

/// The routes that need no credential.
extension Gateway {
    func index(for request: HTTPRequest) -> Answer {
        .response(IndexPage(settings, methods.server).response(to: request))
    }

    func health() -> Answer {
        let body: JSON = [
            "status": "ok", "version": .string(methods.server.version),
            "protocol_versions": .array(ProtocolVersion.allCases.map { .string($0.rawValue) }),
            "transports": ["streamable-http", "http+sse"], "auth": .string(settings.authentication.rawValue),
        ]
        return .response(.json(200, body.jsonBytes, fields: .uncached))
    }

    func ready() async -> Answer {
        let report = await readiness.report()
        var fields = HTTPFields.uncached
        if !report.isReady { fields[.retryAfter] = HTTPFields.retrySoon[.retryAfter] }
        return .response(.json(report.isReady ? 200 : 503, report.jsonBytes, fields: fields))
    }

    /// The metadata of the resource at a path (RFC 9728).
    func protectedResource(_ path: String) throws(RequestFailure) -> Answer {
        guard settings.authentication != .none else { throw Self.noCredentials }
        let metadata = ProtectedResourceMetadata(
            resource: settings.publicURL + path, authorizationServers: [settings.publicURL],
            scopesSupported: settings.scopes, resourceName: methods.server.title)
        return .response(.json(200, metadata.jsonBytes, fields: ["access-control-allow-origin": "*"]))
    }

    /// `POST /auth/token`: an access token for an API key.
    func token(for request: IncomingRequest) async throws(RequestFailure) -> Answer {
        guard settings.authentication != .none else { throw Self.noCredentials }
        guard request.http.body.count <= settings.limits.tokenRequest else {
            throw RequestFailure(413, "The body is larger than \(settings.limits.tokenRequest >> 10) KiB.")
        }
        guard request.http.hasJSONBody, let key = (try? JSON(parsing: request.http.body))?["api_key"]?.string else {
            throw RequestFailure(400, #"Send {"api_key": "wazuh_…"} as Content-Type: application/json."#)
        }
        do throws(Refusal) {
            let (principal, token) = try await authenticator.exchange(apiKey: key)
            request.account.note(subject: principal.subject)
            return .response(.json(200, token.jsonBytes, fields: .uncached))
        } catch {
            throw failure(for: error, resource: "/mcp")
        }
    }

    /// What `AUTH_MODE=none` answers where others give credentials, or say where to get them.
    private static let noCredentials = RequestFailure(404, "This server asks for no credentials (AUTH_MODE=none).")
}

/// Who may come in.
extension Gateway {
    /// The caller of a route that takes a credential.
    func principal(of request: IncomingRequest, _ route: Route) async throws(RequestFailure) -> Principal {
        do throws(Refusal) {
            let principal = try await authenticator.principal(for: request.http)
            request.account.note(subject: principal.subject)
            return principal
        } catch {
            throw failure(for: error, resource: route.resource)
        }
    }

    /// A 401 with the challenge that tells clients how to get a credential (RFC 6750 §3, RFC 9728 §5.1).
    private func failure(for refusal: Refusal, resource: String) -> RequestFailure {
        if case .unavailable(let reason) = refusal {
            return RequestFailure(503, refusal.message, fields: .retrySoon, cause: reason)
        }
        var fields = HTTPFields.uncached
        fields[.wwwAuthenticate] = settings.challenge(for: resource)?.unauthorized(rejection: refusal.rejection)
        return RequestFailure(401, refusal.message, fields: fields)
    }
}
