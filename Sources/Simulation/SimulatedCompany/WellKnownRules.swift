extension SimulatedRule {
    /// Rules every analyst knows, with Wazuh's own numbers.
    static let wellKnown: [SimulatedRule] = system + authentication + web + windows + detection + own

    private static let system = [
        rule(1, 0, "Generic template for all syslog rules.", "syslog", "0010-rules_config"),
        rule(2, 0, "Generic template for all firewall rules.", "firewall", "0010-rules_config"),
        rule(502, 3, "Wazuh server started.", "ossec", "0015-ossec_rules", .audit),
        rule(503, 3, "Wazuh agent started.", "ossec", "0015-ossec_rules", .audit),
        rule(504, 3, "Wazuh agent disconnected.", "ossec", "0015-ossec_rules", .audit, ["T1562.001"]),
        rule(506, 3, "Wazuh agent stopped.", "ossec", "0015-ossec_rules", .audit, ["T1562.001"]),
        rule(
            510, 7, "Host-based anomaly detection event (rootcheck).", "ossec rootcheck", "0015-ossec_rules", .malware),
        rule(
            533, 7, "Listened ports status (netstat) changed (new port opened or closed).", "ossec", "0015-ossec_rules",
            .audit),
        rule(
            550, 7, "Integrity checksum changed.", "ossec syscheck syscheck_entry_modified syscheck_file",
            "0015-ossec_rules", .integrity, ["T1565.001"]),
        rule(
            553, 7, "File deleted.", "ossec syscheck syscheck_entry_deleted syscheck_file", "0015-ossec_rules",
            .integrity,
            ["T1070.004", "T1485"]),
        rule(
            554, 5, "File added to the system.", "ossec syscheck syscheck_entry_added syscheck_file",
            "0015-ossec_rules",
            .integrity),
        rule(591, 3, "Log file rotated.", "ossec", "0015-ossec_rules"),
        rule(
            651, 3, "Host Blocked by firewall-drop Active Response", "ossec active_response", "0015-ossec_rules",
            .network),
        rule(1002, 2, "Unknown problem somewhere in the system.", "syslog errors", "0020-syslog_rules", .audit),
        rule(
            2902, 7, "New dpkg (Debian Package) installed.", "syslog dpkg config_changed", "0020-syslog_rules", .change),
        rule(
            2904, 7, "Dpkg (Debian Package) half configured.", "syslog dpkg config_changed", "0020-syslog_rules",
            .change),
        rule(
            5104, 8, "Interface entered in promiscuous(sniffing) mode.", "syslog linuxkernel promisc",
            "0020-syslog_rules",
            .network, ["T1040"]),
    ]

    private static let authentication = [
        rule(
            5402, 3, "Successful sudo to ROOT executed.", "syslog sudo", "0020-syslog_rules", .authentication,
            ["T1548.003"]),
        rule(
            5403, 4, "First time user executed sudo.", "syslog sudo", "0020-syslog_rules", .authentication,
            ["T1548.003"]),
        rule(
            5501, 3, "PAM: Login session opened.", "pam syslog authentication_success", "0085-pam_rules",
            .authentication,
            ["T1078"]),
        rule(5502, 3, "PAM: Login session closed.", "pam syslog", "0085-pam_rules", .authentication),
        rule(
            5503, 5, "PAM: User login failed.", "pam syslog authentication_failed", "0085-pam_rules", .authentication,
            ["T1110.001"]),
        rule(
            5551, 10, "PAM: Multiple failed logins in a small period of time.", "pam syslog authentication_failures",
            "0085-pam_rules", .authentication, ["T1110"]),
        rule(
            5701, 8, "sshd: Possible attack on the ssh server (or version gathering).", "syslog sshd",
            "0095-sshd_rules",
            .attack, ["T1190"]),
        rule(
            5710, 5, "sshd: Attempt to login using a non-existent user",
            "syslog sshd authentication_failed invalid_login", "0095-sshd_rules", .authentication,
            ["T1110.001", "T1021.004"]),
        rule(
            5712, 10, "sshd: brute force trying to get access to the system. Non existent user.",
            "syslog sshd authentication_failures", "0095-sshd_rules", .authentication, ["T1110"]),
        rule(
            5715, 3, "sshd: authentication success.", "syslog sshd authentication_success", "0095-sshd_rules",
            .authentication, ["T1078", "T1021"]),
        rule(
            5716, 5, "sshd: authentication failed.", "syslog sshd authentication_failed", "0095-sshd_rules",
            .authentication, ["T1110.001", "T1021.004"]),
        rule(
            5720, 10, "sshd: Multiple authentication failures.", "syslog sshd authentication_failures",
            "0095-sshd_rules",
            .authentication, ["T1110"]),
        rule(
            5763, 10, "sshd: brute force trying to get access to the system. Authentication failed.",
            "syslog sshd authentication_failures", "0095-sshd_rules", .authentication, ["T1110"]),
        rule(5902, 8, "New user added to the system.", "syslog adduser", "0020-syslog_rules", .change, ["T1136"]),
        rule(
            2502, 10, "syslog: User missed the password more than one time",
            "syslog access_control authentication_failed",
            "0020-syslog_rules", .authentication, ["T1110"]),
        rule(
            40111, 10, "Multiple authentication failures.", "syslog attack authentication_failures",
            "0280-attack_rules",
            .authentication, ["T1110"]),
        rule(
            40112, 12, "Multiple authentication failures followed by a success.",
            "syslog attack authentication_failures", "0280-attack_rules", .authentication, ["T1078", "T1110"]),
    ]

    private static let web = [
        rule(31101, 5, "Web server 400 error code.", "web accesslog attack", "0245-web_rules", .attack),
        rule(
            31103, 7, "SQL injection attempt.", "web accesslog attack sql_injection", "0245-web_rules", .attack,
            ["T1190"]),
        rule(31104, 6, "Common web attack.", "web accesslog attack", "0245-web_rules", .attack, ["T1055", "T1190"]),
        rule(
            31105, 6, "XSS (Cross Site Scripting) attempt.", "web accesslog attack", "0245-web_rules", .attack,
            ["T1059.007"]),
        rule(
            31106, 6, "A web attack returned code 200 (success).", "web accesslog attack", "0245-web_rules", .attack,
            ["T1190"]),
        rule(31108, 0, "Ignored URLs (simple queries).", "web accesslog", "0245-web_rules"),
        rule(
            31151, 10, "Multiple web server 400 error codes from same source ip.",
            "web accesslog web_scan recon", "0245-web_rules", .attack, ["T1595.002"]),
        rule(
            31166, 15, "Shellshock attack detected", "web accesslog attack", "0245-web_rules", .attack,
            ["T1068", "T1190"]),
    ]

    private static let windows = [
        rule(
            60106, 3, "Windows Logon Success", "windows windows_security authentication_success",
            "0580-win-security_rules", .authentication, ["T1078"]),
        rule(
            60122, 5, "Logon Failure - Unknown user or bad password",
            "windows windows_security win_authentication_failed", "0580-win-security_rules", .authentication,
            ["T1078", "T1531"]),
        rule(
            60204, 10, "Multiple Windows Logon Failures", "windows windows_security authentication_failures",
            "0580-win-security_rules", .authentication, ["T1110"]),
        rule(
            60109, 8, "User account enabled or created", "windows windows_security adduser account_changed",
            "0580-win-security_rules", .change, ["T1098"]),
        rule(
            60154, 12, "Administrators group changed", "windows windows_security group_changed win_group_changed",
            "0580-win-security_rules", .change, ["T1484"]),
        rule(
            61138, 5, "New Windows Service Created", "windows windows_system", "0585-win-system_rules", .change,
            ["T1543.003"]),
        rule(
            63103, 12, "The Windows security log was cleared.", "windows log_clearing", "0590-win-event_logs_rules",
            .audit,
            ["T1070.001"]),
        rule(
            92213, 15, "Executable file dropped in folder commonly used by malware",
            "sysmon sysmon_eid11_detections windows",
            "0830-sysmon_id_11", .malware, ["T1105"]),
        rule(
            92052, 4, "Windows command prompt started by an abnormal process",
            "sysmon sysmon_eid1_detections windows", "0800-sysmon_id_1", .malware, ["T1059.003"]),
        rule(
            92027, 4, "Powershell process spawned powershell instance",
            "sysmon sysmon_eid1_detections windows", "0800-sysmon_id_1", .malware, ["T1059.001"]),
        rule(
            92910, 12, "Explorer process was accessed by an unusual process, possible process injection",
            "sysmon sysmon_eid10_detections windows", "0945-sysmon_id_10", .malware, ["T1055"]),
    ]

    private static let detection = [
        rule(19007, 7, "SCA summary: check failed.", "sca", "0320-sca_rules", .change),
        rule(19008, 3, "SCA summary: check passed.", "sca", "0320-sca_rules", .change),
        rule(19004, 7, "SCA summary: Score less than 50%", "sca", "0320-sca_rules", .change),
        rule(
            23503, 5, "Vulnerability of low severity affects a package.", "vulnerability-detector",
            "0520-vulnerability-detector_rules", .attack),
        rule(
            23504, 7, "Vulnerability of medium severity affects a package.", "vulnerability-detector",
            "0520-vulnerability-detector_rules", .attack),
        rule(
            23505, 10, "Vulnerability of high severity affects a package.", "vulnerability-detector",
            "0520-vulnerability-detector_rules", .attack),
        rule(
            23506, 13, "Vulnerability of critical severity affects a package.", "vulnerability-detector",
            "0520-vulnerability-detector_rules", .attack),
        rule(80730, 3, "Auditd: SELinux permission check.", "audit audit_selinux", "0365-auditd_rules", .audit),
        rule(80792, 3, "Audit: Command executed.", "audit audit_command", "0365-auditd_rules", .audit, ["T1059"]),
        rule(86601, 3, "Suricata: Alert", "ids suricata", "0475-suricata_rules", .network),
        rule(
            87105, 12, "VirusTotal: Alert - engines detected this file", "virustotal", "0490-virustotal_rules",
            .malware,
            ["T1203"]),
        rule(
            87924, 5, "Docker: Container received the action: die", "docker", "0560-docker_integration_rules", .change),
    ]

    private static let own = [
        rule(
            100_002, 12, "Payments: card number in clear text in an application log", "acme payments data_leak",
            "local_rules", .audit, ["T1552"], directory: "etc/rules"),
        rule(
            100_010, 10, "Login to the jump host outside of working hours", "acme authentication_success",
            "local_rules", .authentication, ["T1078"], directory: "etc/rules"),
        rule(
            100_020, 15, "Address of the company's block list reached a host of the DMZ", "acme threat_intel",
            "local_rules", .network, ["T1071"], directory: "etc/rules"),
    ]

    private static func rule(
        _ id: Int, _ level: Int, _ description: String, _ groups: String, _ file: String,
        _ theme: RuleCompliance.Theme = .none, _ mitre: [String] = [], directory: String = "ruleset/rules"
    ) -> SimulatedRule {
        SimulatedRule(
            id: id, level: level, description: description, groups: groups.split(separator: " ").map(String.init),
            filename: "\(file).xml", directory: directory, isEnabled: true, compliance: RuleCompliance(theme),
            mitre: mitre,
            details: level == 0 ? [SimulatedRule.Detail(name: "noalert", value: "1")] : [])
    }
}
