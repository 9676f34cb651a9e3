extension VariableReader {
    mutating func indices() -> Settings.Indices {
        Settings.Indices(
            alerts: indexPatterns(.alertsPattern), vulnerabilities: indexPatterns(.vulnerabilitiesPattern),
            clusterPrefix: clusterPrefix(.clusterPrefix))
    }

    /// The services outside that have a key.
    mutating func reputation() -> [Settings.Reputation] {
        let verifiesPeer = flag(.mispVerify)
        let misp = text(.mispAuthority)
        return [
            reputation(.abuseIPDB, url: .abuseIPDBURL, key: .abuseIPDBKey),
            reputation(.virusTotal, url: .virusTotalURL, key: .virusTotalKey),
            reputation(.misp, url: .mispURL, key: .mispKey, isURLNeeded: true, verifiesPeer, misp),
        ].compactMap(\.self)
    }

    private mutating func reputation(
        _ service: Settings.Reputation.Service, url: Variable, key: Variable, isURLNeeded: Bool = false,
        _ verifiesPeer: Bool = true, _ authorityFile: String? = nil
    ) -> Settings.Reputation? {
        let address = serviceURL(url)
        guard let secret = serviceKey(key) else {
            if address != nil { refuse(key, because: "\(url.name) is") }
            return nil
        }
        if isURLNeeded, address == nil { refuse(url, because: "\(key.name) is") }
        return Settings.Reputation(
            service: service, url: address, key: secret, verifiesPeer: verifiesPeer, authorityFile: authorityFile)
    }

    private mutating func serviceKey(_ variable: Variable) -> Secret? {
        guard let text = text(variable) else { return nil }
        // It stands in a header field.
        let isVisible = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        if text.utf8.count < 20 || !isVisible { refuse(variable, text) }
        return Secret(text)
    }

    /// A key must not cross a network in the clear.
    private mutating func serviceURL(_ variable: Variable) -> String? {
        guard let text = text(variable) else { return nil }
        let isSecure = text.hasPrefix("https://")
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let isLocal = ["127.0.0.1", "[::1]", "localhost"].contains { host in
            rest.hasPrefix(host) && (rest.count == host.count || "/:".contains(rest.dropFirst(host.count).first ?? " "))
        }
        let isAllowed =
            (isSecure || text.hasPrefix("http://") && isLocal) && rest.first.map { !"/:".contains($0) } ?? false
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && !text.contains { "?#@\"<>\\".contains($0) }
        if !isAllowed { refuse(variable, text) }
        return text
    }

    private mutating func indexPatterns(_ variable: Variable) -> String {
        let text = text(variable) ?? ""
        let patterns = text.split(separator: ",", omittingEmptySubsequences: false)
        let areAllowed = patterns.allSatisfy { pattern in
            pattern.first.map { !"-._".contains($0) } ?? false
                && pattern.utf8.allSatisfy { Self.isNameByte($0, besides: "-._*") }
        }
        if !areAllowed { refuse(variable, text) }
        return text
    }

    private mutating func clusterPrefix(_ variable: Variable) -> String? {
        guard var text = text(variable) else { return nil }
        // As it stands before an index: remote:wazuh-alerts-*.
        if text.hasSuffix(":") { text.removeLast() }
        let isAllowed =
            text.lowercased().utf8.allSatisfy { Self.isNameByte($0, besides: "-._*") }
            && text.first.map { $0 != "-" } ?? false
        if !isAllowed { refuse(variable, text) }
        return text
    }

    private static func isNameByte(_ byte: UInt8, besides others: String) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || others.utf8.contains(byte)
    }
}
