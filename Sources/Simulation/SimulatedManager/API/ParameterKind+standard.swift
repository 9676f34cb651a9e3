extension ParameterKind {
    /// What a parameter of a name is wherever an endpoint says nothing else.
    static func standard(_ name: String) -> ParameterKind { byName[name] ?? .alphanumeric }

    static let components = choice([
        "agent", "agentless", "analysis", "auth", "com", "csyslog", "integrator", "logcollector", "mail", "monitor",
        "request",
        "syscheck", "wazuh-db", "wmodules",
    ])
    static let configurations = choice([
        "client", "buffer", "labels", "internal", "anti_tampering", "agentless", "global", "active_response", "alerts",
        "command",
        "rules", "decoders", "auth", "logging", "reports", "active-response", "cluster", "csyslog", "integration",
        "localfile",
        "socket", "remote", "syscheck", "rootcheck", "wdb", "wmodules", "rule_test",
    ])
    static let sections = choice([
        "active-response", "agentless", "alerts", "auth", "client", "client_buffer", "cluster", "command",
        "email_alerts",
        "global", "integration", "labels", "localfile", "logging", "remote", "reports", "rootcheck", "ruleset", "sca",
        "socket",
        "syscheck", "syslog_output", "vulnerability-detection", "indexer", "aws-s3", "azure-logs", "cis-cat",
        "docker-listener",
        "open-scap", "osquery", "syscollector",
    ])

    private static let byName: [String: ParameterKind] = [
        "pretty": .boolean, "wait_for_complete": .boolean, "distinct": .boolean, "raw": .boolean, "summary": .boolean,
        "force_query": .boolean, "offset": .integer(0...2_147_483_647), "limit": .integer(1...100_000),
        "select": .list(.name),
        "sort": .sort, "search": .search, "q": .text, "agents_list": .list(.numbers), "older_than": .timeframe,
        "group": .groupName, "groups_list": .list(.groupName), "node_name": .name, "nodes_list": .list(.text),
        "group_config_status": .choice(["synced", "not synced"]), "rule_ids": .list(.numbers), "level": .levelRange,
        "filename": .list(.alphanumeric), "relative_dirname": .path, "date": .date, "section": sections, "field": .name,
        "fields": .list(.name), "hash": .hash, "md5": .hash, "sha1": .hash, "sha256": .hash, "file": .path,
        "pid": .numbers, "ppid": .numbers, "nlwp": .numbers, "pgrp": .numbers, "priority": .numbers,
        "local.port": .numbers,
        "remote.port": .numbers, "tx_queue": .numbers, "mtu": .integer(0...2_147_483_647), "hotfix": .text,
        "vendor": .text,
        "title": .symbols, "description": .symbols, "rationale": .symbols, "remediation": .symbols, "command": .symbols,
        "reason": .symbols, "directory": .text, "references": .text, "condition": .text, "technique_ids": .list(.text),
        "tactic_ids": .list(.text), "group_ids": .list(.text), "software_ids": .list(.text),
        "mitigation_ids": .list(.text),
        "reference_ids": .list(.text), "user_ids": .list(.numbers), "role_ids": .list(.numbers),
        "daemons_list": .list(.choice(["wazuh-analysisd", "wazuh-remoted", "wazuh-db"])),
        // Parameters of the path.
        "agent_id": .numbers, "component": components, "configuration": configurations, "node_id": .name,
        "group_id": .groupName, "policy_id": .alphanumeric, "file_name": .alphanumeric,
        "requirement": .choice(["pci_dss", "gdpr", "hipaa", "nist-800-53", "gpg13", "tsc", "mitre"]),
    ]

    /// Parameters whose value the server lower-cases before it looks at it.
    static let lowerCased: Set<String> = [
        "component", "configuration", "hash", "requirement", "status", "type", "section", "tag", "level", "resource",
    ]
}
