package import HTTPClient
package import Upstream

/// The API of a Wazuh manager, 4.8.0 to 4.14: agents, rules, statistics, logs, cluster.
package struct WazuhManager: Sendable {
    let client: ManagerClient

    /// Connects nothing yet: the first call logs in.
    /// - Parameters:
    ///   - connection: where the API is and who we are to it.
    ///   - transport: sends the requests.
    ///   - tokens: where all workers share one token; by default this process is alone.
    ///   - policy: retries and breakers.
    ///   - concurrency: how many requests this process sends at a time; the API runs them one by one.
    ///   - clock: the time and its pauses.
    package init(
        _ connection: ManagerConnection, transport: any HTTPTransport,
        tokens: any UpstreamTokenStore = InMemoryTokenStore(), policy: any UpstreamPolicy = SingleRetryPolicy(),
        concurrency: Int = 3, clock: ManagerClock = ManagerClock()
    ) {
        let limited = LimitedTransport(transport, to: .manager, limit: ConcurrencyLimit(concurrency))
        let sender = ManagerSender(connection: connection, transport: limited, policy: policy)
        client = ManagerClient(sender, tokens, clock)
    }
}
