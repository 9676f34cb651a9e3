import HTTP
import HTTPClient
import JSON

/// Sends the requests of a reputation source and reads JSON; the key stands in a field only, never in a URL or an error.
struct ReputationClient: Sendable {
    let url: String
    let key: String
    let tls: TLSPolicy
    let transport: any HTTPTransport

    /// What ``read(_:_:keyField:name:)`` asks for.
    enum Call: Sendable {
        case get(String)
        case post(String, JSON)
    }

    /// - Parameters:
    ///   - call: the path below the service's URL, and a body.
    ///   - keyField: the header field that carries the key.
    ///   - name: of the service, for errors.
    /// - Returns: the root of the answer; nil when the service does not know the indicator (404).
    /// - Throws: ``ReputationError``.
    func read(_ call: Call, keyField: HTTPFieldName, name: String) async throws(ReputationError) -> JSONView? {
        let response = try await send(call, keyField: keyField, name: name)
        switch response.status.rawValue {
        case 200..<300: break
        case 404: return nil
        case 401, 403: throw ReputationError(.refused, name, "it refuses our key or the key lacks a right")
        case 429: throw ReputationError(.rateLimited, name, "its quota is used up, try again later")
        case let status: throw ReputationError(.unexpectedAnswer, name, "it answered with HTTP \(status)")
        }
        guard let root = try? JSONDocument(parsing: response.body).root else {
            throw ReputationError(.unexpectedAnswer, name, "its answer is no JSON")
        }
        return root
    }

    private func send(
        _ call: Call, keyField: HTTPFieldName, name: String
    ) async throws(ReputationError) -> HTTPResponse {
        var request: OutgoingRequest
        switch call {
        case .get(let path): request = OutgoingRequest(.get, url + path)
        case .post(let path, let body):
            request = OutgoingRequest(.post, url + path, body: body.jsonBytes)
            request.fields[.contentType] = "application/json"
        }
        request.fields[.accept] = "application/json"
        request.fields[keyField] = key
        request.deadline = .seconds(10)
        request.largestBody = 4 << 20
        request.tls = tls
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            throw ReputationError(.unreachable, name, Self.reason(error.code))
        }
    }

    /// Without the transport's own words, which may quote the request.
    private static func reason(_ code: TransportError.Code) -> String {
        switch code {
        case .timedOut: "it did not answer in time"
        case .untrustedCertificate, .tls: "its certificate is not trusted"
        case .cancelled: "the call was cancelled"
        case .busy: "too many requests to it are waiting already"
        default: "it cannot be reached"
        }
    }
}
