package import MCP

/// What the tools run with: Wazuh's services and a way to report progress.
package struct WazuhContext: ToolContext {
    /// Tells the caller how far a long call has come; does nothing when nobody asked.
    package let report: @Sendable (ProgressUpdate) async -> Void

    package init(report: @escaping @Sendable (ProgressUpdate) async -> Void = { _ in }) {
        self.report = report
    }

    /// The same context for a call whose caller wants progress.
    package func reporting(_ report: @escaping @Sendable (ProgressUpdate) async -> Void) -> WazuhContext {
        WazuhContext(report: report)
    }

    @Sendable package func redact(_ name: String, _ text: String) -> String { Redaction.redact(name, text) }

    /// What the model is told about a failed call.
    package func explain(_ error: any Error) -> String { "The call failed." }
}

package typealias WazuhTool = Tool<WazuhContext>

/// Every tool of the server, in the order of the list.
package let allTools: [WazuhTool] = []
