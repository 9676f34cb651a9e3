import Encodings
package import FoundationEssentials
package import MCP
package import Reputation
import Upstream
package import WazuhIndexer
package import WazuhManager
import Redaction

/// What the tools run with: Wazuh's services and a way to report progress.
package struct WazuhContext: ToolContext {
    package let manager: WazuhManager
    private let configuredIndexer: WazuhIndexer?
    package let cursors: any CursorShelf
    /// Services outside that are asked about indicators; none unless an operator configured them.
    let reputation: [any ReputationSource]
    private let longestCall: Duration
    /// Tells the caller how far a long call has come; does nothing when nobody asked.
    package let report: @Sendable (ProgressUpdate) async -> Void
    /// What the client has answered to questions of an earlier round.
    package let answers: ClientAnswers
    package let now: @Sendable () -> Date

    /// - Parameters:
    ///   - manager: the manager's client.
    ///   - indexer: the indexer's client; nil where none is configured.
    ///   - cursors: keeps where walks through long lists go on.
    ///   - reputation: services outside that may be asked about indicators.
    ///   - longestCall: how long the requests of a call may take together: less than clients wait, the impatient ones 60 s.
    ///   - report: tells the caller how far a long call has come.
    ///   - answers: what the client has answered to questions of an earlier round.
    ///   - now: the clock.
    package init(
        manager: WazuhManager, indexer: WazuhIndexer? = nil, cursors: any CursorShelf = NoCursorShelf(),
        reputation: [any ReputationSource] = [], longestCall: Duration = .seconds(30),
        report: @escaping @Sendable (ProgressUpdate) async -> Void = { _ in }, answers: ClientAnswers = ClientAnswers(),
        now: @escaping @Sendable () -> Date = { .now }
    ) {
        self.manager = manager
        configuredIndexer = indexer
        self.cursors = cursors
        self.reputation = reputation
        self.longestCall = longestCall
        self.report = report
        self.answers = answers
        self.now = now
    }

    package func serving(_ call: ToolInvocation) -> WazuhContext {
        WazuhContext(
            manager: manager, indexer: configuredIndexer, cursors: cursors, reputation: reputation,
            longestCall: longestCall,
            report: call.report ?? { _ in }, answers: call.answers, now: now)
    }

    package func run<Value: Sendable>(_ call: () async throws -> Value) async -> ToolRun<Value> {
        let use = UpstreamUse()
        let result: Result<Value, any Error>
        do {
            result = .success(try await use.count { try await CallDeadline.within(longestCall, call) })
        } catch {
            result = .failure(error)
        }
        return ToolRun(result, requests: use.requests)
    }

    /// Whether an indexer is configured.
    var hasIndexer: Bool { configuredIndexer != nil }

    /// The indexer's client.
    var indexer: WazuhIndexer {
        get throws {
            guard let configuredIndexer else {
                throw ToolFailure(
                    "No Wazuh indexer is configured, and alerts and vulnerabilities are there: an operator sets "
                        + "WAZUH_INDEXER_HOST, WAZUH_INDEXER_USER and WAZUH_INDEXER_PASS.")
            }
            return configuredIndexer
        }
    }

    /// Tells a list that is empty for want of a permission from one that is empty.
    /// - Throws: ``ToolFailure`` where it is missing, ``WazuhError`` where the manager does not say.
    func requirePermission(_ permission: String, toShow subject: String) async throws {
        guard try await !manager.policies().allows(permission) else { return }
        throw ToolFailure(
            "The API user (WAZUH_USER) lacks the permission \(permission), so the manager shows no \(subject).")
    }

    package func redact(_ text: String) -> String { Redaction.redact(text) }
    package func redact(json: [UInt8]) -> [UInt8] { Redaction.redact(json: json) }

    /// What the model is told about a failure of a part of a call.
    package func explain(_ error: any Error) -> String { notice(of: error).message }

    /// Errors of Wazuh explain themselves, others stay inside.
    package func notice(of error: any Error) -> ToolFailureNotice {
        switch error {
        case let error as WazuhError: ToolFailureNotice(redact(error.description))
        case let error as ToolFailure: ToolFailureNotice(redact(error.description))
        case is CancellationError: ToolFailureNotice("The call was cancelled.")
        default:
            ToolFailureNotice(
                "The call failed inside the server; its log says more.", cause: redact("\(error)"))
        }
    }
}

package typealias WazuhTool = Tool<WazuhContext>

extension ToolScope {
    package static let read = ToolScope("wazuh:read")
    package static let write = ToolScope("wazuh:write")
}
