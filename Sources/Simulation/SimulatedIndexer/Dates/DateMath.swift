/// Date mathematics: `now-24h/d`, `2026-11-21||+1M/d`.
struct DateMath: Sendable {
    let format: DateFormat
    /// What `now` means, in milliseconds since 1970.
    let now: Int

    /// The moments that can be moved lie so many milliseconds from 1970 at the most, by so many units.
    private static let farthest: UInt = 1 << 60
    private static let mostUnits = 1_000_000

    /// Milliseconds since 1970; rounding up takes the last millisecond of what is rounded or left open.
    /// - Throws: ``IndexerError`` as every shard would fail.
    func parse(_ text: String, roundsUp: Bool = false) throws(IndexerError) -> Int {
        if text.hasPrefix("now") { return try apply(text.dropFirst(3), to: now, roundsUp: roundsUp) }
        guard let bars = text.firstRange(of: "||") else { return try format.parse(text, roundsUp: roundsUp) }
        // What the date leaves open is not filled before the mathematics.
        return try apply(
            text[bars.upperBound...], to: format.parse(String(text[..<bars.lowerBound])), roundsUp: roundsUp)
    }

    private func apply(_ operations: Substring, to start: Int, roundsUp: Bool) throws(IndexerError) -> Int {
        func failure(_ reason: String) -> IndexerError {
            .shards("parse_exception", "\(reason) [\(operations)]")
        }
        var moment = start
        var rest = operations
        while let sign = rest.popFirst() {
            guard "+-/".contains(sign) else { throw failure("operator not supported for date math") }
            guard moment.magnitude < Self.farthest else { throw failure("date too far away for date math") }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let count = digits.isEmpty ? 1 : Int(digits) ?? .max
            guard let letter = rest.popFirst() else { throw failure("truncated date math") }
            guard let unit = CalendarUnit(dateMath: letter) else {
                throw failure("unit [\(letter)] not supported for date math")
            }
            if sign == "/" {
                guard count == 1 else { throw failure("rounding `/` can only be used on single unit types") }
                moment = unit.floor(moment)
                if roundsUp { moment = unit.add(1, to: moment) - 1 }
            } else {
                guard count <= Self.mostUnits else { throw failure("number too large for date math") }
                moment = unit.add(sign == "-" ? -count : count, to: moment)
            }
        }
        return moment
    }
}
