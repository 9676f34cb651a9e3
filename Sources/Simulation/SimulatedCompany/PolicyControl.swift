/// What a check of a benchmark looks at, with the requirements it bears on.
package struct PolicyControl: Sendable, Hashable {
    package let title: String
    package let rationale: String
    package let remediation: String
    package let command: String
    package let condition: String
    /// Framework and values, the values joined by commas as Wazuh does.
    package let compliance: [Requirement]

    package struct Requirement: Sendable, Hashable {
        package let framework: String
        package let values: String
    }

    static let all = [
        control(
            "Ensure mounting of cramfs filesystems is disabled", "modprobe -n -v cramfs", "1.1.1.1", "1.2.6", "CM-7"),
        control("Ensure /tmp is a separate partition", "findmnt --kernel /tmp", "1.1.2.1", "2.2.6", "AC-3,MP-2"),
        control("Ensure nodev option set on /tmp partition", "findmnt --kernel /tmp", "1.1.2.2", "2.2.6", "AC-3,MP-2"),
        control(
            "Ensure permissions on bootloader config are configured", "stat /boot/grub/grub.cfg", "1.4.1", "7.2.5",
            "AC-3"),
        control(
            "Ensure address space layout randomization is enabled", "sysctl kernel.randomize_va_space", "1.5.1",
            "2.2.6", "CM-6"),
        control(
            "Ensure AppArmor is enabled in the bootloader configuration", "grep apparmor /boot/grub/grub.cfg",
            "1.6.1.2", "7.2.3", "AC-3"),
        control("Ensure message of the day is configured properly", "cat /etc/motd", "1.7.1", "2.2.4", "CM-6"),
        control("Ensure updates and security software are installed", "apt list --upgradable", "1.9", "6.3.3", "SI-2"),
        control(
            "Ensure a single time synchronization daemon is in use", "systemctl is-enabled chrony", "2.1.1.1", "10.6.1",
            "AU-12"),
        control(
            "Ensure rsync service is either not installed or masked", "dpkg-query -s rsync", "2.2.16", "1.2.6", "CM-7"),
        control("Ensure telnet client is not installed", "dpkg-query -s telnet", "2.3.4", "2.2.7", "CM-7"),
        control(
            "Ensure packet redirect sending is disabled", "sysctl net.ipv4.conf.all.send_redirects", "3.2.1", "1.4.3",
            "SC-7"),
        control(
            "Ensure a host firewall is active with a default deny policy", "ufw status verbose", "3.5.1.7", "1.2.5",
            "SC-7"),
        control(
            "Ensure auditd is installed and its service is active", "systemctl is-active auditd", "4.1.1.1", "10.2.1",
            "AU-2,AU-12"),
        control(
            "Ensure changes to system administration scope are collected", "auditctl -l", "4.1.3.1", "10.2.1.5", "AU-12"
        ),
        control(
            "Ensure audit logs are not automatically deleted", "grep max_log_file_action /etc/audit/auditd.conf",
            "4.1.2.2", "10.5.1", "AU-11"),
        control(
            "Ensure permissions on all logfiles are configured", "find /var/log -type f", "4.2.3", "10.3.1", "AU-9"),
        control("Ensure SSH root login is disabled", "sshd -T", "5.2.7", "2.2.6,7.2.2", "AC-6,IA-2"),
        control("Ensure SSH access is limited", "sshd -T", "5.2.4", "7.2.1", "AC-3"),
        control("Ensure SSH MaxAuthTries is set to 4 or less", "sshd -T", "5.2.18", "8.3.4", "AC-7"),
        control("Ensure only strong ciphers are used", "sshd -T", "5.2.13", "4.2.1", "SC-8"),
        control(
            "Ensure password creation requirements are configured", "grep minlen /etc/security/pwquality.conf", "5.4.1",
            "8.3.6", "IA-5"),
        control(
            "Ensure lockout for failed password attempts is configured", "grep pam_faillock /etc/pam.d/common-auth",
            "5.4.2", "8.3.4", "AC-7"),
        control(
            "Ensure password expiration is 365 days or less", "grep PASS_MAX_DAYS /etc/login.defs", "5.5.1.2", "8.3.9",
            "IA-5"),
        control(
            "Ensure default user umask is 027 or more restrictive", "grep umask /etc/profile", "5.5.4", "7.2.3", "AC-3"),
        control(
            "Ensure access to the su command is restricted", "grep pam_wheel.so /etc/pam.d/su", "5.3.7", "7.2.2", "AC-6"
        ),
        control("Ensure permissions on /etc/shadow are configured", "stat /etc/shadow", "6.1.5", "8.3.2", "AC-3"),
        control(
            "Ensure no world writable files exist", "find / -xdev -type f -perm -0002", "6.1.9", "7.2.3", "AC-3,MP-2"),
        control("Ensure accounts in /etc/passwd use shadowed passwords", "cat /etc/passwd", "6.2.1", "8.3.2", "IA-5"),
        control("Ensure root is the only UID 0 account", "cat /etc/passwd", "6.2.10", "7.2.2", "AC-6"),
    ]

    private static func control(_ title: String, _ command: String, _ cis: String, _ pci: String, _ nist: String)
        -> PolicyControl
    {
        PolicyControl(
            title: title,
            rationale: "A default that is left as it is gives an attacker a foothold that costs nothing to close.",
            remediation: "Change the setting that \(command) shows, then apply it on all machines of the group.",
            command: command, condition: "all",
            compliance: [
                Requirement(framework: "cis", values: cis), Requirement(framework: "pci_dss_v4.0", values: pci),
                Requirement(framework: "nist_sp_800-53", values: nist),
                Requirement(framework: "hipaa", values: "164.312(a)(1),164.312(b)"),
                Requirement(framework: "soc_2", values: "CC6.1,CC6.6"),
                Requirement(framework: "iso_27001-2013", values: "A.12.6.2"),
            ])
    }
}
