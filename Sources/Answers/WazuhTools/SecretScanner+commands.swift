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
