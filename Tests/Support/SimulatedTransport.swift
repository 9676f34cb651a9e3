package import FoundationEssentials
package import HTTP
package import HTTPClient
import SimulatedCompany
package import SimulatedManager

/// A transport whose other end is a simulated manager in this process; it logs in as `wazuh`, password `wazuh`.
package struct SimulatedTransport: HTTPTransport {
    /// Where the manager seems to be.
    package static let baseURL = "https://wazuh.example:55000"

    package let manager: SimulatedManager

    package init(_ manager: SimulatedManager) { self.manager = manager }

    /// Makes a manager of a simulated company.
    /// - Parameters:
    ///   - agentCount: how many agents the company has.
    ///   - faults: what goes wrong on purpose.
    ///   - date: when the company's data was made, and what time it is to the manager.
    package init(
        agentCount: Int = 40, faults: SimulatedFaults = SimulatedFaults(),
        date: Date = Date(timeIntervalSince1970: 1_795_000_000)
    ) {
        manager = SimulatedManager(
            company: SimulatedCompany(now: date, agentCount: agentCount),
            users: [SimulatedUser(name: "wazuh", password: "wazuh", role: .administrator)],
            secret: Array("a secret of tests, long enough".utf8), rateLimit: nil, faults: faults, now: { date })
    }

    package func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        guard !Task.isCancelled else { throw TransportError(.cancelled, "the request was cancelled") }
        let target = request.url.dropFirst(Self.baseURL.count)
            .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return manager.respond(
            to: HTTPRequest(
                request.method, target.first ?? "/", query: target.count > 1 ? target[1] : "", fields: request.fields,
                body: request.body, remoteAddress: "192.0.2.1"))
    }
}
