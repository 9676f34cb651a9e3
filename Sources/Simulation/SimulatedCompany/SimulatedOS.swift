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

    /// The kernel line Wazuh keeps as `os.uname`.
    package func uname(host: String) -> String {
        switch family {
        case .linux: "Linux |\(host) |\(kernel) |#1 SMP PREEMPT_DYNAMIC |\(architecture)"
        case .windows: name
        case .darwin: "Darwin |\(host) |\(kernel) |Darwin Kernel Version \(kernel) |\(architecture)"
        }
    }
}

extension SimulatedOS {
    package static let ubuntu22 = linux(
        "ubuntu", "Ubuntu", "22.04.5 LTS", "22", "04", "Jammy Jellyfish", "5.15.0-143-generic")
    package static let ubuntu24 = linux(
        "ubuntu", "Ubuntu", "24.04.2 LTS", "24", "04", "Noble Numbat", "6.8.0-62-generic")
    package static let debian12 = linux("debian", "Debian GNU/Linux", "12", "12", nil, "bookworm", "6.1.0-37-amd64")
    package static let rhel9 = linux(
        "rhel", "Red Hat Enterprise Linux", "9.4", "9", "4", "Plow", "5.14.0-427.42.1.el9_4.x86_64")
    package static let amazon2023 = linux(
        "amzn", "Amazon Linux", "2023", "2023", nil, nil, "6.1.134-152.225.amzn2023.x86_64")
    package static let alpine = linux("alpine", "Alpine Linux", "3.20.6", "3", "20", nil, "6.8.0-62-generic")
    package static let windowsServer2022 = windows("Microsoft Windows Server 2022 Standard", "10.0.20348.3692")
    package static let windowsServer2019 = windows("Microsoft Windows Server 2019 Datacenter", "10.0.17763.7314")
    package static let windows11 = windows("Microsoft Windows 11 Enterprise", "10.0.22631.5335")
    package static let macOS14 = SimulatedOS(
        family: .darwin, platform: "darwin", name: "macOS", version: "14.7.5", major: "14", minor: "7",
        codename: "Sonoma", build: "23H527", architecture: "arm64", kernel: "23.6.0")

    private static func linux(
        _ platform: String, _ name: String, _ version: String, _ major: String, _ minor: String?,
        _ codename: String?, _ kernel: String
    ) -> SimulatedOS {
        SimulatedOS(
            family: .linux, platform: platform, name: name, version: version, major: major, minor: minor,
            codename: codename, build: nil, architecture: "x86_64", kernel: kernel)
    }

    private static func windows(_ name: String, _ version: String) -> SimulatedOS {
        SimulatedOS(
            family: .windows, platform: "windows", name: name, version: version, major: "10", minor: "0", codename: nil,
            build: version.split(separator: ".").dropFirst(2).joined(separator: "."), architecture: "x86_64",
            kernel: version)
    }
}
