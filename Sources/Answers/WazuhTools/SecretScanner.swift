/// Finds the places of secrets in one text, in time proportional to its length.
struct SecretScanner {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The places to mask, in their order.
    func ranges() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        while let place = Self.place(in: bytes.span, from: start) {
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
            let meaning = SecretNames.meaning(of: bytes[start..<end])
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
        return SecretNames.meaning(of: bytes[start..<end]).map { (start..<end, $0) }
    }
}
