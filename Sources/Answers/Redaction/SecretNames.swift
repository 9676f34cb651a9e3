internal import Encodings

/// The names of members and settings whose values are secrets.
enum SecretNames {
    /// What a name says of its value.
    enum Meaning: Sendable {
        case secret
        /// `PWD` is a password as often as a working directory.
        case secretOrFolder
        /// A field of HTTP whose value is a whole line.
        case secretLine
    }

    /// What a name such as `DB_PASSWORD`, `x-api-key` or `clientSecret` says of its value; nil when it is no secret.
    static func meaning(of name: Span<UInt8>) -> Meaning? {
        // Most names end here: they are looked at for every colon and every equals sign.
        guard (3...64).contains(name.count), canEnd(in: name[name.count - 1], behind: name[name.count - 2]),
            let length = lengthOfEnding(of: name)
        else { return nil }
        var letters: [UInt8] = []
        for index in name.indices where !isSeparator(name[index]) { letters.append(ASCII.lowercase(name[index])) }
        let text = String(decoding: letters, as: UTF8.self)
        guard !harmless.contains(where: text.hasSuffix) else { return nil }
        if length == 4, text != "pass", text != "sshpass", !endsInWordOfItsOwn(name) { return nil }
        switch text {
        case "pwd", "oldpwd": return .secretOrFolder
        case "authorization", "proxyauthorization", "cookie", "setcookie": return .secretLine
        default: return .secret
        }
    }

    /// Whether the name of a secret can end in these two bytes.
    static func canEnd(in last: UInt8, behind previous: UInt8) -> Bool {
        isSeparator(previous) || isEndOfEnding[pair(previous, last)]
    }

    /// Five bits of each byte, which tell letters apart and take either case.
    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) << 5 | Int(second & 31) }

    private static let isEndOfEnding: [Bool] = {
        var table = [Bool](repeating: false, count: 1 << 10)
        for pair in lastPairs { table[pair] = true }
        return table
    }()

    /// The last two letters of the names of secrets, in the form of ``pair(_:_:)``.
    static var lastPairs: [Int] { endings.joined().map { pair($0[1], $0[0]) } }

    /// How long the ending is by which a name is a secret's; nil when it has none.
    private static func lengthOfEnding(of name: Span<UInt8>) -> Int? {
        let endings = endings[Int(name[name.count - 1] & 31)]
        for index in endings.indices where isEnding(endings[index], of: name) { return endings[index].count }
        return nil
    }

    /// Compares from the end, separators left out.
    private static func isEnding(_ ending: [UInt8], of name: Span<UInt8>) -> Bool {
        var index = name.count
        for place in ending.indices {
            repeat {
                guard index > 0 else { return false }
                index -= 1
            } while isSeparator(name[index])
            guard ASCII.lowercase(name[index]) == ending[place] else { return false }
        }
        return true
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// True for `db_pass` and `dbPass`, false for `bypass`.
    private static func endsInWordOfItsOwn(_ name: Span<UInt8>) -> Bool {
        let before = max(name.count - 5, 0)
        return !ASCII.isAlphanumeric(name[before]) || name[before + 1] == UInt8(ascii: "P")
    }

    /// How secret names end, backwards and separators left out, by five bits of their last letter.
    private static let endings: [[[UInt8]]] = (0..<32).map { letter in
        all.map { Array($0.utf8.reversed()) }.filter { $0[0] & 31 == letter }
    }

    private static let all = [
        "password", "passwd", "pwd", "passwort", "kennwort", "passphrase", "passcode", "pass", "secret", "token",
        "apikey", "accesskey", "secretkey", "privatekey", "authkey", "accountkey", "clusterkey", "enrollmentkey",
        "sharedkey", "encryptionkey", "signingkey", "masterkey", "authorization", "cookie", "credential",
        "credentials", "hookurl", "xamzsignature",
    ]

    /// Endings that are no secrets although they look like some.
    private static let harmless = [
        "publickeytoken", "pagetoken", "nexttoken", "continuationtoken", "cancellationtoken",
    ]
}

extension SecretNames.Meaning {
    /// Whether a value is none although its name is a secret's: a switch, a state, a word of a sentence, a folder.
    func isHarmless(_ value: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = value.first else { return true }
        if self == .secretOrFolder, Self.beginsFolder(first, value.dropFirst().first) { return true }
        // A message number of Windows, such as %%1843, or asterisks.
        if first == UInt8(ascii: "%"), value.dropFirst().first == first { return true }
        if value.allSatisfy({ $0 == UInt8(ascii: "*") }) { return true }
        guard value.count <= 16 else { return false }
        return Self.words.contains(String(decoding: value.lazy.map(ASCII.lowercase), as: UTF8.self))
    }

    private static func beginsFolder(_ first: UInt8, _ second: UInt8?) -> Bool {
        switch first {
        case UInt8(ascii: "/"), UInt8(ascii: "~"), UInt8(ascii: "\\"), UInt8(ascii: "."): true
        default: ASCII.isLetter(first) && second == UInt8(ascii: ":")
        }
    }

    private static let words: Set<String> = [
        "yes", "no", "true", "false", "null", "nil", "none", "n/a", "on", "off", "enabled", "disabled", "required",
        "optional", "expired", "invalid", "missing", "denied", "failed", "failure", "incorrect", "wrong", "rejected",
        "accepted", "changed", "updated", "created", "deleted", "revoked", "empty", "(empty)", "unknown", "not", "set",
        "unset", "for", "of", "in", "is", "was", "has", "the", "and", "from", "by", "to", "must", "chauthtok",
        "[redacted]",
    ]
}
