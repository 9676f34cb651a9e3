package import FoundationEssentials

/// A configuration assessment of an agent: a benchmark with the results of its checks.
package struct SimulatedPolicy: Sendable, Hashable {
    package enum Result: String, Sendable, Hashable {
        case passed, failed
        case notApplicable = "not applicable"
    }

    package struct Check: Sendable, Hashable {
        package let id: Int
        package let control: PolicyControl
        package let result: Result
    }

    package let id: String
    package let name: String
    package let checks: [Check]
    package let scannedAt: Date

    /// How many checks have a result.
    package func count(_ result: Result) -> Int { checks.count { $0.result == result } }

    /// Passed among passed and failed, in percent.
    package var score: Int { count(.passed) * 100 / max(1, count(.passed) + count(.failed)) }
}

/// What a check of a benchmark looks at, with the requirements it bears on.
package struct PolicyControl: Sendable, Hashable {
    package struct Requirement: Sendable, Hashable {
        package let framework: String
        /// Joined by commas, as Wazuh does.
        package let values: String
    }

    package let title: String
    package let command: String
    package let compliance: [Requirement]

    static let file = DataFile("policy_controls.tsv", PackageResources.policy_controls_tsv) { row throws(DataError) in
        var compliance: [Requirement] = []
        for framework in ["cis", "pci_dss_v4.0", "nist_sp_800-53"] {
            compliance.append(Requirement(framework: framework, values: try row.text(framework)))
        }
        return PolicyControl(
            title: try row.text("title"), command: try row.text("command"),
            compliance: compliance + [
                Requirement(framework: "hipaa", values: "164.312(a)(1),164.312(b)"),
                Requirement(framework: "soc_2", values: "CC6.1,CC6.6"),
                Requirement(framework: "iso_27001-2013", values: "A.12.6.2"),
            ])
    }
    static let all = file.values
}

extension SimulatedCompany {
    /// The policies an agent is assessed by; none before its first synchronisation.
    package func policies(of agent: SimulatedAgent) -> [SimulatedPolicy] {
        guard let os = agent.os, agent.hasSynchronised else { return [] }
        let (id, name, first) =
            switch os.platform {
            case "ubuntu":
                (
                    "cis_ubuntu\(os.major)-\(os.minor ?? "04")", "CIS Ubuntu Linux \(os.major).04 LTS Benchmark v2.0.0",
                    28_500
                )
            case "debian": ("cis_debian12", "CIS Debian Linux 12 Benchmark v1.1.0", 33_000)
            case "rhel", "amzn":
                ("cis_\(os.platform)\(os.major)", "CIS \(os.name) \(os.major) Benchmark v2.0.0", 31_000)
            case "windows": ("cis_win2022", "CIS \(os.name) Benchmark v3.0.0", 27_000)
            case "darwin": ("cis_apple_macOS_14.x", "CIS Apple macOS 14.0 Sonoma Benchmark v1.1.0", 35_000)
            default: ("sca_distro_independent_linux", "System audit for Unix based systems", 36_000)
            }
        var random = SeededGenerator(seed: seed, part: "policy \(agent.id)")
        let quality = random.number(35...85)
        let checks = (0..<PolicyControl.all.count * 4).map { index in
            SimulatedPolicy.Check(
                id: first + index, control: PolicyControl.all[index % PolicyControl.all.count],
                result: random.chance(6) ? .notApplicable : (random.chance(quality) ? .passed : .failed))
        }
        return [SimulatedPolicy(id: id, name: name, checks: checks, scannedAt: scanTime(of: agent))]
    }

    /// When an agent's inventory was last taken.
    package func scanTime(of agent: SimulatedAgent) -> Date {
        let age = agent.status == .disconnected ? agent.keepAliveAge ?? 0 : 600 + (Int(agent.id) ?? 0) * 37 % 3000
        return now.addingTimeInterval(-Double(age))
    }
}
