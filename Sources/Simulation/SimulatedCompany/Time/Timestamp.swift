package import FoundationEssentials

/// The ways Wazuh writes a time, always in UTC.
package enum Timestamp {
    /// `2026-11-21T01:49:28+00:00`, as in agent records.
    package static func offset(_ date: Date) -> String { joined(date, "T") + "+00:00" }

    /// `2026-11-21T01:49:28Z`, as in logs.
    package static func zulu(_ date: Date) -> String { joined(date, "T") + "Z" }

    /// `2026-11-21 01:49:28`, as Python prints it.
    package static func spaced(_ date: Date) -> String { joined(date, " ") }

    private static func joined(_ date: Date, _ separator: String) -> String {
        let time = CivilTime(date)
        return time.date + separator + time.clock
    }
}

extension CivilTime {
    package init(_ date: Date) { self.init(milliseconds: Int((date.timeIntervalSince1970 * 1_000).rounded(.down))) }
}
