import SimulatedCompany

/// A pattern such as `yyyy-MM-dd'T'HH:mm`, in UTC.
struct DatePattern: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case literal(String)
        case field(Character, width: Int)
    }

    private let pieces: [Piece]

    /// Reads a pattern; letters that Java knows and we do not are refused as such.
    init(_ pattern: String) throws(IndexerError) {
        if !pattern.contains("'"), let letter = pattern.first(where: { $0.isLetter && !Self.javaLetters.contains($0) })
        {
            throw .argument("Invalid format: [\(pattern)]: Unknown pattern letter: \(letter)")
        }
        var pieces: [Piece] = []
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "'" {
                let quoted = rest.dropFirst().prefix { $0 != "'" }
                pieces.append(.literal(quoted.isEmpty ? "'" : String(quoted)))
                rest = rest.dropFirst(quoted.count + 2)
            } else if first.isLetter {
                guard "yuMdHmsSXZ".contains(first) else {
                    throw .unsupported("the date pattern [\(pattern)]")
                }
                let run = rest.prefix { $0 == first }
                pieces.append(.field(first, width: run.count))
                rest = rest.dropFirst(run.count)
            } else {
                pieces.append(.literal(String(first)))
                rest = rest.dropFirst()
            }
        }
        self.pieces = pieces
    }

    private static let javaLetters: Set<Character> = Set("GuyDMLdQqYwWEecFahKkHmsSAnNVvzOXxZpB")

    /// A moment in milliseconds since 1970, written by this pattern.
    func text(_ moment: Int) -> String {
        let time = CivilTime(milliseconds: moment)
        return pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .field(let letter, let width): field(letter, width, of: time)
            }
        }.joined()
    }

    private func field(_ letter: Character, _ width: Int, of time: CivilTime) -> String {
        switch letter {
        case "y", "u": width == 2 ? padded(time.year % 100, 2) : padded(time.year, width)
        case "M": padded(time.month, width)
        case "d": padded(time.day, width)
        case "H": padded(time.hour, width)
        case "m": padded(time.minute, width)
        case "s": padded(time.second, width)
        case "S": String(padded(time.millisecond, 3).prefix(width))
        case "Z": "+0000"
        default: "Z"
        }
    }
}
