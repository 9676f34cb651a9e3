import JSON
import MCP
import Reputation
import Upstream
import WazuhManager

let threatTools: [WazuhTool] = [
    WazuhTool(
        "analyze_security_threat", title: "Trace an indicator",
        """
        Trace an indicator (address, hash, domain, URL, e-mail, file) through all alerts of a period: first and last seen, \
        agents, rules, levels, accounts, techniques, timeline. Local sightings, no external reputation.
        """,
        .reads, scope: .read,
        .indicator, .optional(Argument<AgentID>.agentID("Alerts of this agent.")), .timeRange(from: "now-30d")
    ) { wazuh, indicator, agent, requested in
        let range = try requested.resolved(now: wazuh.now())
        let search = IndicatorSearch(indicator: indicator, agent: agent, range: range, isDeep: true)
        return ThreatTrace(sightings: try await search.run(wazuh.indexer), interval: search.interval)
    },
    WazuhTool(
        "check_ioc_reputation", title: "Check an indicator",
        """
        Check an indicator (address, hash, domain, URL, e-mail, file): sightings in alerts, Wazuh's own lists of malicious \
        indicators and, only where an operator configured them, outside services.
        """,
        .reads, asksOutside: true, scope: .read,
        .indicator, .timeRange(from: "now-30d")
    ) { wazuh, indicator, requested in
        let range = try requested.resolved(now: wazuh.now())
        async let listed = ListCheck.run(indicator, wazuh.manager)
        async let outside = OutsideCheck.run(indicator, wazuh.reputation)
        let search = IndicatorSearch(indicator: indicator, agent: nil, range: range, isDeep: false)
        var sightings: IndicatorSightings?
        var missing: [String] = []
        do { sightings = try await search.run(wazuh.indexer) } catch {
            missing.append("Alerts: \(wazuh.explain(error))")
        }
        let report = IndicatorReport(
            indicator: indicator, range: range, sightings: sightings, list: await listed, outside: await outside,
            missing: missing)
        guard report.knowsAnything else {
            throw ToolFailure("Nothing could be checked. \(report.allMissing.joined(separator: " "))")
        }
        return report
    },
]

/// The kinds of indicator that a caller can name.
private enum IndicatorType: String, CaseIterable {
    case ip, hash, domain, url, email, file

    var kinds: [Indicator.Kind] {
        switch self {
        case .ip: [.ip]
        case .hash: [.md5, .sha1, .sha256]
        case .domain: [.domain]
        case .url: [.url]
        case .email: [.email]
        case .file: [.filePath, .fileName]
        }
    }

    var expectation: String {
        switch self {
        case .ip: "an IPv4 or IPv6 address"
        case .hash: "an MD5, SHA-1 or SHA-256 hash (32, 40 or 64 hexadecimal digits)"
        case .domain: "a domain name such as evil.example"
        case .url: "a URL with its scheme such as http://evil.example/x"
        case .email: "an e-mail address"
        case .file: "a file name or an absolute path"
        }
    }
}

extension Argument where Value == Indicator {
    /// `indicator` and `indicator_type`.
    fileprivate static var indicator: Self {
        .group(
            .text("indicator", "Defanged forms (hxxp, [.]) are fine."),
            .optional(Argument<IndicatorType>.choice("indicator_type", "Told from the text by default."))
        ) { text, type throws(ToolInputError) in
            let found = type.map { $0.kinds.lazy.compactMap { Indicator(text, as: $0) }.first } ?? Indicator(text)
            if let found { return found }
            guard let type else {
                throw ToolInputError(
                    "indicator: expected an address, a hash, a domain, a URL, an e-mail address, a file name or an absolute path; for a file name of another form say indicator_type=file"
                )
            }
            throw ToolInputError("indicator: expected \(type.expectation), as indicator_type=\(type.rawValue) says")
        }
    }
}
