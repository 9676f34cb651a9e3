/// A software package of an agent's inventory.
package struct SimulatedPackage: Sendable, Hashable {
    package let name: String
    package let version: String
    package let vendor: String
    package let architecture: String
    /// `deb`, `rpm`, `apk`, `win` or `pkg`.
    package let format: String
    package let section: String
    /// Bytes.
    package let size: Int
    package let description: String
}

/// A package that exists, in a version some months old.
struct KnownPackage: Sendable {
    let name: String
    let version: String
    /// The section on Linux, the vendor elsewhere.
    let section: String

    static let file = DataFile("packages.tsv", PackageResources.packages_tsv) { row throws(DataError) in
        (
            on: try row.text("on"),
            package: KnownPackage(
                name: try row.text("name"), version: try row.text("version"), section: try row.text("section"))
        )
    }
    private static let all = Dictionary(grouping: file.values, by: \.on).mapValues { $0.map(\.package) }

    /// The packages of a family or, on Linux, also of the groups that an agent is in.
    static func of(_ agent: SimulatedAgent, _ family: SimulatedOS.Family) -> [KnownPackage] {
        let places = [family.rawValue] + (family == .linux ? agent.groups.filter { $0 != family.rawValue } : [])
        return places.flatMap { all[$0] ?? [] }
    }
}

extension SimulatedCompany {
    /// The packages of an agent, 100…400; none before its first synchronisation.
    package func packages(of agent: SimulatedAgent) -> [SimulatedPackage] {
        guard let os = agent.os, agent.hasSynchronised else { return [] }
        var random = SeededGenerator(seed: seed, part: "packages \(agent.id)")
        let known = KnownPackage.of(agent, os.family)
        var names = Set(known.map(\.name))
        var packages = known.map { Self.package($0, os, &random) }
        let count = random.number(agent.isContainer ? 100...140 : 120...400)
        while packages.count < count {
            let name = Self.inventedName(os, &random)
            guard names.insert(name).inserted else { continue }
            let version = "\(random.number(0...9)).\(random.number(0...30)).\(random.number(0...20))"
            let section = os.family == .linux ? "libs" : "Various"
            packages.append(Self.package(KnownPackage(name: name, version: version, section: section), os, &random))
        }
        return packages
    }

    private static func inventedName(_ os: SimulatedOS, _ random: inout SeededGenerator) -> String {
        let first = random.pick(NameList.packageWords.values)
        let second = random.pick(NameList.packageWords.values)
        let number = random.number(1...40)
        return os.family == .linux
            ? "lib\(first)-\(second)\(number)" : "\(first.uppercasedFirst) \(second.uppercasedFirst) \(number)"
    }

    private static func package(
        _ known: KnownPackage, _ os: SimulatedOS, _ random: inout SeededGenerator
    ) -> SimulatedPackage {
        let section = known.section
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
            name: known.name, version: known.version, vendor: vendor, architecture: architecture, format: format,
            section: os.family == .linux ? section : "", size: random.number(20...90_000) * 1024,
            description: "\(known.name) for \(os.name)")
    }
}

extension String {
    /// The text with its first letter in upper case.
    package var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}
