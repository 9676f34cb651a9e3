package import HTTP
package import HTTPClient

/// A transport that sends a bounded number of requests at a time, and none past the deadline of its call.
package struct LimitedTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let limit: ConcurrencyLimit

    package init(_ transport: any HTTPTransport, limit: ConcurrencyLimit) {
        self.transport = transport
        self.limit = limit
    }

    package func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        let end = CallDeadline.end
        let result: Result<HTTPResponse, TransportError>
        do throws(ConcurrencyLimit.Refusal) {
            result = try await limit.run(until: end) { () async throws(TransportError) in
                var request = request
                if let end { request.deadline = min(request.deadline, end - .now) }
                return try await transport.send(request)
            }
        } catch {
            switch error {
            case .queueFull: throw TransportError(.busy, "too many requests to it are waiting already")
            case .timedOut:
                throw TransportError(.timedOut, "this request had no turn in time, for the time of its call was up")
            case .cancelled: throw TransportError(.cancelled, "the request was cancelled")
            }
        }
        return try result.get()
    }
}
