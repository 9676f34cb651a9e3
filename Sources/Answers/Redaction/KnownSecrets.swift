internal import Encodings
import FoundationEssentials

extension SecretScanner {
    /// A token that shows by its beginning what it is.
    struct KnownToken: Sendable {
        let prefix: String
        /// The fewest characters behind the prefix.
        let least: Int
        var isPart: @Sendable (UInt8) -> Bool = { ASCII.isWord($0) || $0 == UInt8(ascii: ".") }
    }

    static let knownTokens =
        ["AKIA", "ASIA"].map { KnownToken(prefix: $0, least: 16, isPart: ASCII.isAlphanumeric) }
        + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "npm_", "hf_"].map {
            KnownToken(prefix: $0, least: 30, isPart: ASCII.isAlphanumeric)
        }
        + ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xapp-", "glpat-", "sk-ant-", "sk-proj-", "sk_live_", "hvs."]
        .map { KnownToken(prefix: $0, least: 20) }
        + [
            KnownToken(prefix: "eyJ", least: 30), KnownToken(prefix: "github_pat_", least: 30),
            KnownToken(prefix: "AIza", least: 35), KnownToken(prefix: "wazuh_", least: 43, isPart: ASCII.isWord),
        ]

    static let webhooks = ["hooks.slack.com/services/", "discord.com/api/webhooks/", "webhook.office.com/webhookb2/"]

    /// The secret of a token, webhook, command, phrase or credential that begins here.
    func knownText(at index: Int) -> Range<Int>? {
        guard index + 2 < bytes.count else { return nil }
        let group = Int(Self.groups[Self.beginning(bytes[index], bytes[index + 1], bytes[index + 2])])
        if let before = byte(index - 1), ASCII.isAlphanumeric(before) { return nil }
        for text in Self.knownTexts[group] where matches(text.beginning, at: index) {
            if let secret = secret(of: text, at: index) { return secret }
        }
        return nil
    }

    private func secret(of text: KnownText, at index: Int) -> Range<Int>? {
        let end = index + text.beginning.utf8.count
        switch text.kind {
        case .token(let token):
            guard bytes[index..<end].elementsEqual(token.prefix.utf8) else { return nil }
            let rest = run(from: end, while: token.isPart)
            return rest.count >= token.least ? index..<rest.upperBound : nil
        case .webhook:
            let path = run(from: end, while: ASCII.isTokenCharacter)
            return path.isEmpty ? nil : path
        case .command(let command): return secret(of: command, from: end)
        case .phrase: return secret(behind: text.beginning, from: end)
        case .scheme: return credentials(of: text.beginning, from: end)
        }
    }

    private struct KnownText: Sendable {
        /// In lower case, three bytes at least.
        let beginning: String
        let kind: Kind

        enum Kind: Sendable { case token(KnownToken), webhook, command(Command), phrase, scheme }
    }

    private static let allKnownTexts =
        knownTokens.map { KnownText(beginning: $0.prefix.lowercased(), kind: .token($0)) }
        + webhooks.map { KnownText(beginning: $0, kind: .webhook) }
        + commands.map { KnownText(beginning: $0.program, kind: .command($0)) }
        + phrases.map { KnownText(beginning: $0, kind: .phrase) }
        + ["bearer ", "basic "].map { KnownText(beginning: $0, kind: .scheme) }

    private static let byBeginning = Dictionary(grouping: allKnownTexts) { text in
        let bytes = Array(text.beginning.utf8)
        return beginning(bytes[0], bytes[1], bytes[2])
    }.sorted { $0.key < $1.key }

    /// What is known, grouped by its beginning; the first group is empty.
    private static let knownTexts = [[]] + byBeginning.map(\.value)
    private static let knownBeginningsOfGroup = knownTexts.map { texts in texts.map { Array($0.beginning.utf8) } }

    /// Beginnings of what is known, in the form of ``beginning(_:_:_:)``.
    static var knownBeginnings: [Int] { byBeginning.map(\.key) }

    /// The group of each beginning, the first where nothing begins so.
    private static let groups: [UInt8] = {
        var groups = [UInt8](repeating: 0, count: 1 << 15)
        for (number, (beginning, _)) in byBeginning.enumerated() { groups[beginning] = UInt8(number + 1) }
        return groups
    }()

    /// Whether something known stands here, case ignored.
    static func isKnown(at index: Int, in bytes: Span<UInt8>) -> Bool {
        guard index + 2 < bytes.count else { return false }
        let group = Int(groups[beginning(bytes[index], bytes[index + 1], bytes[index + 2])])
        let texts = knownBeginningsOfGroup[group]
        for number in texts.indices where begins(texts[number], at: index, in: bytes) { return true }
        return false
    }

    private static func begins(_ beginning: [UInt8], at index: Int, in bytes: Span<UInt8>) -> Bool {
        guard index + beginning.count <= bytes.count else { return false }
        for place in beginning.indices where ASCII.lowercase(bytes[index + place]) != beginning[place] { return false }
        return true
    }

    /// Five bits of each byte, which tell letters apart and take either case.
    static func beginning(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        Int(first & 31) << 10 | Int(second & 31) << 5 | Int(third & 31)
    }

    /// The credential behind `Bearer` or `Basic`.
    private func credentials(of scheme: String, from start: Int) -> Range<Int>? {
        let range = run(from: start, while: ASCII.isTokenCharacter)
        let isCredential =
            scheme == "basic "
            ? range.count >= 4 && isUserAndPassword(range) : range.count >= 12 && looksRandom(range)
        return isCredential ? range : nil
    }

    /// Not so in "Basic authentication failed".
    private func isUserAndPassword(_ range: Range<Int>) -> Bool {
        guard range.count <= 1_024, range.count % 4 == 0, let text = Data(base64Encoded: Data(bytes[range])) else {
            return false
        }
        return text.contains(UInt8(ascii: ":"))
    }

    /// Words of a sentence have neither digits nor capitals inside.
    private func looksRandom(_ range: Range<Int>) -> Bool {
        bytes[range].dropFirst().contains { ASCII.isDigit($0) || (ASCII.isLetter($0) && $0 & 0x20 == 0) }
    }

    /// The content of a private key in PEM; up to the end of the text when that was cut.
    func privateKey(at index: Int) -> Range<Int>? {
        guard matches("-----begin ", at: index) else { return nil }
        let heading = run(from: index + 11) { $0 != UInt8(ascii: "-") && !ASCII.isLineEnd($0) }
        guard heading.count < 64, String(decoding: bytes[heading], as: UTF8.self).contains("PRIVATE KEY") else {
            return nil
        }
        let start = run(from: heading.upperBound) { $0 == UInt8(ascii: "-") }.upperBound
        var end = start
        while end < bytes.count, !matches("-----end ", at: end) { end += 1 }
        return start < end ? start..<end : nil
    }
}

