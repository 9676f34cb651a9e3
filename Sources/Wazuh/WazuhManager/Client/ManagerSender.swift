import Encodings
import HTTP
import HTTPClient
import JSON
import Upstream

/// Puts requests on the wire: fields, deadlines, policy; logs in and looks whom it talks to.
struct ManagerSender: Sendable {
    let connection: ManagerConnection
    let transport: any HTTPTransport
    let policy: any UpstreamPolicy

    static let loginEndpoint = "POST \(loginPath)"
    private static let loginPath = "/security/user/authenticate"

    /// Sends a request; an answer of any status is a success.
    func send(_ request: ManagerRequest, authorization: String) async throws(WazuhError) -> HTTPResponse {
        let outgoing = OutgoingRequest(
            request.method, connection.baseURL + request.url,
            fields: [.accept: "application/json", .authorization: authorization],
            connectDeadline: connection.connectDeadline, deadline: connection.deadline, tls: connection.tls,
            isRepeatable: request.call.isIdempotent)
        return try await policy.run(request.call) {
            do throws(TransportError) { return .success(try await transport.send(outgoing)) } catch {
                return .failure(error)
            }
        }
    }

    /// Asks for a new token (`POST /security/user/authenticate`).
    func logIn(now: Int) async throws(WazuhError) -> ManagerToken {
        let request = ManagerRequest(
            Self.loginPath, ["raw": "true"], method: .post, permission: nil)
        let credentials = Base64.encode(Array("\(connection.user):\(connection.password)".utf8))
        let response = try await send(request, authorization: "Basic \(credentials)")
        guard response.status == 200 else { throw WazuhError(ManagerProblem(response), request) }
        let bytes = response.body.prefix(ManagerToken.longest + 2).filter { $0 > 0x20 }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let token = ManagerToken(jwt: text, received: now) else {
            throw WazuhError(
                .unexpectedAnswer, .manager, request.call.endpoint, status: 200, reason: "the answer is no token",
                advice: "Check that WAZUH_HOST and WAZUH_PORT are those of the Wazuh API.")
        }
        return token
    }

    /// What the API says of itself.
    /// - Throws: ``WazuhError``, also for a manager of version 5 or later, which has another API.
    func supportedInformation(_ token: ManagerToken) async throws(WazuhError) -> APIInformation {
        let request = APIInformation.request
        let response = try await send(request, authorization: "Bearer \(token.text)")
        let information = try request.data(of: response) { (data) throws(JSONError) in try APIInformation(data) }
        guard let major = information.version.split(separator: ".").first.flatMap({ Int($0) }), major >= 5 else {
            return information
        }
        throw WazuhError(
            .unsupportedVersion, .manager, request.call.endpoint,
            reason: "this is Wazuh \(information.version), and its API is not supported",
            advice: "Connect to a manager of version 4.8.0 to 4.14.")
    }
}

extension ManagerRequest {
    /// Reads the `data` of a successful answer.
    /// - Throws: ``WazuhError`` for any other status, and for a body that is not what the endpoint gives.
    func data<Value>(
        of response: HTTPResponse, _ read: (JSONView) throws(JSONError) -> Value
    ) throws(WazuhError) -> Value {
        guard response.status == 200 else { throw WazuhError(ManagerProblem(response), self) }
        do throws(JSONError) {
            guard let data = try JSONDocument(parsing: response.body).root["data"] else {
                throw JSONError(.unexpectedShape, "data is missing")
            }
            return try read(data)
        } catch {
            throw WazuhError(
                .unexpectedAnswer, .manager, call.endpoint, status: 200, reason: "the answer cannot be read: \(error)",
                advice: "Check that WAZUH_HOST and WAZUH_PORT are those of the Wazuh API, version 4.8 to 4.14.")
        }
    }
}
