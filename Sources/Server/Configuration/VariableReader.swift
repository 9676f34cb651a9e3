/// Reads variables and gathers what is wrong with them, so that one start shows all problems.
struct VariableReader {
    private let environment: [String: String]
    private(set) var problems: [String] = []

    init(_ environment: [String: String]) { self.environment = environment }

    /// The value of a variable, or its default; nil when it is empty and has none.
    private func value(_ variable: Variable) -> String? {
        let given = environment[variable.name]?.trimmingBlanks ?? ""
        let value = given.isEmpty ? variable.fallback ?? "" : given
        return value.isEmpty ? nil : value
    }

    mutating func refuse(_ variable: Variable, _ value: String) {
        let shown = variable.isSecret ? "" : " is \"\(value.prefix(80))\":"
        problems.append("\(variable.name)\(shown) must be \(variable.allowed)")
    }

    /// Refuses that a variable is absent; `other` says what else is set, such as "WAZUH_HOST is".
    mutating func refuse(_ variable: Variable, because other: String) {
        problems.append("\(variable.name) is not set, but \(other): must be \(variable.allowed)")
    }

    /// Refuses that a variable is absent; `reason` says why it is needed, such as "ENVIRONMENT=production makes none".
    mutating func require(_ variable: Variable, because reason: String) {
        guard value(variable) == nil else { return }
        problems.append("\(variable.name) is not set, and \(reason): must be \(variable.allowed)")
    }

    mutating func text(_ variable: Variable) -> String? { value(variable) }

    mutating func integer(_ variable: Variable, in range: ClosedRange<Int>) -> Int {
        let text = value(variable) ?? ""
        if let number = Int(text), range.contains(number) { return number }
        refuse(variable, text)
        return range.lowerBound
    }

    mutating func flag(_ variable: Variable) -> Bool {
        let text = value(variable) ?? ""
        switch text.lowercased() {
        case "true", "yes", "1", "on": return true
        case "false", "no", "0", "off": return false
        default:
            refuse(variable, text)
            return true
        }
    }

    mutating func choice<Choice: CaseIterable & RawRepresentable>(_ variable: Variable, otherwise fallback: Choice)
        -> Choice
    where Choice.RawValue == String {
        let text = value(variable) ?? ""
        if let choice = Choice.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) {
            return choice
        }
        refuse(variable, text)
        return fallback
    }

    mutating func secret(_ variable: Variable, atLeast bytes: Int) -> Secret? {
        guard let text = value(variable) else { return nil }
        if text.utf8.count < bytes { refuse(variable, text) }
        return Secret(text)
    }

    mutating func scopes(_ variable: Variable) -> [String] {
        let text = value(variable) ?? ""
        let scopes = text.split { $0 == "," || $0 == " " }.map(String.init)
        if scopes.isEmpty || scopes.contains(where: { !["wazuh:read", "wazuh:write"].contains($0) }) {
            refuse(variable, text)
        }
        return scopes
    }

    mutating func url(_ variable: Variable) -> String? {
        guard var text = value(variable) else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        let rest = text.hasPrefix("https://") ? text.dropFirst(8) : text.hasPrefix("http://") ? text.dropFirst(7) : ""
        if rest.isEmpty || rest.contains(where: { "/?# \"<>&'".contains($0) }) { refuse(variable, text) }
        return text
    }

    mutating func storePath(_ variable: Variable) -> String? {
        guard let text = value(variable) else { return nil }
        guard text.hasPrefix("sqlite:"), text.count > 7 else {
            refuse(variable, text)
            return nil
        }
        return String(text.dropFirst(7))
    }

    mutating func publisher(_ variable: Variable) -> String? {
        guard let text = value(variable) else { return nil }
        if !text.hasPrefix("unix:"), !text.hasPrefix("http://") { refuse(variable, text) }
        return text
    }

    /// A service of Wazuh, nil when its host is not set; a certificate of our own makes user and password unnecessary.
    mutating func upstream(
        host: Variable, port: Variable, user: Variable, pass: Variable, verify: Variable,
        certificate: Variable? = nil, key: Variable? = nil
    ) -> Settings.Upstream? {
        let port = integer(port, in: 1...65_535)
        let verifiesPeer = flag(verify)
        let files = [certificate, key].compactMap(\.self)
        for missing in files where value(missing) == nil {
            for given in files where value(given) != nil { refuse(missing, because: "\(given.name) is") }
        }
        guard let name = hostName(host) else { return nil }
        let hasCertificate = files.contains { value($0) != nil }
        let isAnonymous = hasCertificate && value(user) == nil && value(pass) == nil
        for needed in [user, pass] where value(needed) == nil && !isAnonymous {
            refuse(needed, because: "\(host.name) is")
        }
        return Settings.Upstream(
            host: name, port: port, user: value(user) ?? "", password: Secret(value(pass) ?? ""),
            verifiesPeer: verifiesPeer, authorityFile: value(.wazuhAuthority),
            certificateFile: certificate.flatMap { value($0) }, keyFile: key.flatMap { value($0) })
    }

    /// A host; a scheme in front of it, which many type, is dropped.
    private mutating func hostName(_ variable: Variable) -> String? {
        guard var text = value(variable) else { return nil }
        if text.hasPrefix("https://") { text.removeFirst(8) }
        while text.hasSuffix("/") { text.removeLast() }
        let isAddress = text.hasPrefix("[") && text.hasSuffix("]")
        if isAddress { text = String(text.dropFirst().dropLast()) }
        let allowed = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: ":")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        if !allowed || text.isEmpty || colons == 1 { refuse(variable, text) }
        return text
    }

    /// The value in force as it may be shown.
    func shown(_ variable: Variable) -> String {
        guard let value = value(variable) else { return "" }
        return variable.isSecret ? "(set)" : value
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }
        return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}
