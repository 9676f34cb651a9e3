extension AlertRule {
    private static let validAccounts = Technique(
        "T1078", "Valid Accounts", "Defense Evasion", "Persistence", "Privilege Escalation", "Initial Access")
    private static let ssh = Technique("T1021.004", "SSH", "Lateral Movement")
    private static let remoteServices = Technique("T1021", "Remote Services", "Lateral Movement")
    private static let guessing = Technique("T1110.001", "Password Guessing", "Credential Access")
    private static let bruteForce = Technique("T1110", "Brute Force", "Credential Access")
    private static let sudo = Technique(
        "T1548.003", "Sudo and Sudo Caching", "Privilege Escalation", "Defense Evasion")
    private static let createAccount = Technique("T1136", "Create Account", "Persistence")

    static let sshSuccess = AlertRule(
        "5715", level: 3, "sshd: authentication success.", groups: ["syslog", "sshd", "authentication_success"],
        decoder: "sshd", parent: "sshd", techniques: [validAccounts, remoteServices], compliance: .login)
    static let sshUnknownUser = AlertRule(
        "5710", level: 5, "sshd: Attempt to login using a non-existent user",
        groups: ["syslog", "sshd", "authentication_failed", "invalid_login"], decoder: "sshd", parent: "sshd",
        techniques: [guessing, ssh], compliance: .loginFailure)
    static let sshFailure = AlertRule(
        "5760", level: 5, "sshd: authentication failed.", groups: ["syslog", "sshd", "authentication_failed"],
        decoder: "sshd", parent: "sshd", techniques: [guessing, ssh], compliance: .loginFailure)
    static let sshBruteForce = AlertRule(
        "5763", level: 10, "sshd: brute force trying to get access to the system. Authentication failed.",
        groups: ["syslog", "sshd", "authentication_failures"], decoder: "sshd", parent: "sshd",
        techniques: [bruteForce], compliance: .loginFailure, frequency: 8)
    static let sshUnknownUserBruteForce = AlertRule(
        "5712", level: 10, "sshd: brute force trying to get access to the system. Non existent user.",
        groups: ["syslog", "sshd", "authentication_failures"], decoder: "sshd", parent: "sshd",
        techniques: [bruteForce], compliance: .loginFailure, frequency: 8)
    static let successAfterFailures = AlertRule(
        "40112", level: 12, "Multiple authentication failures followed by a success.",
        groups: ["syslog", "attacks", "authentication_success"], decoder: "sshd", parent: "sshd",
        techniques: [validAccounts, bruteForce], compliance: .loginFailure)
    static let sessionOpened = AlertRule(
        "5501", level: 3, "PAM: Login session opened.", groups: ["pam", "syslog", "authentication_success"],
        decoder: "pam", parent: "pam", techniques: [validAccounts], compliance: .login)
    static let sessionClosed = AlertRule(
        "5502", level: 3, "PAM: Login session closed.", groups: ["pam", "syslog"], decoder: "pam", parent: "pam",
        compliance: .login)
    static let pamFailure = AlertRule(
        "5503", level: 5, "PAM: User login failed.", groups: ["pam", "syslog", "authentication_failed"],
        decoder: "pam", parent: "pam", techniques: [guessing], compliance: .loginFailure)
    static let sudoToRoot = AlertRule(
        "5402", level: 3, "Successful sudo to ROOT executed.", groups: ["syslog", "sudo"], decoder: "sudo",
        parent: "sudo", techniques: [sudo], compliance: .login)
    static let firstSudo = AlertRule(
        "5403", level: 4, "First time user executed sudo.", groups: ["syslog", "sudo"], decoder: "sudo",
        parent: "sudo", techniques: [sudo])
    static let newUser = AlertRule(
        "5902", level: 8, "New user added to the system.", groups: ["syslog", "adduser"], decoder: "useradd",
        techniques: [createAccount], compliance: .account)
    static let hostBlocked = AlertRule(
        "651", level: 3, "Host Blocked by firewall-drop Active Response", groups: ["ossec", "active_response"],
        decoder: "ar_log_json", compliance: .attack)
    static let unknownProblem = AlertRule(
        "1002", level: 3, "Unknown problem somewhere in the system.", groups: ["syslog", "errors"],
        decoder: "syslog", compliance: .service)

    static let windowsLogon = AlertRule(
        "60106", level: 3, "Windows Logon Success", groups: ["windows", "windows_security", "authentication_success"],
        decoder: "windows_eventchannel", techniques: [validAccounts], compliance: .login)
    static let windowsLogoff = AlertRule(
        "60137", level: 3, "Windows User Logoff.", groups: ["windows", "windows_security"],
        decoder: "windows_eventchannel", compliance: .login)
    static let windowsLogonFailure = AlertRule(
        "60122", level: 5, "Logon failure - Unknown user or bad password.",
        groups: ["windows", "windows_security", "win_authentication_failed", "authentication_failed"],
        decoder: "windows_eventchannel",
        techniques: [Technique("T1531", "Account Access Removal", "Impact")], compliance: .loginFailure)
    static let windowsLogonFailures = AlertRule(
        "60204", level: 10, "Multiple Windows Logon Failures",
        groups: ["windows", "windows_security", "authentication_failures"], decoder: "windows_eventchannel",
        techniques: [bruteForce], compliance: .loginFailure, frequency: 8)
    static let windowsUserCreated = AlertRule(
        "60109", level: 8, "User account enabled or created",
        groups: ["windows", "windows_security", "adduser", "account_changed"], decoder: "windows_eventchannel",
        techniques: [Technique("T1098", "Account Manipulation", "Persistence")], compliance: .account)
}
