internal import Encodings

/// Finds the places of secrets in one text, in time proportional to its length.
struct SecretScanner {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The places to mask, in their order.
    func ranges() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while let place = SecretPlaces.next(in: bytes.span, from: start) {
            start = place + 1
            if let range = secret(at: place), !matches(Redaction.mask, at: range.lowerBound) {
                ranges.append(range)
                start = max(start, range.upperBound)
            }
        }
        return ranges
    }

    func byte(_ index: Int) -> UInt8? { index >= 0 && index < bytes.count ? bytes[index] : nil }

    private func secret(at index: Int) -> Range<Int>? {
        switch bytes[index] {
        case UInt8(ascii: "="): assigned(at: index)
        case UInt8(ascii: ":"): assigned(at: index) ?? urlPassword(at: index)
        case UInt8(ascii: "%"): escapedAssignment(at: index)
        case UInt8(ascii: ">"): element(at: index)
        case UInt8(ascii: "-"): option(at: index) ?? privateKey(at: index)
        case let letter where ASCII.isLetter(letter): knownText(at: index)
        default: nil
        }
    }

    /// The value in `password=…`, `"api_key": "…"`, `\"token\":\"…\"` or `secret => …`.
    private func assigned(at separator: Int) -> Range<Int>? {
        var end = separator
        while let last = byte(end - 1), ASCII.isQuote(last) || last == UInt8(ascii: "\\") || ASCII.isBlank(last) {
            end -= 1
        }
        guard let (name, meaning) = name(endingAt: end) else { return nil }
        if bytes[separator] == UInt8(ascii: ":"), isProgramOrFile(name) { return nil }
        var start = separator + 1
        while let mark = byte(start), start < separator + 3, Self.marks.contains(mark) { start += 1 }
        return value(from: start, meaning)
    }

    /// `passwd:` begins a line of the program, and `/etc/passwd:` names the file.
    private func isProgramOrFile(_ name: Range<Int>) -> Bool {
        guard name.count == 6, matches("passwd", at: name.lowerBound) else { return false }
        if byte(name.lowerBound - 1) == UInt8(ascii: "/") { return true }
        return matches(": pam_", at: name.upperBound) || matches(": gkr-pam", at: name.upperBound)
    }

    private static let marks: Set<UInt8> = [UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: ":")]

    /// The value in `password%3D…`.
    private func escapedAssignment(at percent: Int) -> Range<Int>? {
        guard matches("%3d", at: percent) || matches("%3a", at: percent), let (_, meaning) = name(endingAt: percent),
            let value = value(from: percent + 3, meaning)
        else { return nil }
        let end = value.first { matches("%26", at: $0) } ?? value.upperBound
        return end > value.lowerBound ? value.lowerBound..<end : nil
    }

    /// The content of `<password>…</password>`.
    private func element(at end: Int) -> Range<Int>? {
        guard let (name, meaning) = name(endingAt: end), byte(name.lowerBound - 1) == UInt8(ascii: "<") else {
            return nil
        }
        let content = run(from: end + 1) { $0 != UInt8(ascii: "<") && !ASCII.isLineEnd($0) }
        return content.isEmpty || meaning.isHarmless(bytes[content]) ? nil : content
    }

    /// The value in `--password …`, also where each word stands in quotes.
    private func option(at dash: Int) -> Range<Int>? {
        guard let second = byte(dash + 1), ASCII.isWord(second) else { return nil }
        if let before = byte(dash - 1), ASCII.isWord(before) { return nil }
        let start = second == UInt8(ascii: "-") ? dash + 2 : dash + 1
        var end = start
        while end - start < 64, let character = byte(end), ASCII.isWord(character) { end += 1 }
        guard let after = byte(end), ASCII.isBlank(after) || ASCII.isQuote(after),
            let meaning = SecretNames.meaning(of: bytes.span.extracting(start..<end))
        else { return nil }
        guard ASCII.isQuote(after) else { return value(from: end + 1, meaning, isOption: true) }
        // `"--password", "…"` of an argument list, and `a1="--password" a2="…"` of the audit daemon.
        var next = run(from: end + 1) { $0 == UInt8(ascii: ",") || ASCII.isBlank($0) }.upperBound
        if byte(next) == UInt8(ascii: "a") {
            next = run(from: next + 1, while: ASCII.isDigit).upperBound
            guard byte(next) == UInt8(ascii: "=") else { return nil }
            next += 1
        }
        guard let quote = byte(next), ASCII.isQuote(quote) else { return nil }
        return value(from: next, meaning, isOption: true)
    }

    /// The password in `scheme://user:password@host`.
    private func urlPassword(at colon: Int) -> Range<Int>? {
        guard byte(colon + 1) == UInt8(ascii: "/"), byte(colon + 2) == UInt8(ascii: "/") else { return nil }
        let authority = run(from: colon + 3) { $0 > 0x20 && !Self.endsAuthority.contains($0) }
        guard let at = bytes[authority].lastIndex(of: UInt8(ascii: "@")),
            let separator = bytes[authority.lowerBound..<at].firstIndex(of: UInt8(ascii: ":")), separator + 1 < at
        else { return nil }
        return (separator + 1)..<at
    }

    private static let endsAuthority = Set("/?#\"'<>\\".utf8)

    private func name(endingAt end: Int) -> (Range<Int>, SecretNames.Meaning)? {
        guard let last = byte(end - 1), let previous = byte(end - 2), SecretNames.canEnd(in: last, behind: previous)
        else { return nil }
        var start = end - 1
        while end - start <= 64, let character = byte(start - 1), ASCII.isWord(character) { start -= 1 }
        return SecretNames.meaning(of: bytes.span.extracting(start..<end)).map { (start..<end, $0) }
    }
}

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
