package import HTTP
package import HTTPClient

/// Decides whether and how often a call is sent: retries, circuit breakers, budgets.
package protocol UpstreamPolicy: Sendable {
    /// Sends a call by `attempt`, as often as the policy sees fit.
    /// - Parameters:
    ///   - call: what is sent.
    ///   - attempt: sends it once; an answer of any status is a success here.
    /// - Returns: the answer to go by, of whatever status.
    /// - Throws: ``WazuhError`` when there is no answer, or the policy does not let the call through.
    func run(
        _ call: UpstreamCall, attempt: @Sendable () async -> Result<HTTPResponse, TransportError>
    ) async throws(WazuhError) -> HTTPResponse
}

/// Sends each call once, and idempotent ones a second time when the connection broke.
///
/// The manager closes idle connections after 5 s, so a pooled one may break just as it is taken up.
package struct SingleRetryPolicy: UpstreamPolicy {
    package init() {}

    package func run(
        _ call: UpstreamCall, attempt: @Sendable () async -> Result<HTTPResponse, TransportError>
    ) async throws(WazuhError) -> HTTPResponse {
        var result = await attempt()
        if case .failure(let error) = result, error.code == .interrupted, call.isIdempotent { result = await attempt() }
        return try result.mapError { WazuhError($0, call) }.get()
    }
}
