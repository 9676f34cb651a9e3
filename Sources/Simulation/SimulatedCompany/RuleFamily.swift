/// A file of rules about one product.
struct RuleFamily: Sendable {
    let file: String
    let firstID: Int
    let product: String
    let groups: [String]
    let theme: RuleCompliance.Theme
    let mitre: [String]

    private init(
        _ file: String, _ firstID: Int, _ product: String, _ groups: String, _ theme: RuleCompliance.Theme,
        _ mitre: String
    ) {
        self.file = file
        self.firstID = firstID
        self.product = product
        self.groups = groups.split(separator: " ").map(String.init)
        self.theme = theme
        self.mitre = mitre.split(separator: " ").map(String.init)
    }

    static let all = [
        RuleFamily("0030-postfix_rules", 3300, "Postfix", "syslog postfix", .network, "T1114 T1566"),
        RuleFamily("0040-imapd_rules", 3600, "Imapd", "syslog imapd", .authentication, "T1110"),
        RuleFamily("0060-firewall_rules", 4100, "Firewall", "firewall", .network, "T1071 T1498"),
        RuleFamily("0065-pix_rules", 4300, "PIX", "syslog pix", .network, "T1562.004"),
        RuleFamily("0075-cisco-ios_rules", 4700, "Cisco IOS", "syslog cisco_ios", .network, "T1110"),
        RuleFamily("0100-solaris_bsm_rules", 6100, "Solaris BSM", "syslog solaris_bsm", .audit, "T1078"),
        RuleFamily("0110-ms_dhcp_rules", 6300, "MS-DHCP", "windows ms_dhcp", .network, "T1557.002"),
        RuleFamily("0120-symantec-av_rules", 7300, "Symantec AV", "windows symantec", .malware, "T1204"),
        RuleFamily("0135-hordeimp_rules", 9300, "Horde IMP", "syslog hordeimp", .authentication, "T1110"),
        RuleFamily("0170-ftpd_rules", 11_100, "FTPD", "syslog ftpd", .authentication, "T1110 T1048.001"),
        RuleFamily("0180-named_rules", 12_100, "Named", "syslog named", .network, "T1071.004"),
        RuleFamily("0190-postgresql_rules", 50_500, "PostgreSQL", "postgresql_log", .audit, "T1190"),
        RuleFamily("0200-mysql_rules", 50_100, "MySQL", "mysql_log", .audit, "T1190"),
        RuleFamily("0205-racoon_rules", 14_100, "Racoon", "syslog racoon", .network, "T1133"),
        RuleFamily("0220-msauth_rules", 18_100, "Windows event", "windows", .authentication, "T1078"),
        RuleFamily("0250-apache_rules", 30_100, "Apache", "apache web", .attack, "T1190 T1595"),
        RuleFamily("0260-nginx_rules", 31_300, "Nginx", "nginx web", .attack, "T1190 T1595.002"),
        RuleFamily("0270-web_appsec_rules", 31_500, "Web application", "web appsec attack", .attack, "T1190 T1505.003"),
        RuleFamily("0300-php_rules", 31_400, "PHP", "apache php", .attack, "T1059"),
        RuleFamily("0315-apparmor_rules", 52_000, "Apparmor", "apparmor", .audit, "T1068"),
        RuleFamily("0330-sysmon_rules", 61_600, "Sysmon", "windows sysmon", .malware, "T1055 T1059"),
        RuleFamily("0345-netscaler_rules", 80_100, "Netscaler", "netscaler-vpn", .network, "T1133"),
        RuleFamily("0350-amazon_rules", 80_200, "AWS CloudTrail", "amazon aws aws_cloudtrail", .change, "T1530 T1526"),
        RuleFamily("0360-serv-u_rules", 80_500, "Serv-U", "servu", .authentication, "T1110"),
        RuleFamily("0385-oscap_rules", 81_500, "OpenSCAP", "oscap", .change, ""),
        RuleFamily("0390-fortigate_rules", 81_600, "Fortigate", "fortigate syslog", .network, "T1110 T1562.004"),
        RuleFamily("0400-openvpn_rules", 81_800, "OpenVPN", "openvpn", .authentication, "T1133"),
        RuleFamily("0405-rsa-auth-manager_rules", 81_900, "RSA Authentication", "rsa", .authentication, "T1110"),
        RuleFamily("0415-jenkins_rules", 82_100, "Jenkins", "jenkins", .change, "T1072"),
        RuleFamily(
            "0430-ms_wdefender_rules", 83_000, "Windows Defender", "windows windows_defender", .malware, "T1562.001"),
        RuleFamily("0435-ms_logs_rules", 83_200, "Windows logs", "windows windows_logs", .audit, "T1070.001"),
        RuleFamily("0455-pfsense_rules", 87_700, "pfSense", "pfsense syslog", .network, "T1562.004"),
        RuleFamily("0460-osquery_rules", 24_000, "osquery", "osquery", .audit, "T1082"),
        RuleFamily("0485-cylance_rules", 89_000, "Cylance", "cylance", .malware, "T1204.002"),
        RuleFamily("0505-vuls_rules", 22_400, "Vuls", "vuls", .change, ""),
        RuleFamily("0510-ciscat_rules", 87_400, "CIS-CAT", "ciscat", .change, ""),
        RuleFamily("0525-openvas_rules", 66_000, "OpenVAS", "openvas", .attack, "T1595.002"),
        RuleFamily("0540-pfsense_ids_rules", 87_800, "Snort", "ids snort", .network, "T1046"),
        RuleFamily("0545-osquery_packs_rules", 24_500, "osquery pack", "osquery", .audit, "T1057"),
        RuleFamily("0625-cisco-asa_rules", 64_000, "Cisco ASA", "cisco-asa syslog", .network, "T1562.004"),
        RuleFamily("0690-gcp_rules", 65_000, "GCP", "gcp", .change, "T1078.004 T1530"),
        RuleFamily(
            "0840-win_event_channel", 67_000, "Windows channel", "windows windows_eventchannel", .audit, "T1112"),
        RuleFamily(
            "0860-sysmon_id_13", 92_300, "Sysmon registry", "sysmon sysmon_eid13_detections windows", .malware,
            "T1547.001"),
        RuleFamily("0910-ms-exchange-proxylogon_rules", 62_000, "MS Exchange", "windows exchange", .attack, "T1190"),
        RuleFamily("0915-win-powershell_rules", 91_800, "PowerShell", "windows powershell", .malware, "T1059.001"),
        RuleFamily("0995-microsoft-graph_rules", 99_500, "Microsoft Graph", "ms-graph", .audit, "T1078.004"),
    ]

    static let subjects = [
        "connection", "login", "session", "configuration", "policy", "account", "certificate", "service",
        "file transfer", "request",
    ]
    static let events: [(text: String, level: Int)] = [
        ("messages grouped", 0), ("opened", 3), ("closed", 3), ("changed", 5), ("refused", 5), ("failed", 5),
        ("failed many times from one source", 10), ("blocked as malicious", 8), ("matched a threat signature", 12),
        ("ended in a critical error", 14),
    ]
}
