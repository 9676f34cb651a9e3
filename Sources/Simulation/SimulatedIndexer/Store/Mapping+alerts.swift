extension Mapping {
    /// What Wazuh's alert template declares.
    ///
    /// Left out: the modules for clouds, containers, OpenSCAP and osquery, of which there are no alerts here.
    static let alerts = Mapping([
        .keyword: """
        GeoLocation.city_name GeoLocation.country_name GeoLocation.ip GeoLocation.postal_code \
        GeoLocation.real_region_name GeoLocation.region_name agent.id agent.ip agent.name cluster.name cluster.node \
        command data.action data.audit.acct data.audit.arch data.audit.auid data.audit.command data.audit.cwd \
        data.audit.dev data.audit.directory.inode data.audit.directory.mode data.audit.directory.name data.audit.egid \
        data.audit.enforcing data.audit.euid data.audit.exe data.audit.execve.a0 data.audit.execve.a1 \
        data.audit.execve.a2 data.audit.execve.a3 data.audit.exit data.audit.file.inode data.audit.file.mode \
        data.audit.file.name data.audit.fsgid data.audit.fsuid data.audit.gid data.audit.id data.audit.key \
        data.audit.list data.audit.old-auid data.audit.old-ses data.audit.old_enforcing data.audit.old_prom \
        data.audit.op data.audit.pid data.audit.ppid data.audit.prom data.audit.res data.audit.session data.audit.sgid \
        data.audit.srcip data.audit.subj data.audit.success data.audit.suid data.audit.syscall data.audit.tty \
        data.audit.type data.audit.uid data.command data.data data.dstip data.dstport data.dstuser data.extra_data \
        data.file data.id data.integration data.parameters.extra_args data.protocol data.sca.check.compliance.cis \
        data.sca.check.compliance.cis_csc data.sca.check.compliance.hipaa data.sca.check.compliance.nist_800_53 \
        data.sca.check.compliance.pci_dss data.sca.check.description data.sca.check.directory data.sca.check.file \
        data.sca.check.id data.sca.check.previous_result data.sca.check.process data.sca.check.rationale \
        data.sca.check.reason data.sca.check.references data.sca.check.registry data.sca.check.remediation \
        data.sca.check.result data.sca.check.title data.sca.description data.sca.file data.sca.invalid data.sca.name \
        data.sca.policy data.sca.policy_id data.sca.scan_id data.sca.total_checks data.sca.type data.scan_id \
        data.srcip data.srcport data.srcuser data.system_name data.title data.type data.uid data.url \
        data.virustotal.description data.virustotal.error data.virustotal.found data.virustotal.malicious \
        data.virustotal.permalink data.virustotal.positives data.virustotal.scan_date data.virustotal.sha1 \
        data.virustotal.source.alert_id data.virustotal.source.file data.virustotal.source.md5 \
        data.virustotal.source.sha1 data.virustotal.total data.vulnerability.assigner data.vulnerability.cve \
        data.vulnerability.cve_version data.vulnerability.cvss.cvss2.base_score \
        data.vulnerability.cvss.cvss2.exploitability_score data.vulnerability.cvss.cvss2.impact_score \
        data.vulnerability.cvss.cvss2.vector.access_complexity data.vulnerability.cvss.cvss2.vector.attack_vector \
        data.vulnerability.cvss.cvss2.vector.authentication data.vulnerability.cvss.cvss2.vector.availability \
        data.vulnerability.cvss.cvss2.vector.confidentiality_impact \
        data.vulnerability.cvss.cvss2.vector.integrity_impact data.vulnerability.cvss.cvss2.vector.privileges_required \
        data.vulnerability.cvss.cvss2.vector.scope data.vulnerability.cvss.cvss2.vector.user_interaction \
        data.vulnerability.cvss.cvss3.base_score data.vulnerability.cvss.cvss3.exploitability_score \
        data.vulnerability.cvss.cvss3.impact_score data.vulnerability.cvss.cvss3.vector.access_complexity \
        data.vulnerability.cvss.cvss3.vector.attack_vector data.vulnerability.cvss.cvss3.vector.authentication \
        data.vulnerability.cvss.cvss3.vector.availability data.vulnerability.cvss.cvss3.vector.confidentiality_impact \
        data.vulnerability.cvss.cvss3.vector.integrity_impact data.vulnerability.cvss.cvss3.vector.privileges_required \
        data.vulnerability.cvss.cvss3.vector.scope data.vulnerability.cvss.cvss3.vector.user_interaction \
        data.vulnerability.cwe_reference data.vulnerability.package.architecture data.vulnerability.package.condition \
        data.vulnerability.package.generated_cpe data.vulnerability.package.name data.vulnerability.package.source \
        data.vulnerability.package.version data.vulnerability.rationale data.vulnerability.reference \
        data.vulnerability.scanner.reference data.vulnerability.severity data.vulnerability.status \
        data.vulnerability.title decoder.ftscomment decoder.name decoder.parent host id input.type location \
        manager.name offset predecoder.hostname predecoder.program_name predecoder.timestamp previous_output \
        program_name rule.cis rule.cve rule.description rule.gdpr rule.gpg13 rule.groups rule.hipaa rule.id rule.info \
        rule.mitre.id rule.mitre.tactic rule.mitre.technique rule.nist_800_53 rule.pci_dss rule.tsc \
        syscheck.audit.effective_user.id syscheck.audit.effective_user.name syscheck.audit.group.id \
        syscheck.audit.group.name syscheck.audit.login_user.id syscheck.audit.login_user.name \
        syscheck.audit.process.id syscheck.audit.process.name syscheck.audit.process.ppid syscheck.audit.user.id \
        syscheck.audit.user.name syscheck.diff syscheck.event syscheck.gid_after syscheck.gid_before \
        syscheck.gname_after syscheck.gname_before syscheck.hard_links syscheck.inode_after syscheck.inode_before \
        syscheck.md5_after syscheck.md5_before syscheck.mode syscheck.path syscheck.perm_after syscheck.perm_before \
        syscheck.sha1_after syscheck.sha1_before syscheck.sha256_after syscheck.sha256_before syscheck.tags \
        syscheck.uid_after syscheck.uid_before syscheck.uname_after syscheck.uname_before title
        """,
        .text: """
        @version GeoLocation.continent_code GeoLocation.country_code2 GeoLocation.country_code3 GeoLocation.timezone \
        full_log message previous_log type
        """,
        .long: """
        GeoLocation.area_code GeoLocation.dma_code data.sca.score decoder.accumulate decoder.fts rule.firedtimes \
        rule.frequency rule.level syscheck.size_after syscheck.size_before
        """,
        .integer: """
        data.sca.failed data.sca.passed
        """,
        .double: """
        GeoLocation.coordinates GeoLocation.latitude GeoLocation.longitude
        """,
        .date: """
        @timestamp data.timestamp data.vulnerability.published data.vulnerability.updated syscheck.mtime_after \
        syscheck.mtime_before timestamp
        """,
        .boolean: """
        rule.mail
        """,
        .geoPoint: """
        GeoLocation.location
        """,
    ])
}
