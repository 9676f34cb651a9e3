extension SecretScanner {
    /// The value behind a name: what stands in quotes, or one word, or the credential behind its scheme.
    func value(from start: Int, _ meaning: SecretNames.Meaning, isOption: Bool = false) -> Range<Int>? {
        let start = run(from: start, while: ASCII.isBlank).upperBound
        if let key = privateKey(at: start) { return key }
        if let quoted = quoted(from: start) {
            if let key = privateKey(at: quoted.lowerBound) { return key }
            return quoted.isEmpty || meaning.isHarmless(bytes[quoted]) ? nil : quoted
        }
        guard let first = byte(start), !Self.beginsOther.contains(first), !(isOption && first == UInt8(ascii: "-"))
        else { return nil }
        if let line = credentialLine(from: start, meaning) { return line }
        let scheme = Self.schemes.first { matches($0, at: start) }
        let word = run(from: start + (scheme?.utf8.count ?? 0)) { $0 > 0x20 && !Self.endsValue.contains($0) }
        return trimmed(word, meaning)
    }

    /// What stands in quotes, which may be escaped themselves; up to the end of the line when they do not close.
    private func quoted(from start: Int) -> Range<Int>? {
        let opening = run(from: start) { $0 == UInt8(ascii: "\\") }
        guard let quote = byte(opening.upperBound), ASCII.isQuote(quote) else { return nil }
        let begin = opening.upperBound + 1
        var end = begin
        var backslashes = 0
        while let character = byte(end), !ASCII.isLineEnd(character) {
            // A quote inside is escaped more deeply than the one that opened.
            if character == quote, backslashes <= opening.count { return begin..<(end - backslashes) }
            backslashes = character == UInt8(ascii: "\\") ? backslashes + 1 : 0
            end += 1
        }
        return begin..<end
    }

    /// What makes several words one credential: `Digest …`, `AWS4-HMAC-SHA256 …` and cookies.
    private func credentialLine(from start: Int, _ meaning: SecretNames.Meaning) -> Range<Int>? {
        guard meaning == .secretLine else { return nil }
        if let scheme = Self.lineSchemes.first(where: { matches($0, at: start) }) {
            let line = restOfLine(from: start + scheme.utf8.count)
            return line.isEmpty ? nil : line
        }
        // A cookie shows by its equals sign, and early.
        let beginning = bytes[start..<min(start + 64, bytes.count)].prefix { !Self.endsLine($0) }
        return beginning.contains(UInt8(ascii: "=")) && !hasScheme(at: start) ? restOfLine(from: start) : nil
    }

    private func restOfLine(from start: Int) -> Range<Int> { run(from: start) { !Self.endsLine($0) } }

    private static func endsLine(_ byte: UInt8) -> Bool { ASCII.isLineEnd(byte) || ASCII.isQuote(byte) }

    private func hasScheme(at start: Int) -> Bool { Self.schemes.contains { matches($0, at: start) } }

    /// The word without the backslash of an escaped quote behind it; nil when it says nothing.
    private func trimmed(_ word: Range<Int>, _ meaning: SecretNames.Meaning) -> Range<Int>? {
        var end = word.upperBound
        while end > word.lowerBound, bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        let value = word.lowerBound..<end
        guard value.count > 2 || bytes[value].contains(where: ASCII.isAlphanumeric) else { return nil }
        return meaning.isHarmless(bytes[value]) ? nil : value
    }

    func run(from start: Int, while isPart: (UInt8) -> Bool) -> Range<Int> {
        var end = start
        while end < bytes.count, isPart(bytes[end]) { end += 1 }
        return start..<max(start, end)
    }

    /// Whether a lower-case text stands here, case ignored.
    func matches(_ text: String, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8.count <= bytes.count else { return false }
        var position = index
        for character in text.utf8 {
            guard ASCII.lowercase(bytes[position]) == character else { return false }
            position += 1
        }
        return true
    }

    private static let endsValue = Set(",;&)}]<>\"'|".utf8)
    /// Nested values, placeholders and references.
    private static let beginsOther = Set("{[(<".utf8)
    private static let schemes = ["bearer ", "basic ", "token ", "apikey ", "negotiate ", "ntlm ", "splunk "]
    private static let lineSchemes = ["digest ", "aws4-hmac-sha256 ", "hmac ", "signature "]
}
