import SimulatedCompany

/// A unit of date mathematics and of calendar intervals; the raw value is its letter.
enum CalendarUnit: Character, Sendable {
    case year = "y", quarter = "q", month = "M", week = "w", day = "d", hour = "h", minute = "m", second = "s"
    case millisecond = "S"

    /// The unit of a letter in date mathematics, where `H` also stands for hours.
    init?(dateMath letter: Character) {
        guard let unit = CalendarUnit(rawValue: letter == "H" ? "h" : letter), unit != .quarter, unit != .millisecond
        else { return nil }
        self = unit
    }

    /// The unit of a calendar interval such as `1d` or `month`.
    init?(interval: String) {
        switch interval {
        case "year", "1y": self = .year
        case "quarter", "1q": self = .quarter
        case "month", "1M": self = .month
        case "week", "1w": self = .week
        case "day", "1d": self = .day
        case "hour", "1h": self = .hour
        case "minute", "1m": self = .minute
        case "second", "1s": self = .second
        default: return nil
        }
    }

    /// The beginning of the unit that a moment (milliseconds since 1970) lies in; weeks begin on Monday.
    func floor(_ moment: Int) -> Int {
        switch self {
        case .millisecond: return moment
        case .second: return moment.flooredDivision(by: 1_000) * 1_000
        case .minute: return moment.flooredDivision(by: 60_000) * 60_000
        case .hour: return moment.flooredDivision(by: 3_600_000) * 3_600_000
        case .day: return moment.flooredDivision(by: CivilTime.millisecondsPerDay) * CivilTime.millisecondsPerDay
        case .week:
            let week = 7 * CivilTime.millisecondsPerDay
            let firstMonday = -3 * CivilTime.millisecondsPerDay
            return (moment - firstMonday).flooredDivision(by: week) * week + firstMonday
        case .month, .quarter, .year:
            let time = CivilTime(milliseconds: moment)
            let month = self == .month ? time.month : self == .quarter ? (time.month - 1) / 3 * 3 + 1 : 1
            return CivilTime(year: time.year, month: month).milliseconds
        }
    }

    /// A moment moved by a number of units; the day of the month is cut to the month's length.
    func add(_ count: Int, to moment: Int) -> Int {
        switch self {
        case .millisecond: return moment + count
        case .second: return moment + count * 1_000
        case .minute: return moment + count * 60_000
        case .hour: return moment + count * 3_600_000
        case .day: return moment + count * CivilTime.millisecondsPerDay
        case .week: return moment + count * 7 * CivilTime.millisecondsPerDay
        case .month, .quarter, .year:
            var time = CivilTime(milliseconds: moment)
            let months = time.year * 12 + time.month - 1 + count * (self == .month ? 1 : self == .quarter ? 3 : 12)
            time.year = months.flooredDivision(by: 12)
            time.month = months - time.year * 12 + 1
            time.day = min(time.day, time.daysInMonth)
            return time.milliseconds
        }
    }
}
