package import HTTPClient
package import Upstream

/// The API of a Wazuh manager, 4.8.0 to 4.14: agents, rules, statistics, logs, cluster.
package struct WazuhManager: Sendable {
    let client: ManagerClient
    let summaries: SharedAnswers<AgentSummary>
    let assessments: SharedAnswers<Paged<SCAPolicy>>
    let rulesets: SharedAnswers<Paged<Rule>>

    /// Connects nothing yet: the first call logs in.
    /// - Parameters:
    ///   - connection: where the API is and who we are to it.
    ///   - transport: sends the requests.
    ///   - tokens: where all workers share one token; by default this process is alone.
    ///   - policy: retries and breakers.
    ///   - concurrency: how many requests this process sends at a time; the API runs them one by one.
    ///   - lifetimes: how long answers are shared.
    ///   - clock: the time and its pauses.
    package init(
        _ connection: ManagerConnection, transport: any HTTPTransport,
        tokens: any UpstreamTokenStore = InMemoryTokenStore(), policy: any UpstreamPolicy = SingleRetryPolicy(),
        concurrency: Int = 3, lifetimes: AnswerLifetimes = AnswerLifetimes(), clock: UpstreamClock = UpstreamClock()
    ) {
        let limited = LimitedTransport(transport, to: .manager, limit: ConcurrencyLimit(concurrency))
        let sender = ManagerSender(connection: connection, transport: limited, policy: policy)
        client = ManagerClient(
            sender, tokens, SharedAnswers(lifetime: lifetimes.states, capacity: 1, clock: clock), clock)
        summaries = SharedAnswers(lifetime: lifetimes.states, capacity: 1, clock: clock)
        assessments = SharedAnswers(lifetime: lifetimes.assessments, capacity: 64, clock: clock)
        rulesets = SharedAnswers(lifetime: lifetimes.rulesets, capacity: 1, clock: clock)
    }
}

/// How long calls share answers of the manager, in whole seconds; 0 shares those that are asked for at the same time only.
package struct AnswerLifetimes: Sendable, Hashable {
    /// Of the agents together, and of the API.
    package var states = 5
    /// Of an agent's configuration: agents are assessed twice a day.
    package var assessments = 30
    /// The ruleset changes when an operator changes it; reading it costs the manager a second.
    package var rulesets = 60

    package init() {}
}
