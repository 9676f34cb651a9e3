package import HTTP
package import HTTPClient

/// A transport to one party that sends a bounded number of requests at a time, none past the deadline of its call, and counts
/// them.
package struct LimitedTransport: HTTPTransport {
    private let transport: any HTTPTransport
    private let party: UpstreamUse.Party
    private let limit: ConcurrencyLimit

    /// - Parameters:
    ///   - transport: sends the requests.
    ///   - party: whose requests these are counted as.
    ///   - limit: how many are under way at a time.
    package init(_ transport: any HTTPTransport, to party: UpstreamUse.Party, limit: ConcurrencyLimit) {
        self.transport = transport
        self.party = party
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
            throw TransportError(error)
        }
        UpstreamUse.note(party, bytes: (try? result.get().body.count) ?? 0)
        return try result.get()
    }
}

extension TransportError {
    /// The error for a request that was not let through.
    init(_ refusal: ConcurrencyLimit.Refusal) {
        switch refusal {
        case .queueFull: self.init(.busy, "too many requests to it are waiting already")
        case .timedOut: self.init(.timedOut, "this request had no turn in time, for the time of its call was up")
        case .cancelled: self.init(.cancelled, "the request was cancelled")
        }
    }
}
