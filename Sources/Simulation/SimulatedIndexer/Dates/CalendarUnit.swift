import SimulatedCompany

/// A unit of date mathematics; the raw value is its letter.
enum CalendarUnit: Character, Sendable {
    case year = "y", month = "M", week = "w", day = "d", hour = "h", minute = "m", second = "s"
    /// What a fraction of a second leaves open.
    case millisecond = "S"

    /// The unit of a letter in date mathematics, where `H` also stands for hours.
    init?(dateMath letter: Character) {
        guard let unit = CalendarUnit(rawValue: letter == "H" ? "h" : letter), unit != .millisecond else { return nil }
        self = unit
    }

    /// The length in milliseconds; nil for units whose length depends on the calendar.
    private var length: Int? {
        switch self {
        case .year, .month: nil
        case .week: 7 * CivilTime.millisecondsPerDay
        case .day: CivilTime.millisecondsPerDay
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1_000
        case .millisecond: 1
        }
    }

    /// The beginning of the unit that a moment (milliseconds since 1970) lies in; weeks begin on Monday.
    func floor(_ moment: Int) -> Int {
        guard let length else {
            let time = CivilTime(milliseconds: moment)
            return CivilTime(year: time.year, month: self == .month ? time.month : 1).milliseconds
        }
        let start = self == .week ? -3 * CivilTime.millisecondsPerDay : 0
        return (moment - start).flooredDivision(by: length) * length + start
    }

    /// A moment moved by a number of units; the day of the month is cut to the month's length.
    func add(_ count: Int, to moment: Int) -> Int {
        if let length { return moment + count * length }
        var time = CivilTime(milliseconds: moment)
        let months = time.year * 12 + time.month - 1 + count * (self == .month ? 1 : 12)
        time.year = months.flooredDivision(by: 12)
        time.month = months - time.year * 12 + 1
        time.day = min(time.day, time.daysInMonth)
        return time.milliseconds
    }
}

/// Spans of time as OpenSearch's settings write them.
enum TimeValue {
    /// The milliseconds of a text such as `30s`, `5m` or `1d`; nil when it is none.
    static func milliseconds(_ text: String) -> Int? {
        for (unit, factor) in [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
        where text.hasSuffix(unit) {
            if let count = Int(text.dropLast(unit.count)), (0...1_000_000_000).contains(count) { return count * factor }
        }
        return nil
    }
}
