/// What a variable holds: what is allowed, how its text becomes a value, and how a default becomes text.
struct VariableType<Value: Sendable>: Sendable {
    let allowed: String
    let form: Variable.Form
    let isSecret: Bool
    let text: @Sendable (Value) -> String
    private let value: @Sendable (String) -> Value?

    struct Refusal: Error {
        /// What of the text is not as it must be.
        let part: String
    }

    /// - Parameters:
    ///   - allowed: what is allowed, as it is said to people.
    ///   - form: what the text must be like.
    ///   - isSecret: whether the value must never be shown.
    ///   - text: a default as text.
    ///   - value: reads a text that is of the form; nil where more is asked for than that.
    init(
        _ allowed: String, _ form: Variable.Form, isSecret: Bool = false, text: @escaping @Sendable (Value) -> String,
        value: @escaping @Sendable (String) -> Value?
    ) {
        self.allowed = allowed
        self.form = form
        self.isSecret = isSecret
        self.text = text
        self.value = value
    }

    func read(_ text: String) throws(Refusal) -> Value {
        if let part = form.refused(in: text) { throw Refusal(part: part) }
        guard let value = value(text) else { throw Refusal(part: text) }
        return value
    }
}

/// Patterns of which others are made.
private enum Pattern {
    static let port = "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"
    static let name = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?"
    static let ipv6 = "[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"
    static let host = #"\#(name)|\[\#(ipv6)\]"#
    static let index = "[a-z0-9*][a-z0-9._*-]*"
}

extension VariableType where Value == String {
    static func text(
        _ allowed: String, matching pattern: String? = nil, value: @escaping @Sendable (String) -> String? = { $0 }
    ) -> Self {
        VariableType(allowed, .text(matching: pattern), text: \.self, value: value)
    }

    static var user: Self { text("a user name") }
    static var file: Self { VariableType("the path of a PEM file", .file, text: \.self, value: \.self) }
    static var folder: Self { text("the path of a folder") }

    /// Without brackets; a scheme in front of it, which many type, is dropped.
    static var host: Self {
        text(
            "a host name or an address", matching: #"(https://)?([A-Za-z0-9._-]+|\[?\#(Pattern.ipv6)\]?)/*"#
        ) { text in
            let isURL = text.hasPrefix("https://")
            return String(text.dropFirst(isURL ? 8 : 0)).withoutSlashes.withoutBrackets
        }
    }

    static var ownAddress: Self {
        text(
            "an address of this machine", matching: #"\#(Pattern.name)|\[?\#(Pattern.ipv6)\]?"#,
            value: \.withoutBrackets)
    }

    static var endpoint: Self {
        text("unix:PATH or HOST:PORT", matching: "unix:/.+|(\(Pattern.host)):(\(Pattern.port))")
    }

    static var publicURL: Self {
        text(
            "https://HOST[:PORT]", matching: "https?://(\(Pattern.host))(:(\(Pattern.port)))?/*",
            value: \.withoutSlashes)
    }

    /// Where a key goes: it must not cross a network in the clear.
    static var serviceURL: Self {
        let rest = #"[^?#@"<>\\]*"#
        return text(
            "https://HOST[:PORT][/PATH], or http:// on 127.0.0.1, ::1 or localhost",
            matching: #"https://[^/:?#@"<>\\]\#(rest)|http://(127\.0\.0\.1|\[::1\]|localhost)([/:]\#(rest))?"#
        ) { $0.isVisibleASCII ? $0 : nil }
    }

    static var indices: Self {
        text(
            "index names of a-z 0-9 . - _ separated by commas, * for any characters, without a leading - . _",
            matching: "\(Pattern.index)(,\(Pattern.index))*")
    }

    /// Without its colon, with which it stands before an index: `remote:wazuh-alerts-*`.
    static var cluster: Self {
        text("the name of a remote cluster, * for any characters of it", matching: "[A-Za-z0-9._*][A-Za-z0-9._*-]*:?") {
            $0.hasSuffix(":") ? String($0.dropLast()) : $0
        }
    }

