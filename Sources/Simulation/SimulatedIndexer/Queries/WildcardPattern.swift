/// A pattern in which `*` stands for any text, `?` for one character and a backslash takes the meaning from the next.
struct WildcardPattern: Sendable {
    private enum Piece: Sendable, Hashable {
        case any, one
        case scalar(Unicode.Scalar)
    }

    private let pieces: [Piece]
    private let ignoresCase: Bool

    init(_ pattern: String, ignoresCase: Bool = false) {
        var pieces: [Piece] = []
        var isEscaped = false
        for scalar in (ignoresCase ? pattern.lowercased() : pattern).unicodeScalars {
            switch scalar {
            case _ where isEscaped:
                pieces.append(.scalar(scalar))
                isEscaped = false
            case "\\": isEscaped = true
            case "*": pieces.append(.any)
            case "?": pieces.append(.one)
            default: pieces.append(.scalar(scalar))
            }
        }
        self.pieces = pieces
        self.ignoresCase = ignoresCase
    }

    /// True when the whole text fits.
    func matches(_ text: String) -> Bool {
        let scalars = Array((ignoresCase ? text.lowercased() : text).unicodeScalars)
        var place = 0
        var piece = 0
        var retry: (piece: Int, place: Int)?
        while place < scalars.count {
            if piece < pieces.count, pieces[piece] == .any {
                retry = (piece, place)
                piece += 1
            } else if piece < pieces.count, pieces[piece] == .one || pieces[piece] == .scalar(scalars[place]) {
                piece += 1
                place += 1
            } else if let last = retry {
                retry = (last.piece, last.place + 1)
                piece = last.piece + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .any }
    }
}
