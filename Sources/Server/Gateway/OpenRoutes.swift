import Auth
import HTTP
import JSON
import MCP
import Store

extension Gateway {
    /// Answers the routes that need no credential; nil for the others.
    func openAnswer(to request: HTTPRequest, _ route: Route) async -> HTTPResponse? {
        switch (route, request.method) {
        case (.root, .get): IndexPage(settings).response(to: request)
        case (.health, _): health
        case (.ready, _): await ready()
        case (.token, _): await token(for: request)
        case (.protectedResource(let path), _): protectedResource(path)
        default: nil
        }
    }

    /// What `AUTH_MODE=none` answers where others give credentials, or say where to get them.
    private static let noCredentials = HTTPResponse.failure(
        404, "This server asks for no credentials (AUTH_MODE=none).")

    private var health: HTTPResponse {
        let body: JSON = [
            "status": "ok", "version": .string(serverInfo.version),
            "protocol_versions": .array(ProtocolVersion.allCases.map { .string($0.rawValue) }),
            "transports": ["streamable-http", "http+sse"], "auth": .string(settings.authentication.rawValue),
        ]
        return .json(200, body.jsonBytes, fields: .uncached)
    }

    private func ready() async -> HTTPResponse {
        let report = await readiness.report()
        var fields = HTTPFields.uncached
        if !report.isReady { fields[.retryAfter] = "5" }
        return .json(report.isReady ? 200 : 503, report.jsonBytes, fields: fields)
    }

    private func protectedResource(_ path: String) -> HTTPResponse {
        guard settings.authentication != .none else { return Self.noCredentials }
        let metadata = ProtectedResourceMetadata(
            resource: settings.publicURL + path, authorizationServers: [settings.publicURL],
            scopesSupported: settings.scopes, resourceName: serverInfo.title)
        return .json(200, metadata.jsonBytes, fields: ["access-control-allow-origin": "*"])
    }

    /// A 401 with the challenge that tells clients how to get a credential (RFC 6750 §3, RFC 9728 §5.1).
    func refusal(_ refusal: Refusal, _ route: Route) -> HTTPResponse {
        if case .unavailable(let reason) = refusal {
            log.credentialsUnavailable(reason)
            return .failure(503, refusal.message, fields: .retrySoon)
        }
        var fields = HTTPFields.uncached
        fields[.wwwAuthenticate] = settings.challenge(for: route)?.unauthorized(rejection: refusal.rejection)
        return .failure(401, refusal.message, fields: fields)
    }

    /// `POST /auth/token`: an access token for an API key.
    private func token(for request: HTTPRequest) async -> HTTPResponse {
        guard settings.authentication != .none else { return Self.noCredentials }
        guard request.hasJSONBody, let key = (try? JSON(parsing: request.body))?["api_key"]?.string else {
            return .failure(400, #"Send {"api_key": "wazuh_…"} as Content-Type: application/json."#)
        }
        switch authenticator.exchange(apiKey: key) {
        case .granted(let token): return .json(200, token.jsonBytes, fields: .uncached)
        case .refused(let refusal): return self.refusal(refusal, .token)
        }
    }
}
