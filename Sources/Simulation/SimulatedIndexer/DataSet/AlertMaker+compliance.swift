internal import JSON
internal import SimulatedCompany

extension AlertMaker {
    /// The result of one check of a policy.
    mutating func check(_ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int) -> AlertSketch {
        let policy = Self.policy(of: agent)
        let (number, title, control) = random.pick(Self.checks)
        let result =
            switch rule.id {
            case "19008": "passed"
            case "19009": "not applicable"
            default: "failed"
            }
        var check: JSONObject = [
            "id": .string(number), "title": .string(title),
            "rationale": .string("\(title) Reduces the attack surface."),
            "remediation": .string("Apply the setting of control \(control) and run the assessment again."),
            "compliance": ["cis": .string(control), "pci_dss_v4.0": "2.2.6", "nist_sp_800-53": "CM-6"],
            "result": .string(result),
        ]
        if rule.id == "19011" { check["previous_result"] = "passed" }
        return AlertSketch(
            rule: rule, agent: agent, time: time, location: "sca", description: "\(policy): \(title)",
            data: [
                "sca": [
                    "type": "check", "scan_id": .string(String(random.number(100_000_000...999_999_999))),
                    "policy": .string(policy), "check": .object(check),
                ]
            ])
    }

    /// The summary of a policy's scan.
    mutating func summary(_ agent: SimulatedAgent, _ time: Int) -> AlertSketch {
        let policy = Self.policy(of: agent)
        let passed = random.number(70...96)
        let failed = random.number(97...130)
        let score = passed * 100 / (passed + failed)
        return AlertSketch(
            rule: .scoreLow, agent: agent, time: time, location: "sca",
            description: "SCA summary: \(policy): Score less than 50% (\(score))",
            data: [
                "sca": [
                    "type": "summary", "scan_id": .string(String(random.number(100_000_000...999_999_999))),
                    "policy": .string(policy), "policy_id": .string("cis_\(agent.os?.platform ?? "linux")"),
                    "passed": .string(String(passed)), "failed": .string(String(failed)), "invalid": "12",
                    "total_checks": .string(String(passed + failed + 12)), "score": .string(String(score)),
                ]
            ])
    }

    /// A package that a new advisory names.
    mutating func vulnerability(_ agent: SimulatedAgent, _ time: Int, _ entry: VulnerabilityCatalogue.Entry)
        -> AlertSketch
    {
        let rule: AlertRule =
            switch entry.severity {
            case .critical: .vulnerabilityCritical
            case .high: .vulnerabilityHigh
            case .medium: .vulnerabilityMedium
            default: .vulnerabilityLow
            }
        return AlertSketch(
            rule: rule, agent: agent, time: time, location: "vulnerability-detector",
            description: "\(entry.cve) affects \(entry.package)",
            data: [
                "vulnerability": [
                    "cve": .string(entry.cve), "title": .string("\(entry.cve) affects \(entry.package)"),
                    "severity": .string(entry.severity.rawValue), "status": "Active", "type": "Packages",
                    "enumeration": "CVE", "published": .string(entry.published),
                    "package": [
                        "name": .string(entry.package), "version": .string(entry.version),
                        "architecture": "amd64", "condition": .string(entry.condition),
                    ], "score": ["base": .string("\(entry.score)"), "version": "3.1"],
                    "scanner": ["reference": .string("https://cti.wazuh.com/vulnerabilities/cves/\(entry.cve)")],
                    "reference": .string("https://nvd.nist.gov/vuln/detail/\(entry.cve)"),
                ]
            ])
    }

    static func policy(of agent: SimulatedAgent) -> String {
        let system = agent.os.map { "\($0.name) \($0.major)" } ?? "Linux"
        return "Center for Internet Security \(system) Benchmark v1.1.0"
    }

    private static let checks = [
        ("33010", "Ensure /tmp is a separate partition.", "1.1.2.1"),
        ("33015", "Ensure noexec option set on /dev/shm partition.", "1.1.2.2"),
        ("33042", "Ensure bootloader password is set.", "1.4.1"),
        ("33051", "Ensure address space layout randomization is enabled.", "1.5.1"),
        ("33077", "Ensure time synchronization is in use.", "2.1.1"),
        ("33120", "Ensure packet redirect sending is disabled.", "3.3.2"),
        ("33141", "Ensure a host firewall is active.", "4.1.1"),
        ("33163", "Ensure SSH root login is disabled.", "5.1.20"),
        ("33168", "Ensure SSH MaxAuthTries is set to 4 or less.", "5.1.16"),
        ("33190", "Ensure password expiration is 365 days or less.", "5.4.1.1"),
        ("33202", "Ensure lockout for failed password attempts is configured.", "5.3.3.1"),
        ("33219", "Ensure auditing is enabled.", "6.2.1.1"),
        ("33230", "Ensure permissions on /etc/shadow are configured.", "7.1.5"),
        ("33244", "Ensure no world writable files exist.", "7.1.11"),
    ]
}
