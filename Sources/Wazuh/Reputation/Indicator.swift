import Encodings

/// An indicator of compromise in its normal form.
package struct Indicator: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case ip, md5, sha1, sha256, domain, url, email
        case fileName = "file_name"
        case filePath = "file_path"
    }

    package let kind: Kind
    /// The normal form: lower case where case does not matter, canonical addresses, no defanging.
    package let value: String

    /// Reads an indicator of any kind; nil when the text is none.
    /// - Parameter text: as people write it, defanged (`hxxps://evil[.]example`) or not.
    package init?(_ text: String) {
        guard let text = Self.refanged(text), let kind = Self.kind(of: text),
            let value = Self.normal(text, as: kind)
        else { return nil }
        self.kind = kind
        self.value = value
    }

    /// The kind that a text seems to be; a lone name is a file only when nothing else was meant.
    private static func kind(of text: String) -> Kind? {
        if isFileName(text) { return .fileName }
        return Kind.inOrder.first { normal(text, as: $0) != nil }
    }

    private static func isFileName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard !bytes.contains(where: { "/\\:@".utf8.contains($0) }), let first = bytes.first,
            first != UInt8(ascii: ".") || bytes.count > 2
        else { return false }
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else {
            // A row of hexadecimal digits is a hash that lost some.
            return !bytes.allSatisfy(ASCII.isDigit) && !(bytes.count >= 20 && bytes.allSatisfy(isHexDigit))
        }
        let ending = bytes[dot...].dropFirst()
        return ending.count <= 4 && fileEndings.contains(String(Substring(ending)).lowercased())
    }

    /// Endings of files that are no top-level domains.
    private static let fileEndings: Set<String> = [
        "exe", "dll", "sys", "scr", "msi", "lnk", "bat", "cmd", "ps1", "vbs", "js", "jse", "hta", "jar", "php", "jsp",
        "asp", "aspx", "elf", "bin", "so", "ko", "tmp", "dat", "log", "conf", "txt", "doc", "docx", "docm", "xls",
        "xlsx", "xlsm", "pdf", "rtf", "iso", "img", "gz", "tgz", "7z", "rar", "dmp",
    ]

    /// Reads an indicator of one kind; nil when it does not fit.
    package init?(_ text: String, as kind: Kind) {
        guard let text = Self.refanged(text), let value = Self.normal(text, as: kind) else { return nil }
        self.kind = kind
        self.value = value
    }

    /// The text without what keeps people from following a link by mistake; nil when it is too long for an indicator.
    private static func refanged(_ text: String) -> String? {
        guard text.utf8.count <= 2 * longest else { return nil }
        var bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
        bytes = Array(bytes[bytes.span.trimmed(bytes.indices)])
        for (defanged, plain) in [
            ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[://]", "://"),
            ("[@]", "@"), ("[at]", "@"), ("(at)", "@"), ("[/]", "/"),
        ] { bytes = bytes.replacing(Array(defanged.utf8), with: plain.utf8) }
        for (defanged, plain) in [("hxxps://", "https://"), ("hxxp://", "http://"), ("fxp://", "ftp://")]
        where bytes.lazy.map(ASCII.lowercase).starts(with: defanged.utf8) {
            bytes = Array(plain.utf8) + bytes.dropFirst(defanged.utf8.count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// In bytes.
    private static let longest = 1_024

    private static func normal(_ text: String, as kind: Kind) -> String? {
        guard (1...longest).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return nil
        }
        return switch kind {
        case .ip:
            IPAddress(
                text.utf8.first == UInt8(ascii: "[") && text.utf8.last == UInt8(ascii: "]")
                    ? String(text.dropFirst().dropLast()) : text)?.description
        case .md5: hash(text, digits: 32)
        case .sha1: hash(text, digits: 40)
        case .sha256: hash(text, digits: 64)
        case .domain: domain(text)
        case .url: url(text)
        case .email: email(text)
        case .fileName: text.utf8.contains(where: { "/\\".utf8.contains($0) }) ? nil : text
        case .filePath: path(text)
        }
    }

    private static func hash(_ text: String, digits: Int) -> String? {
        text.utf8.count == digits && text.utf8.allSatisfy(isHexDigit) ? text.lowercased() : nil
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        ASCII.isDigit(byte) || ASCII.lowercase(byte) &- UInt8(ascii: "a") < 6
    }

    /// Labels of letters, digits, `-` and `_` with dots between, the last one not of digits alone.
    static func domain(_ text: some StringProtocol) -> String? {
        guard text.utf8.count <= 254 else { return nil }
        let name = text.lowercased()
        let bare = name.utf8.last == UInt8(ascii: ".") ? String(name.utf8.dropLast()) ?? name : name
        let labels = bare.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard bare.utf8.count <= 253, labels.count >= 2, let last = labels.last, last.count >= 2,
            Substring(last).unicodeScalars.contains(where: \.properties.isAlphabetic),
            labels.allSatisfy({ label in
                (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && Substring(label).unicodeScalars.allSatisfy { isPartOfWord($0) || $0 == "-" || $0 == "_" }
            })
        else { return nil }
        return bare
    }

    /// Letters with their marks, and digits, of any script.
    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return ASCII.isAlphanumeric(UInt8(scalar.value)) }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    private static func url(_ text: String) -> String? {
        let bytes = text.utf8
        guard let colon = bytes.prefix(6).firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8),
            !bytes.contains(UInt8(ascii: " "))
        else { return nil }
        let scheme = text[..<colon].lowercased()
        let rest = text[colon...].utf8.dropFirst(3)
        let end = rest.firstIndex { "/?#".utf8.contains($0) } ?? rest.endIndex
        guard ["http", "https", "ftp", "ws", "wss"].contains(scheme), let host = host(of: rest[..<end]) else {
            return nil
        }
        return "\(scheme)://\(host)\(Substring(rest[end...]))"
    }

    /// The host and port of a URL without credentials; nil for no host.
    private static func host(of authority: Substring.UTF8View) -> String? {
        let start = authority.lastIndex(of: UInt8(ascii: "@")).map { authority.index(after: $0) }
        let host = authority[(start ?? authority.startIndex)...]
        let isBracketed = host.first == UInt8(ascii: "[")
        let name = Substring(
            isBracketed ? host.prefix { $0 != UInt8(ascii: "]") }.dropFirst() : host.prefix { $0 != UInt8(ascii: ":") })
        guard IPAddress(String(name)) != nil || domain(name) != nil || name.hasSameBytes(as: "localhost") else {
            return nil
        }
        return Substring(host).lowercased()
    }

    private static func email(_ text: String) -> String? {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count) else { return nil }
        let mailbox = Substring(parts[0])
        guard mailbox.unicodeScalars.allSatisfy({ isPartOfWord($0) || signsOfMailboxes.contains($0) }),
            let domain = domain(Substring(parts[1]))
        else { return nil }
        return "\(mailbox.lowercased())@\(domain)"
    }

    private static let signsOfMailboxes = Set(".!#$%&'*+/=?^_`{|}~-".unicodeScalars)

    private static func path(_ text: String) -> String? {
        let bytes = text.utf8
        let isDrive = bytes.dropFirst().starts(with: ":\\".utf8) && ASCII.isLetter(bytes.first ?? 0)
        let isAbsolute = bytes.first == UInt8(ascii: "/") && bytes.count > 1
        return isAbsolute || isDrive || bytes.starts(with: "\\\\".utf8) ? text : nil
    }
}

extension Indicator {
    /// The keys under which a CDB list of Wazuh may hold it, the most precise first.
    ///
    /// Networks that a list writes as a beginning (`192.0.2.`) and parent domains cover it too.
    package var listKeys: [String] {
        switch kind {
        case .ip where !value.contains(":"):
            let parts = value.split(separator: ".")
            return [value] + (1...3).reversed().map { parts.prefix($0).joined(separator: ".") + "." }
        case .domain:
            let labels = value.split(separator: ".")
            return (0...(labels.count - 2)).map { labels.dropFirst($0).joined(separator: ".") }
        case .md5, .sha1, .sha256: return [value, value.uppercased()]
        default: return [value]
        }
    }
}

extension Indicator.Kind {
    /// The kinds in the order in which a text is tried.
    fileprivate static let inOrder: [Self] = [.ip, .md5, .sha1, .sha256, .url, .email, .filePath, .domain]
}
