extension AlertRule {
    private static let manipulation = Technique("T1565.001", "Stored Data Manipulation", "Impact")
    private static let deletion = Technique("T1070.004", "File Deletion", "Defense Evasion")
    private static let exploit = Technique("T1190", "Exploit Public-Facing Application", "Initial Access")
    private static let rootkit = Technique("T1014", "Rootkit", "Defense Evasion")
    private static let execution = Technique("T1203", "Exploitation for Client Execution", "Execution")

    static let fileChanged = AlertRule(
        "550", level: 7, "Integrity checksum changed.",
        groups: ["ossec", "syscheck", "syscheck_entry_modified", "syscheck_file"],
        decoder: "syscheck_integrity_changed", techniques: [manipulation], compliance: .integrity)
    static let fileDeleted = AlertRule(
        "553", level: 7, "File deleted.", groups: ["ossec", "syscheck", "syscheck_entry_deleted", "syscheck_file"],
        decoder: "syscheck_deleted", techniques: [deletion], compliance: .integrity)
    static let fileAdded = AlertRule(
        "554", level: 5, "File added to the system.",
        groups: ["ossec", "syscheck", "syscheck_entry_added", "syscheck_file"],
        decoder: "syscheck_new_entry", compliance: .integrity)
    static let anomaly = AlertRule(
        "510", level: 7, "Host-based anomaly detection event (rootcheck).", groups: ["ossec", "rootcheck"],
        decoder: "rootcheck", techniques: [rootkit], compliance: .service)
    static let malware = AlertRule(
        "87105", level: 12, "VirusTotal: Alert", groups: ["virustotal"], decoder: "json",
        techniques: [execution], compliance: .integrity)
    static let fileHarmless = AlertRule(
        "87104", level: 3, "VirusTotal: Alert - No positives found", groups: ["virustotal"], decoder: "json",
        compliance: .integrity)

    static let checkFailed = AlertRule(
        "19007", level: 7, "SCA check failed", groups: ["sca"], decoder: "sca", compliance: .hardening)
    static let checkPassed = AlertRule(
        "19008", level: 3, "SCA check passed", groups: ["sca"], decoder: "sca", compliance: .hardening)
    static let checkNotApplicable = AlertRule(
        "19009", level: 3, "SCA check not applicable", groups: ["sca"], decoder: "sca", compliance: .hardening)
    static let checkNowFails = AlertRule(
        "19011", level: 9, "SCA check changed from passed to failed", groups: ["sca"], decoder: "sca",
        compliance: .hardening)
    static let scoreLow = AlertRule(
        "19004", level: 7, "SCA summary", groups: ["sca"], decoder: "sca", compliance: .hardening)

    static let vulnerabilityLow = vulnerability("23503", 5)
    static let vulnerabilityMedium = vulnerability("23504", 7)
    static let vulnerabilityHigh = vulnerability("23505", 10)
    static let vulnerabilityCritical = vulnerability("23506", 13)

    static let webError = AlertRule(
        "31101", level: 5, "Web server 400 error code.", groups: ["web", "accesslog", "attack"],
        decoder: "web-accesslog", techniques: [exploit], compliance: .attack)
    static let sqlInjection = AlertRule(
        "31103", level: 7, "SQL injection attempt.", groups: ["web", "accesslog", "attack", "sql_injection"],
        decoder: "web-accesslog", techniques: [exploit], compliance: .attack)
    static let webAttack = AlertRule(
        "31104", level: 6, "Common web attack.", groups: ["web", "accesslog", "attack"], decoder: "web-accesslog",
        techniques: [exploit], compliance: .attack)
    static let crossSiteScripting = AlertRule(
        "31105", level: 6, "XSS (Cross Site Scripting) attempt.", groups: ["web", "accesslog", "attack"],
        decoder: "web-accesslog", techniques: [Technique("T1059.007", "JavaScript", "Execution")], compliance: .attack)
    static let webAttackSucceeded = AlertRule(
        "31106", level: 12, "A web attack returned code 200 (success).", groups: ["web", "accesslog", "attack"],
        decoder: "web-accesslog", techniques: [exploit], compliance: .attack)
    static let manyWebErrors = AlertRule(
        "31151", level: 10, "Multiple web server 400 error codes from same source ip.",
        groups: ["web", "accesslog", "web_scan", "recon"], decoder: "web-accesslog",
        techniques: [Technique("T1595.002", "Vulnerability Scanning", "Reconnaissance")], compliance: .attack,
        frequency: 14)

    static let packageInstalled = AlertRule(
        "2902", level: 7, "New dpkg (Debian Package) installed.", groups: ["syslog", "dpkg", "config_changed"],
        decoder: "dpkg-decoder", compliance: .service)
    static let portsChanged = AlertRule(
        "533", level: 7, "Listened ports status (netstat) changed (new port opened or closed).", groups: ["ossec"],
        decoder: "ossec", compliance: .service)
    static let agentStarted = AlertRule(
        "503", level: 3, "Wazuh agent started.", groups: ["ossec"], decoder: "ossec", parent: "ossec",
        compliance: .service)
    static let agentStopped = AlertRule(
        "506", level: 3, "Wazuh agent stopped.", groups: ["ossec"], decoder: "ossec", parent: "ossec",
        techniques: [Technique("T1562.001", "Disable or Modify Tools", "Defense Evasion")], compliance: .service)

    private static func vulnerability(_ id: String, _ level: Int) -> AlertRule {
        AlertRule(
            id, level: level, "Vulnerability", groups: ["vulnerability-detector"], decoder: "json",
            compliance: .vulnerability)
    }
}
