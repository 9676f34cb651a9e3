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
        let text = Self.refanged(text)
        guard let kind = Self.kind(of: text), let value = Self.normal(text, as: kind) else { return nil }
        self.kind = kind
        self.value = value
    }

    /// The kind that a text seems to be; a lone name is a file only when nothing else was meant.
    private static func kind(of text: String) -> Kind? {
        if isFileName(text) { return .fileName }
        return Kind.inOrder.first { normal(text, as: $0) != nil }
    }

    private static func isFileName(_ text: String) -> Bool {
        guard !text.contains(where: { "/\\:@".contains($0) }), let first = text.first, first != "." || text.count > 2
        else {
            return false
        }
        guard let dot = text.lastIndex(of: ".") else {
            // A row of hexadecimal digits is a hash that lost some.
            return !text.allSatisfy(\.isNumber) && !(text.utf8.count >= 20 && text.allSatisfy(\.isHexDigit))
        }
        return fileEndings.contains(text[text.index(after: dot)...].lowercased())
    }

    /// Endings of files that are no top-level domains.
    private static let fileEndings: Set<String> = [
        "exe", "dll", "sys", "scr", "msi", "lnk", "bat", "cmd", "ps1", "vbs", "js", "jse", "hta", "jar", "php", "jsp",
        "asp", "aspx", "elf", "bin", "so", "ko", "tmp", "dat", "log", "conf", "txt", "doc", "docx", "docm", "xls",
        "xlsx", "xlsm", "pdf", "rtf", "iso", "img", "gz", "tgz", "7z", "rar", "dmp",
    ]

    /// Reads an indicator of one kind; nil when it does not fit.
    package init?(_ text: String, as kind: Kind) {
        guard let value = Self.normal(Self.refanged(text), as: kind) else { return nil }
        self.kind = kind
        self.value = value
    }

    /// The text without what keeps people from following a link by mistake.
    private static func refanged(_ text: String) -> String {
        var text = text.filter { !$0.isNewline }
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        for (defanged, plain) in [
            ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[://]", "://"),
            ("[@]", "@"), ("[at]", "@"), ("(at)", "@"), ("[/]", "/"),
        ] { text = text.replacing(defanged, with: plain) }
        let lower = text.lowercased()
        for (defanged, plain) in [("hxxps://", "https://"), ("hxxp://", "http://"), ("fxp://", "ftp://")]
        where lower.hasPrefix(defanged) {
            text = plain + text.dropFirst(defanged.count)
        }
        return text
    }

    private static func normal(_ text: String, as kind: Kind) -> String? {
        guard (1...1_024).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            return nil
        }
        return switch kind {
        case .ip:
            IPAddress(text.first == "[" && text.last == "]" ? String(text.dropFirst().dropLast()) : text)?.description
        case .md5: hash(text, digits: 32)
        case .sha1: hash(text, digits: 40)
        case .sha256: hash(text, digits: 64)
        case .domain: domain(text)
        case .url: url(text)
        case .email: email(text)
        case .fileName: text.contains("/") || text.contains("\\") ? nil : text
        case .filePath: path(text)
        }
    }

    private static func hash(_ text: String, digits: Int) -> String? {
        text.utf8.count == digits && text.allSatisfy { $0.isASCII && $0.isHexDigit } ? text.lowercased() : nil
    }

    /// Labels of letters, digits, `-` and `_` with dots between, the last one not of digits alone.
    static func domain(_ text: some StringProtocol) -> String? {
        let name = text.lowercased()
        let bare = name.hasSuffix(".") ? String(name.dropLast()) : name
        let labels = bare.split(separator: ".", omittingEmptySubsequences: false)
        guard bare.utf8.count <= 253, labels.count >= 2, let last = labels.last, last.contains(where: \.isLetter),
            last.count >= 2,
            labels.allSatisfy({ label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            })
        else { return nil }
        return bare
    }

    private static func url(_ text: String) -> String? {
        guard let mark = text.firstRange(of: "://") else { return nil }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard ["http", "https", "ftp", "ws", "wss"].contains(scheme), !text.contains(" ") else { return nil }
        let rest = text[mark.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard let host = host(of: rest[..<end]) else { return nil }
        return "\(scheme)://\(host)\(rest[end...])"
    }

    /// The host and port of a URL without credentials; nil for no host.
    private static func host(of authority: Substring) -> String? {
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        let name = host.first == "[" ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
        guard IPAddress(String(name)) != nil || domain(name) != nil || name == "localhost" else { return nil }
        return host.lowercased()
    }

    private static func email(_ text: String) -> String? {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            parts[0].allSatisfy({ $0.isLetter || $0.isNumber || ".!#$%&'*+/=?^_`{|}~-".contains($0) }),
            let domain = domain(parts[1])
        else { return nil }
        return "\(parts[0].lowercased())@\(domain)"
    }

    private static func path(_ text: String) -> String? {
        let isDrive = text.dropFirst().hasPrefix(":\\") && text.first?.isLetter == true
        return (text.hasPrefix("/") && text.utf8.count > 1) || isDrive || text.hasPrefix("\\\\") ? text : nil
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

    package var isHash: Bool { self == .md5 || self == .sha1 || self == .sha256 }
}
