/// A service outside that knows the reputation of indicators; asking it tells it what is being investigated.
package protocol ReputationSource: Sendable {
    /// What it is called in answers.
    var name: String { get }

    /// Whether it can be asked about indicators of a kind.
    func covers(_ kind: Indicator.Kind) -> Bool

    /// Asks about one indicator.
    /// - Throws: ``ReputationError``, never with the key in it.
    func reputation(of indicator: Indicator) async throws(ReputationError) -> Reputation
}

/// What a service outside says of an indicator.
package struct Reputation: Sendable, Hashable {
    package enum Verdict: String, Sendable, Hashable {
        case malicious, suspicious, harmless, unknown
    }

    package let source: String
    package let verdict: Verdict
    /// The figures behind the verdict, in a sentence.
    package let details: String

    package init(source: String, verdict: Verdict, details: String) {
        self.source = source
        self.verdict = verdict
        self.details = details
    }
}

/// Why a service outside gave no answer.
package struct ReputationError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable { case unreachable, refused, rateLimited, unexpectedAnswer }

    package let code: Code
    package let description: String

    init(_ code: Code, _ source: String, _ reason: String) {
        self.code = code
        description = "\(source): \(reason)."
    }
}
