/// An operating system as an agent reports it.
package struct SimulatedOS: Sendable, Hashable {
    package enum Family: String, Sendable, Hashable {
        case linux, windows, darwin
    }

    package let family: Family
    /// Wazuh's `os.platform`, such as `ubuntu`.
    package let platform: String
    package let name: String
    package let version: String
    package let major: String
    package let minor: String?
    package let codename: String?
    package let build: String?
    package let architecture: String
    package let kernel: String

    static let file = DataFile("systems.tsv", PackageResources.systems_tsv) { row throws(DataError) in
        (key: try row.text("key"), os: try SimulatedOS(row))
    }
    /// The systems by the keys that other data files use.
    static let all = Dictionary(file.values.map { ($0.key, $0.os) }) { first, _ in first }

    private init(_ row: DataRow) throws(DataError) {
        family = try row.convert("family", Family.init)
        platform = try row.text("platform")
        name = try row.text("name")
        version = try row.text("version")
        major = try row.text("major")
        minor = try row.optional("minor")
        codename = try row.optional("codename")
        build = try row.optional("build")
        architecture = try row.text("architecture")
        kernel = try row.text("kernel")
    }

    /// The kernel line Wazuh keeps as `os.uname`.
    package func uname(host: String) -> String {
        switch family {
        case .linux: "Linux |\(host) |\(kernel) |#1 SMP PREEMPT_DYNAMIC |\(architecture)"
        case .windows: name
        case .darwin: "Darwin |\(host) |\(kernel) |Darwin Kernel Version \(kernel) |\(architecture)"
        }
    }
}
