extension Mapping {
    /// What Wazuh's template for the vulnerability inventory declares (4.14).
    ///
    /// That index refuses documents with other fields.
    static let vulnerabilities = Mapping([
        .keyword: """
        agent.build.original agent.ephemeral_id agent.id agent.name agent.type agent.version host.os.full \
        host.os.kernel host.os.name host.os.platform host.os.type host.os.version package.architecture \
        package.build_version package.checksum package.description package.install_scope package.license package.name \
        package.path package.reference package.type package.version vulnerability.category \
        vulnerability.classification vulnerability.description vulnerability.enumeration vulnerability.id \
        vulnerability.reference vulnerability.report_id vulnerability.scanner.condition \
        vulnerability.scanner.reference vulnerability.scanner.source vulnerability.scanner.vendor \
        vulnerability.score.version vulnerability.severity wazuh.cluster.name wazuh.cluster.node wazuh.schema.version
        """,
        .long: """
        package.size
        """,
        .float: """
        vulnerability.score.base vulnerability.score.environmental vulnerability.score.temporal
        """,
        .date: """
        package.installed vulnerability.detected_at vulnerability.published_at
        """,
        .boolean: """
        vulnerability.under_evaluation
        """,
    ])
}
