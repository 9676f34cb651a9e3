import Encodings

/// A piece of a search.
struct SearchToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case word, phrase, opening, closing, and, or, not
    }

    let kind: Kind
    /// All of a word; a phrase without its quotes.
    let text: String
    /// How many Unicode scalars come before it.
    let position: Int
    /// True when the token before ends right where this one begins, as in `field:"a phrase"`.
    let isGlued: Bool
}

extension SearchToken {
    /// Cuts a search into tokens.
    /// - Throws: ``SearchSyntaxError`` for a phrase without its closing quote.
    static func all(in search: String) throws(SearchSyntaxError) -> [SearchToken] {
        // Not characters: one of those may be a quote under any number of marks.
        let scalars = Array(search.unicodeScalars)
        var tokens: [SearchToken] = []
        var index = 0
        var isGlued = false
        func add(_ kind: Kind, _ text: String, _ start: Int) {
            tokens.append(SearchToken(kind: kind, text: text, position: start, isGlued: isGlued))
            isGlued = true
        }
        while index < scalars.count {
            let start = index
            switch scalars[index] {
            case let blank where blank.properties.isWhitespace:
                index += 1
                isGlued = false
            case "(", ")":
                index += 1
                add(scalars[start] == "(" ? .opening : .closing, String(scalars[start]), start)
            case "\"":
                guard let phrase = phrase(scalars, from: &index) else {
                    throw SearchSyntaxError(
                        "a quote without its closing one",
                        at: SearchToken(
                            kind: .phrase, text: String(String.UnicodeScalarView(scalars[start...])), position: start,
                            isGlued: false))
                }
                add(.phrase, phrase, start)
            case "-" where index + 1 < scalars.count && !isGlued && !scalars[index + 1].properties.isWhitespace:
                index += 1
                add(.not, "-", start)
            default:
                let word = word(scalars, from: &index)
                add(kind(of: word), word, start)
            }
        }
        return tokens
    }

    private static func kind(of word: String) -> Kind {
        switch word {
        case "AND", "&&": .and
        case "OR", "||": .or
        case "NOT": .not
        default: .word
        }
    }

    private static func phrase(_ scalars: [Unicode.Scalar], from index: inout Int) -> String? {
        var text = String.UnicodeScalarView()
        index += 1
        while index < scalars.count, scalars[index] != "\"" {
            // A backslash keeps a quote or another backslash in the phrase; elsewhere, as in Windows paths, it is itself.
            if scalars[index] == "\\", index + 1 < scalars.count, ["\"", "\\"].contains(scalars[index + 1]) {
                index += 1
            }
            text.append(scalars[index])
            index += 1
        }
        guard index < scalars.count else { return nil }
        index += 1
        return String(text)
    }

    /// A word ends at a blank, a parenthesis or a quote; brackets hold blanks in, as in `level:[3 TO 9]`.
    private static func word(_ scalars: [Unicode.Scalar], from index: inout Int) -> String {
        var text = String.UnicodeScalarView()
        var isInBrackets = false
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "[" || scalar == "{" { isInBrackets = text.last == ":" || isInBrackets }
            if !isInBrackets, scalar.properties.isWhitespace || ["(", ")", "\""].contains(scalar) { break }
            text.append(scalar)
            index += 1
            if scalar == "]" || scalar == "}" { isInBrackets = false }
        }
        return String(text)
    }
}

/// A mistake in a search, with the token where it is.
package struct SearchSyntaxError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ problem: String, at token: SearchToken?) {
        let place = token.map { "at \"\($0.text.beginning())\" (character \($0.position + 1))" } ?? "at the end"
        description = "\(problem) \(place)"
    }
}
