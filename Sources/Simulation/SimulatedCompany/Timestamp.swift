package import FoundationEssentials

/// The ways Wazuh writes a time, always in UTC.
package enum Timestamp {
    /// `2026-11-21T01:49:28+00:00`, as in agent records.
    package static func offset(_ date: Date) -> String { day(date) + "T" + clock(date) + "+00:00" }

    /// `2026-11-21T01:49:28Z`, as in logs and rules' files.
    package static func zulu(_ date: Date) -> String { day(date) + "T" + clock(date) + "Z" }

    /// `2026-11-21 01:49:28`, as in agents' own statistics.
    package static func spaced(_ date: Date) -> String { day(date) + " " + clock(date) }

    /// `2026-11-21`.
    package static func day(_ date: Date) -> String {
        let (year, month, day) = civil(seconds(date).quotient)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
    }

    /// The hour of the day, 0…23.
    package static func hour(_ date: Date) -> Int { seconds(date).remainder / 3600 }

    private static func clock(_ date: Date) -> String {
        let second = seconds(date).remainder
        return "\(pad(second / 3600, 2)):\(pad(second / 60 % 60, 2)):\(pad(second % 60, 2))"
    }

    private static func seconds(_ date: Date) -> (quotient: Int, remainder: Int) {
        let total = Int(date.timeIntervalSince1970.rounded(.down))
        let remainder = ((total % 86_400) + 86_400) % 86_400
        return ((total - remainder) / 86_400, remainder)
    }

    /// The date of a day counted from 1970-01-01, by Howard Hinnant's `civil_from_days`.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package static func pad(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