    /// The file of the store.
    static var store: Self { text("sqlite:PATH", matching: "sqlite:.+") { String($0.dropFirst(7)) } }

    static var publisher: Self { text("unix:PATH or http://HOST:PORT", matching: "(unix:|http://).+") }
    static var absolutePath: Self { text("an absolute path", matching: "/.+") }
    static var unixUser: Self { text("a user name", matching: "[a-z_][a-z0-9_-]*") }
    static var countOrAuto: Self { text("auto or a number", matching: "auto|[1-9][0-9]{0,6}") }
    static var size: Self { text("a size such as 256M", matching: "[1-9][0-9]{0,5}[MG]") }
}

extension VariableType where Value == Int {
    static func integer(in range: ClosedRange<Int>) -> Self {
        VariableType("\(range.lowerBound) to \(range.upperBound)", .integer(range), text: \.description) { Int($0) }
    }

    static var port: Self { integer(in: 1...65_535) }
}

extension VariableType where Value == Bool {
    static var flag: Self {
        VariableType("true or false", .text(matching: nil), text: \.description) { text in
            switch text.lowercased() {
            case "true", "yes", "1", "on": true
            case "false", "no", "0", "off": false
            default: nil
            }
        }
    }
}

extension VariableType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the cases, in whatever letters.
    static var choice: Self {
        let names = Value.allCases.map(\.rawValue)
        let allowed = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        return VariableType(allowed, .text(matching: nil), text: \.rawValue) { text in
            Value.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        }
    }
}

extension VariableType where Value == [String] {
    private static func list(_ allowed: String, of pattern: String) -> Self {
        VariableType("\(allowed), separated by commas", .list(matching: pattern), text: { $0.joined(separator: ",") }) {
            $0.entries
        }
    }

    static var scopes: Self { list("wazuh:read, wazuh:write", of: "wazuh:read|wazuh:write") }

    static var origins: Self {
        list(
            "origins such as https://claude.ai, https://*.example.com or http://localhost:*",
            of: #"[a-z][a-z0-9+.-]*://([A-Za-z0-9_.*-]+|\[[0-9A-Fa-f:.]+\])(:(\*|\#(Pattern.port)))?"#)
    }

    static var hosts: Self {
        list(
            "host names without a port, *.example.com for all below it",
            of: #"(\*\.)?(\#(Pattern.name))|\[?\#(Pattern.ipv6)\]?"#)
    }
}

extension VariableType where Value == Secret {
    private static func secret(
        _ allowed: String, matching pattern: String? = nil,
        if isAllowed: @escaping @Sendable (String) -> Bool = { _ in true }
    ) -> Self {
        VariableType(allowed, .text(matching: pattern), isSecret: true, text: { _ in "" }) {
            isAllowed($0) ? Secret($0) : nil
        }
    }

    static var password: Self { secret("a password") }

    static func key(bytes: Int) -> Self { secret("\(bytes) bytes or more") { $0.utf8.count >= bytes } }

    static var apiKey: Self {
        // The last one carries four bits.
        secret(
            "wazuh_ and 43 characters of A-Z a-z 0-9 - _, as wazuh-mcp keys create makes it",
            matching: "wazuh_[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
    }

    /// It stands in a header field.
    static var serviceKey: Self {
        secret("the service's API key, 20 or more visible ASCII characters") {
            $0.utf8.count >= 20 && $0.isVisibleASCII
        }
    }
}

extension String {
    /// The entries of a list.
    var entries: [String] { split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init) }

    fileprivate var isVisibleASCII: Bool { utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    fileprivate var withoutBrackets: String { hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self }

    fileprivate var withoutSlashes: String {
        var text = self[...]
        while text.hasSuffix("/") { text.removeLast() }
        return String(text)
    }
}
