package import HTTP
package import HTTPClient

/// A transport that sends a bounded number of requests at a time.
package struct LimitedTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let limit: ConcurrencyLimit

    package init(_ transport: any HTTPTransport, limit: ConcurrencyLimit) {
        self.transport = transport
        self.limit = limit
    }

    package func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        let result: Result<HTTPResponse, TransportError>
        do throws(ConcurrencyLimit.Refusal) {
            result = try await limit.run { () async throws(TransportError) in try await transport.send(request) }
        } catch {
            switch error {
            case .queueFull: throw TransportError(.busy, "too many requests to it are waiting already")
            case .cancelled: throw TransportError(.cancelled, "the request was cancelled")
            }
        }
        return try result.get()
    }
}
