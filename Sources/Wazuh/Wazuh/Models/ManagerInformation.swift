package import JSON

/// What the API says of itself (`GET /`).
package struct APIInformation: Sendable, Hashable {
    /// For example `4.14.1`.
    package let version: String
    /// A number in 4.8.0, a text later.
    package let revision: String?
    package let hostname: String?
    package let timestamp: String?

    package init(_ view: JSONView) throws(JSONError) {
        version = try view.text("api_version")
        revision = view["revision"].flatMap { $0.string ?? $0.int.map { String($0) } }
        hostname = view.known("hostname")
        timestamp = view.known("timestamp")
    }
}

/// What a manager is (`GET /manager/info`).
package struct ManagerInformation: Sendable, Hashable {
    /// For example `v4.14.1`.
    package let version: String
    package let type: String?
    package let path: String?
    package let maximumAgents: String?
    package let timeZone: String?

    package init(_ view: JSONView) throws(JSONError) {
        version = try view.text("version")
        type = view.known("type")
        path = view.known("path")
        maximumAgents = view.known("max_agents")
        timeZone = view.known("tz_name")
    }
}

/// A daemon of a manager and whether it runs (`GET /manager/status`).
package struct DaemonStatus: Sendable, Hashable {
    /// For example `wazuh-analysisd`.
    package let name: String
    /// `running`, `stopped`, `failed` or `restarting`; several are stopped on purpose.
    package let state: String

    package var isRunning: Bool { state == "running" }
}

/// A line of a manager's own log (`GET /manager/logs`).
package struct ManagerLogLine: Sendable, Hashable {
    /// ISO 8601 UTC.
    package let timestamp: String
    /// The daemon that wrote it, for example `wazuh-remoted`.
    package let tag: String
    package let level: String
    package let description: String

    package init(_ view: JSONView) throws(JSONError) {
        timestamp = try view.text("timestamp")
        tag = view["tag"]?.string ?? ""
        level = view["level"]?.string ?? ""
        // Wazuh keeps the space behind the colon of the line.
        description = String((view["description"]?.string ?? "").drop { $0 == " " })
    }
}
