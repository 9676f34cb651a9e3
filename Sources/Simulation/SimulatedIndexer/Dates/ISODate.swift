import SimulatedCompany

/// Reads dates as `date_optional_time` does: a date, then optionally a time and a zone.
enum ISODate {
    /// Milliseconds since 1970, or nil when the text is no such date; rounding up takes the last millisecond of what is open.
    static func parse(_ text: String, roundsUp: Bool = false) -> Int? {
        var reader = Reader(bytes: Array(text.utf8))
        guard let year = reader.number(4...4) else { return nil }
        var time = CivilTime(year: year)
        var open = CalendarUnit.year
        if reader.take("-") {
            guard let month = reader.number(2...2), (1...12).contains(month) else { return nil }
            (time.month, open) = (month, .month)
            if reader.take("-") {
                guard let day = reader.number(2...2), day >= 1, day <= time.daysInMonth else { return nil }
                (time.day, open) = (day, .day)
            }
        }
        var zone = 0
        if open == .day, reader.take("T"), !reader.isAtEnd {
            guard let finest = clock(&reader, &time), let offset = zoneOffset(&reader) else { return nil }
            open = finest
            zone = offset
        }
        guard reader.isAtEnd else { return nil }
        let start = time.milliseconds
        guard roundsUp else { return start - zone }
        return open.add(1, to: start) - 1 - zone
    }

    /// Reads the clock and returns what unit is left open; a fraction of a second leaves nothing open.
    private static func clock(_ reader: inout Reader, _ time: inout CivilTime) -> CalendarUnit? {
        guard let hour = reader.number(2...2), hour < 24 else { return nil }
        time.hour = hour
        guard reader.take(":") else { return .hour }
        guard let minute = reader.number(2...2), minute < 60 else { return nil }
        time.minute = minute
        guard reader.take(":") else { return .minute }
        guard let second = reader.number(2...2), second < 60 else { return nil }
        time.second = second
        guard reader.take(".") || reader.take(",") else { return .second }
        guard let fraction = reader.digits(1...9) else { return nil }
        let firstThree = (fraction + [48, 48]).prefix(3)
        time.millisecond = firstThree.reduce(0) { $0 * 10 + Int($1 - 48) }
        return .millisecond
    }

    private static func zoneOffset(_ reader: inout Reader) -> Int? {
        if reader.isAtEnd || reader.take("Z") { return 0 }
        let sign = reader.take("+") ? 1 : reader.take("-") ? -1 : 0
        guard sign != 0, let hours = reader.number(2...2), hours <= 18 else { return nil }
        guard !reader.isAtEnd else { return sign * hours * 3_600_000 }
        _ = reader.take(":")
        guard let minutes = reader.number(2...2), minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes) * 60_000
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        var isAtEnd: Bool { place == bytes.count }

        mutating func take(_ character: Character) -> Bool {
            guard place < bytes.count, bytes[place] == character.asciiValue else { return false }
            place += 1
            return true
        }

        mutating func digits(_ count: ClosedRange<Int>) -> [UInt8]? {
            let found = bytes[place...].prefix { (48...57).contains($0) }.prefix(count.upperBound)
            guard found.count >= count.lowerBound else { return nil }
            place += found.count
            return Array(found)
        }

        mutating func number(_ count: ClosedRange<Int>) -> Int? {
            digits(count)?.reduce(0) { $0 * 10 + Int($1 - 48) }
        }
    }
}
