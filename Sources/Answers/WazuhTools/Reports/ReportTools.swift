import MCP

let reportTools: [WazuhTool] = [
    WazuhTool(
        "generate_security_report", title: "Security report",
        """
        Write a Markdown report of a period with a chart of alerts over time: agents, alerts, top threats, vulnerabilities, \
        risk. Parts that fail or take too long are named.
        """,
        .reads, scope: .read,
        .reportRange, .flag("include_recommendations", "End with what to do next.", default: true)
    ) { wazuh, requested, recommends in
        let range = try requested.resolved(now: wazuh.now())
        return try await SecurityReport.write(wazuh, range: range, recommends: recommends)
    }
]

/// How much time a report is about.
private enum ReportType: String, CaseIterable {
    case daily, weekly, monthly

    var start: String {
        switch self {
        case .daily: "now-1d"
        case .weekly: "now-7d"
        case .monthly: "now-30d"
        }
    }
}

extension Argument where Value == RequestedRange {
    /// `report_type`, or `time_from` and `time_to` instead of it.
    fileprivate static var reportRange: Self {
        .group(
            .choice("report_type", "Period up to now.", default: ReportType.daily),
            .optional(Argument<String>.moment("time_from", "Begin instead: ISO 8601 with zone, or now-24h.")),
            .optional(Argument<String>.moment("time_to", "End, likewise; needs time_from."))
        ) { type, start, end throws(ToolInputError) in
            guard start != nil || end == nil else {
                throw ToolInputError("time_to: needs time_from; without both, report_type says the period")
            }
            return RequestedRange(start: start ?? type.start, end: end ?? "now")
        }
    }
}
