/// Date mathematics: `now-24h/d`, `2026-11-21||+1M/d`.
struct DateMath: Sendable {
    let format: DateFormat
    /// What `now` means, in milliseconds since 1970.
    let now: Int

    /// Milliseconds since 1970; rounding up takes the last millisecond of what is rounded or left open.
    /// - Throws: ``IndexerError`` as every shard would fail.
    func parse(_ text: String, roundsUp: Bool = false) throws(IndexerError) -> Int {
        if text.hasPrefix("now") {
            return try apply(String(text.dropFirst(3)), to: now, roundsUp: roundsUp)
        }
        guard let bars = text.firstRange(of: "||") else { return try format.parse(text, roundsUp: roundsUp) }
        let operations = String(text[bars.upperBound...])
        // What the date leaves open is not filled before the mathematics.
        let start = try format.parse(String(text[..<bars.lowerBound]))
        return try apply(operations, to: start, roundsUp: roundsUp)
    }

    private func apply(_ operations: String, to start: Int, roundsUp: Bool) throws(IndexerError) -> Int {
        var moment = start
        var rest = Substring(operations)
        while let sign = rest.popFirst() {
            guard "+-/".contains(sign) else {
                throw .shards("parse_exception", "operator not supported for date math [\(operations)]")
            }
            let digits = rest.prefix { $0.isWholeNumber }
            rest = rest.dropFirst(digits.count)
            let count = digits.isEmpty ? 1 : Int(digits) ?? 0
            guard let letter = rest.popFirst() else {
                throw .shards("parse_exception", "truncated date math [\(operations)]")
            }
            guard let unit = CalendarUnit(dateMath: letter) else {
                throw .shards("parse_exception", "unit [\(letter)] not supported for date math [\(operations)]")
            }
            switch sign {
            case "/":
                guard count == 1 else {
                    throw .shards(
                        "parse_exception", "rounding `/` can only be used on single unit types [\(operations)]")
                }
                moment = unit.floor(moment)
                if roundsUp { moment = unit.add(1, to: moment) - 1 }
            case "-": moment = unit.add(-count, to: moment)
            default: moment = unit.add(count, to: moment)
            }
        }
        return moment
    }
}
