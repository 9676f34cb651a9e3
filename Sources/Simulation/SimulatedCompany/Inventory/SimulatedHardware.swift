/// The machine below an agent.
package struct SimulatedHardware: Sendable, Hashable {
    package let cpuName: String
    package let cores: Int
    package let megahertz: Int
    /// Kilobytes.
    package let memoryTotal: Int
    /// Kilobytes.
    package let memoryFree: Int
    package let boardSerial: String
    package let mac: String
    package let interface: String
}

extension SimulatedCompany {
    /// The machine of an agent; the same at each call.
    package func hardware(of agent: SimulatedAgent) -> SimulatedHardware {
        var random = SeededGenerator(seed: seed, part: "hardware \(agent.id)")
        let isMac = agent.os?.family == .darwin
        let gigabytes = random.pick(agent.isContainer ? [2, 4] : [8, 16, 32, 64])
        let total = gigabytes * 1024 * 1024 - random.number(100_000...300_000)
        let digits = Array(random.hex(6))
        return SimulatedHardware(
            cpuName: isMac
                ? "Apple M2 Pro"
                : random.pick(["Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz", "AMD EPYC 7543 32-Core Processor"]),
            cores: isMac ? 10 : random.pick([2, 4, 8, 16]), megahertz: isMac ? 3504 : random.pick([2000, 2800, 2993]),
            memoryTotal: total, memoryFree: total * random.number(12...70) / 100,
            boardSerial: agent.os?.family == .windows ? "VMware-\(random.hex(12))" : "0",
            mac: "02:42:0a:\(String(digits[0..<2])):\(String(digits[2..<4])):\(String(digits[4..<6]))",
            interface: isMac ? "en0" : (agent.os?.family == .windows ? "Ethernet0" : "eth0"))
    }

    /// The updates installed on a Windows agent; empty elsewhere.
    package func hotfixes(of agent: SimulatedAgent) -> [String] {
        guard agent.os?.family == .windows, agent.hasSynchronised else { return [] }
        var random = SeededGenerator(seed: seed, part: "hotfixes \(agent.id)")
        return Set((0..<random.number(8...20)).map { _ in "KB50\(random.number(10_000...59_999))" }).sorted()
    }
}
