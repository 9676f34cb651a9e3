/// Lines of a text that has to fit a number of characters.
enum ShortText {
    private static let lineLimits = [2_000, 500, 200]

    /// Cuts long lines first, and leaves lines at the end out only when that is not enough; says what was left out.
    /// - Parameters:
    ///   - lines: the whole text.
    ///   - limit: the most characters, line breaks included; nil for no limit.
    /// - Returns: lines that fit.
    static func fit(_ lines: [String], to limit: Int?) -> [String] {
        guard let limit, length(lines) > limit else { return lines }
        var shorter = lines
        for lineLimit in lineLimits where length(shorter) > limit {
            shorter = lines.map { line in
                let left = line.unicodeScalars.count - lineLimit
                return left > 40 ? "\(line.beginning(scalars: lineLimit))… (\(left) characters left out)" : line
            }
        }
        guard length(shorter) > limit else { return shorter }
        var room = limit - 80
        let fitting = shorter.prefix { line in
            room -= line.unicodeScalars.count + 1
            return room >= 0
        }
        return fitting + [
            "(\(lines.count - fitting.count) more lines; raise max_characters or read the structured content)"
        ]
    }

    private static func length(_ lines: [String]) -> Int { lines.reduce(lines.count) { $0 + $1.unicodeScalars.count } }
}

extension String {
    /// The first Unicode scalars: characters may hold any number of combining marks.
    func beginning(scalars count: Int) -> String {
        utf8.count <= count ? self : String(unicodeScalars.prefix(count))
    }
}