extension SecretScanner {
    /// A program that takes a secret on its command line.
    struct Command: Sendable {
        let program: String
        let options: [String]
        /// How the secret stands behind the option.
        let form: Form

        enum Form: Sendable {
            /// `-p secret` or `-psecret`.
            case word
            /// `-psecret` only.
            case attached
            /// `-u user:secret`, or with another separator.
            case pair(UInt8)
        }
    }

    static let commands =
        [
            Command(program: "sshpass ", options: ["-p"], form: .word),
            Command(program: "redis-cli ", options: ["-a"], form: .word),
            Command(program: "smbclient ", options: ["-U", "--user"], form: .pair(UInt8(ascii: "%"))),
        ]
        + ["mysql ", "mysqldump ", "mysqladmin ", "mariadb "].map {
            Command(program: $0, options: ["-p"], form: .attached)
        }
        + ["curl ", "curl.exe ", "wget "].map {
            Command(program: $0, options: ["-u", "-U", "--user", "--proxy-user"], form: .pair(UInt8(ascii: ":")))
        }

    /// Words before a secret that no option introduces.
    static let phrases = ["identified by ", "convertto-securestring ", "net user ", "net1 user ", "net.exe user "]

    /// How far behind the program its options are looked for, in bytes.
    private static let reach = 256

    func secret(of command: Command, from start: Int) -> Range<Int>? {
        // The blank behind the program is the one before its first option.
        var position = start - 1
        let end = min(position + Self.reach, bytes.count)
        while position < end, !Self.endsCommand.contains(bytes[position]) {
            defer { position += 1 }
            guard ASCII.isBlank(bytes[position]), byte(position + 1) == UInt8(ascii: "-"),
                let option = command.options.first(where: { bytes[(position + 1)...].starts(with: $0.utf8) })
            else { continue }
            if let secret = secret(of: command.form, behind: position + 1 + option.utf8.count) { return secret }
        }
        return nil
    }

    private func secret(of form: Command.Form, behind option: Int) -> Range<Int>? {
        guard let next = byte(option) else { return nil }
        let isAttached = !ASCII.isBlank(next) && next != UInt8(ascii: "=")
        switch form {
        case .word:
            return value(from: next == UInt8(ascii: "=") ? option + 1 : option, .secret, isOption: true)
        case .attached:
            return isAttached ? value(from: option, .secret, isOption: true) : nil
        case .pair(let separator):
            guard let pair = value(from: isAttached ? option : option + 1, .secret, isOption: true),
                let place = bytes[pair].firstIndex(of: separator), place + 1 < pair.upperBound
            else { return nil }
            return (place + 1)..<pair.upperBound
        }
    }

    /// The secret behind a phrase that ends at `start`.
    func secret(behind phrase: String, from start: Int) -> Range<Int>? {
        switch phrase.utf8.first {
        case UInt8(ascii: "i"):
            return value(from: matches("password ", at: start) ? start + 9 : start, .secret)
        case UInt8(ascii: "c"):
            let text = matches("-string ", at: start) ? start + 8 : start
            return value(from: text, .secret, isOption: true)
        default:
            // `net user name secret /add`
            let name = run(from: start) { $0 > 0x20 }
            guard let next = byte(name.upperBound), ASCII.isBlank(next), byte(name.upperBound + 1) != UInt8(ascii: "/")
            else { return nil }
            return value(from: name.upperBound, .secret)
        }
    }

    private static let endsCommand = Set("|;&\n\r".utf8)
}
