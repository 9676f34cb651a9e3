/// Finds the places of secrets in one text.
struct SecretScanner {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The places to mask, in their order.
    func ranges() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            if let range = secret(at: index) {
                ranges.append(range)
                index = max(index + 1, range.upperBound)
            } else {
                index += 1
            }
        }
        return ranges
    }

    private func byte(_ index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private func secret(at index: Int) -> Range<Int>? {
        switch bytes[index] {
        case UInt8(ascii: "="), UInt8(ascii: ":"): assigned(at: index) ?? urlPassword(at: index)
        case UInt8(ascii: "-"): option(at: index) ?? privateKey(at: index)
        case UInt8(ascii: "B"), UInt8(ascii: "b"): bearer(at: index)
        case UInt8(ascii: "A"), UInt8(ascii: "e"), UInt8(ascii: "g"), UInt8(ascii: "x"), UInt8(ascii: "w"):
            knownToken(at: index)
        default: nil
        }
    }

    /// The value in `password=…`, `"api_key": "…"` or `token: …`.
    private func assigned(at separator: Int) -> Range<Int>? {
        var end = separator
        while let last = byte(end - 1), Self.isQuoteOrBlank(last) { end -= 1 }
        var start = end
        while let character = byte(start - 1), Self.isWord(character) { start -= 1 }
        guard start < end, Self.isSecretName(bytes[start..<end]) else { return nil }
        return value(from: separator + 1)
    }

    /// The value in `--password …`.
    private func option(at dash: Int) -> Range<Int>? {
        guard byte(dash + 1) == UInt8(ascii: "-") else { return nil }
        var end = dash + 2
        while let character = byte(end), Self.isWord(character) { end += 1 }
        guard byte(end) == UInt8(ascii: " "), Self.isSecretName(bytes[(dash + 2)..<end]) else { return nil }
        return value(from: end + 1)
    }

    /// The credential in `Bearer …` or `Basic …`.
    private func bearer(at index: Int) -> Range<Int>? {
        for scheme in ["bearer ", "basic "] where matches(scheme, at: index) {
            let range = run(from: index + scheme.utf8.count, while: Self.isTokenCharacter)
            if range.count >= 12 { return range }
        }
        return nil
    }

    /// The password in `scheme://user:password@host`.
    private func urlPassword(at colon: Int) -> Range<Int>? {
        guard matches("://", at: colon) else { return nil }
        let authority = run(from: colon + 3) {
            !Self.isBlank($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\"")
        }
        guard let at = bytes[authority].lastIndex(of: UInt8(ascii: "@")),
            let separator = bytes[authority.lowerBound..<at].firstIndex(of: UInt8(ascii: ":")), separator + 1 < at
        else { return nil }
        return (separator + 1)..<at
    }

    private func privateKey(at index: Int) -> Range<Int>? {
        guard matches("-----begin ", at: index) else { return nil }
        let heading = run(from: index + 11) { $0 != UInt8(ascii: "-") }
        guard String(decoding: bytes[heading], as: UTF8.self).hasSuffix("PRIVATE KEY") else { return nil }
        var end = heading.upperBound
        while end < bytes.count, !matches("-----end ", at: end) { end += 1 }
        return (heading.upperBound + 5 < end ? heading.upperBound + 5 : heading.upperBound)..<end
    }

    private static let knownPrefixes: [(prefix: String, least: Int)] = [
        ("akia", 16), ("eyj", 30), ("ghp_", 30), ("gho_", 30), ("github_pat_", 30), ("glpat-", 20), ("xoxb-", 20),
        ("xoxp-", 20), ("wazuh_", 43),
    ]

    private func knownToken(at index: Int) -> Range<Int>? {
        if let before = byte(index - 1), Self.isWord(before) { return nil }
        for (prefix, least) in Self.knownPrefixes where matches(prefix, at: index) {
            let range = run(from: index + prefix.utf8.count, while: Self.isTokenCharacter)
            if range.count >= least { return index..<range.upperBound }
        }
        return nil
    }

    /// The value behind a name: what stands in quotes, or one word, or the credential behind its scheme.
    private func value(from start: Int) -> Range<Int>? {
        var start = start
        while let character = byte(start), Self.isBlank(character) { start += 1 }
        guard let first = byte(start) else { return nil }
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let quoted = run(from: start + 1) { $0 != first }
            return quoted.isEmpty ? nil : quoted
        }
        for scheme in ["bearer ", "basic ", "digest "] where matches(scheme, at: start) { start += scheme.utf8.count }
        let word = run(from: start) { !Self.isBlank($0) && !Self.endsValue.contains($0) }
        return word.isEmpty ? nil : word
    }

    private func run(from start: Int, while isPart: (UInt8) -> Bool) -> Range<Int> {
        var end = start
        while let character = byte(end), isPart(character) { end += 1 }
        return start..<max(start, end)
    }

    /// Whether a lower-case text stands here, case ignored.
    private func matches(_ text: String, at index: Int) -> Bool {
        guard index + text.utf8.count <= bytes.count else { return false }
        var position = index
        for character in text.utf8 {
            guard Self.lowercase(bytes[position]) == character else { return false }
            position += 1
        }
        return true
    }
}

extension SecretScanner {
    fileprivate static let endsValue = Set(",;&)}]<>\"'|".utf8)

    private static let secretEndings = [
        "password", "passwd", "passwort", "passphrase", "pwd", "secret", "token", "api_key", "apikey", "access_key",
        "secret_key", "private_key", "auth_key", "authkey", "authorization", "credential", "credentials", "pass",
    ]

    /// Whether a name such as `DB_PASSWORD` or `x-api-key` stands for a secret.
    fileprivate static func isSecretName(_ name: ArraySlice<UInt8>) -> Bool {
        guard (3...64).contains(name.count) else { return false }
        let text = String(
            decoding: name.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : lowercase($0) }, as: UTF8.self)
        return secretEndings.contains {
            text.hasSuffix($0) && ($0 != "pass" || text == "pass" || text.hasSuffix("_pass"))
        }
    }

    fileprivate static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

    fileprivate static func isQuoteOrBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: " ")
    }

    fileprivate static func isWord(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    fileprivate static func isTokenCharacter(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "~")
    }
}
