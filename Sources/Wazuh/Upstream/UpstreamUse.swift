import Synchronization

/// What a call has asked of services upstream: counted where their requests are sent, for the record of the call.
package final class UpstreamUse: Sendable {
    /// Who is asked.
    package enum Party: Int, Sendable, Hashable, CaseIterable { case manager, indexer, reputation }

    /// Requests to one party and what they brought.
    package struct Count: Sendable, Hashable {
        /// Sent ones, those that failed and those sent again included.
        package var requests = 0
        /// Of the bodies of answers, decoded.
        package var bytes = 0

        package init(requests: Int = 0, bytes: Int = 0) {
            self.requests = requests
            self.bytes = bytes
        }
    }

    @TaskLocal private static var current: UpstreamUse?

    private let counts = Mutex([Count](repeating: Count(), count: Party.allCases.count))

    package init() {}

    /// Counts the requests of some work, those of its child tasks and of tasks it starts included.
    ///
    /// An answer that several calls share is counted for the one that asked for it.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws.
    package func count<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        try await Self.$current.withValue(self) { try await work() }
    }

    /// The count so far.
    package subscript(party: Party) -> Count { counts.withLock { $0[party.rawValue] } }

    /// How many requests went to each party that was asked.
    package var requests: [String: Int] {
        var requests: [String: Int] = [:]
        for party in Party.allCases where self[party].requests > 0 { requests["\(party)"] = self[party].requests }
        return requests
    }

    /// Notes a request of the call that runs; does nothing outside one that counts.
    /// - Parameters:
    ///   - party: who was asked.
    ///   - bytes: of the body that came back, 0 when nothing did.
    static func note(_ party: Party, bytes: Int) {
        current?.counts.withLock { counts in
            counts[party.rawValue].requests += 1
            counts[party.rawValue].bytes += bytes
        }
    }
}
