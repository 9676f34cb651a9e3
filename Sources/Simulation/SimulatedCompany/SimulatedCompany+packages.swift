extension SimulatedCompany {
    /// The packages of an agent, 100…400; none before its first synchronisation.
    package func packages(of agent: SimulatedAgent) -> [SimulatedPackage] {
        guard let os = agent.os, agent.hasSynchronised else { return [] }
        var random = SeededGenerator(seed: seed, part: "packages \(agent.id)")
        let known = Self.knownPackages(of: agent, os)
        var names = Set(known.map(\.name))
        var packages = known.map { Self.package($0.name, $0.version, $0.section, os, &random) }
        let count = random.number(agent.isContainer ? 100...140 : 120...400)
        while packages.count < count {
            let name = Self.inventedName(os, &random)
            guard names.insert(name).inserted else { continue }
            let version = "\(random.number(0...9)).\(random.number(0...30)).\(random.number(0...20))"
            packages.append(Self.package(name, version, os.family == .linux ? "libs" : "Various", os, &random))
        }
        return packages
    }

    private static func knownPackages(
        of agent: SimulatedAgent, _ os: SimulatedOS
    ) -> [(name: String, version: String, section: String)] {
        switch os.family {
        case .linux: PackageCatalogue.linux + agent.groups.flatMap { PackageCatalogue.byPurpose[$0] ?? [] }
        case .windows: PackageCatalogue.windows
        case .darwin: PackageCatalogue.macOS
        }
    }

    private static func inventedName(_ os: SimulatedOS, _ random: inout SeededGenerator) -> String {
        let first = random.pick(PackageCatalogue.words)
        let second = random.pick(PackageCatalogue.words)
        let number = random.number(1...40)
        return os.family == .linux
            ? "lib\(first)-\(second)\(number)" : "\(first.uppercasedFirst) \(second.uppercasedFirst) \(number)"
    }

    private static func package(
        _ name: String, _ version: String, _ section: String, _ os: SimulatedOS, _ random: inout SeededGenerator
    ) -> SimulatedPackage {
        let (format, vendor, architecture) =
            switch (os.family, os.platform) {
            case (.windows, _): ("win", section, "x86_64")
            case (.darwin, _): ("pkg", section.hasPrefix("com.") ? section : "homebrew", "arm64")
            case (_, "ubuntu"): ("deb", "Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>", "amd64")
            case (_, "debian"): ("deb", "Debian Maintainers", "amd64")
            case (_, "alpine"): ("apk", "Alpine Linux", "x86_64")
            default: ("rpm", os.platform == "amzn" ? "Amazon Linux" : "Red Hat, Inc.", "x86_64")
            }
        return SimulatedPackage(
            name: name, version: version, vendor: vendor, architecture: architecture, format: format,
            section: os.family == .linux ? section : "", size: random.number(20...90_000) * 1024,
            description: "\(name) for \(os.name)")
    }
}

extension String {
    /// The text with its first letter in upper case.
    package var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
