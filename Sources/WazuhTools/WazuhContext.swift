package import FoundationEssentials
package import MCP
package import Wazuh

/// What the tools run with: Wazuh's services and a way to report progress.
package struct WazuhContext: ToolContext {
    package let manager: WazuhManager
    /// Tells the caller how far a long call has come; does nothing when nobody asked.
    package let report: @Sendable (ProgressUpdate) async -> Void
    package let now: @Sendable () -> Date

    package init(
        manager: WazuhManager, report: @escaping @Sendable (ProgressUpdate) async -> Void = { _ in },
        now: @escaping @Sendable () -> Date = { .now }
    ) {
        self.manager = manager
        self.report = report
        self.now = now
    }

    /// The same context for a call whose caller wants progress.
    package func reporting(_ report: @escaping @Sendable (ProgressUpdate) async -> Void) -> WazuhContext {
        WazuhContext(manager: manager, report: report, now: now)
    }

    @Sendable package func redact(_ name: String, _ text: String) -> String { Redaction.redact(name, text) }

    /// What the model is told about a failed call: errors of Wazuh explain themselves, others stay inside.
    package func explain(_ error: any Error) -> String {
        switch error {
        case let error as WazuhError: error.description
        case let error as ToolFailure: error.description
        case is CancellationError: "The call was cancelled."
        default: "The call failed inside the server; its log says more."
        }
    }
}

package typealias WazuhTool = Tool<WazuhContext>

extension ToolScope {
    package static let read = ToolScope(rawValue: "wazuh:read")
    package static let write = ToolScope(rawValue: "wazuh:write")
}
