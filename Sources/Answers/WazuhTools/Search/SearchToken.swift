/// A piece of a search.
struct SearchToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case word, phrase, opening, closing, and, or, not
    }

    let kind: Kind
    /// The characters of a word; a phrase without its quotes.
    let text: String
    /// How many characters come before it.
    let position: Int
    /// True when the token before ends right where this one begins, as in `field:"a phrase"`.
    let isGlued: Bool
}

extension SearchToken {
    /// Cuts a search into tokens.
    /// - Throws: ``SearchSyntaxError`` for a phrase without its closing quote.
    static func all(in search: String) throws(SearchSyntaxError) -> [SearchToken] {
        let characters = Array(search)
        var tokens: [SearchToken] = []
        var index = 0
        var isGlued = false
        func add(_ kind: Kind, _ text: String, _ start: Int) {
            tokens.append(SearchToken(kind: kind, text: text, position: start, isGlued: isGlued))
            isGlued = true
        }
        while index < characters.count {
            let start = index
            switch characters[index] {
            case let blank where blank.isWhitespace:
                index += 1
                isGlued = false
            case "(", ")":
                index += 1
                add(characters[start] == "(" ? .opening : .closing, String(characters[start]), start)
            case "\"":
                guard let phrase = phrase(characters, from: &index) else {
                    throw SearchSyntaxError(
                        "a quote without its closing one",
                        at: SearchToken(
                            kind: .phrase, text: String(characters[start...]), position: start, isGlued: false))
                }
                add(.phrase, phrase, start)
            case "-" where index + 1 < characters.count && !isGlued && !characters[index + 1].isWhitespace:
                index += 1
                add(.not, "-", start)
            default:
                let word = word(characters, from: &index)
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

    private static func phrase(_ characters: [Character], from index: inout Int) -> String? {
        var text = ""
        index += 1
        while index < characters.count, characters[index] != "\"" {
            // A backslash keeps a quote or another backslash in the phrase; elsewhere, as in Windows paths, it is itself.
            if characters[index] == "\\", index + 1 < characters.count, "\"\\".contains(characters[index + 1]) {
                index += 1
            }
            text.append(characters[index])
            index += 1
        }
        guard index < characters.count else { return nil }
        index += 1
        return text
    }

    /// A word ends at a blank, a parenthesis or a quote; brackets hold blanks in, as in `level:[3 TO 9]`.
    private static func word(_ characters: [Character], from index: inout Int) -> String {
        var text = ""
        var isInBrackets = false
        while index < characters.count {
            let character = characters[index]
            if character == "[" || character == "{" { isInBrackets = text.hasSuffix(":") || isInBrackets }
            if !isInBrackets, character.isWhitespace || "()\"".contains(character) { break }
            text.append(character)
            index += 1
            if character == "]" || character == "}" { isInBrackets = false }
        }
        return text
    }
}

/// A mistake in a search, with the token where it is.
package struct SearchSyntaxError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ problem: String, at token: SearchToken?) {
        let place = token.map { "at \"\($0.text.prefix(40))\" (character \($0.position + 1))" } ?? "at the end"
        description = "\(problem) \(place)"
    }
}
