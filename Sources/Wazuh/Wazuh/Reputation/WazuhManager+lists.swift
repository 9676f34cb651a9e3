import JSON

/// A list of indicators that Wazuh ships since 4.13 (CDB lists below `etc/lists/malicious-ioc`).
package enum IndicatorList: String, Sendable, Hashable, CaseIterable {
    case addresses = "malicious-ip"
    case domains = "malicious-domains"
    case hashes = "malware-hashes"

    /// The list that holds indicators of a kind; nil where Wazuh ships none.
    package init?(for kind: Indicator.Kind) {
        switch kind {
        case .ip: self = .addresses
        case .domain: self = .domains
        case .md5, .sha1, .sha256: self = .hashes
        case .url, .email, .fileName, .filePath: return nil
        }
    }
}

/// The entry of a list that covers an indicator.
package struct ListEntry: Sendable, Hashable {
    package let key: String
    /// What the list says of it, often a family; empty when nothing.
    package let value: String
}

extension WazuhManager {
    /// Looks an indicator up in a CDB list (`GET /lists/files/{filename}`).
    ///
    /// Networks that a list writes as a beginning (`192.0.2.`) and parent domains count too.
    /// - Parameters:
    ///   - indicator: what is looked up.
    ///   - list: where.
    /// - Returns: the entry that covers it, nil when none does.
    /// - Throws: ``WazuhError``, also when the manager has no such list.
    package func entry(for indicator: Indicator, in list: IndicatorList) async throws(WazuhError) -> ListEntry? {
        let request = ManagerRequest("/lists/files/\(list.rawValue)", permission: "lists:read")
        let keys = indicator.listKeys
        return try await client.item(request) { (view) throws(JSONError) in
            keys.lazy.compactMap { key in
                view[named: key].map { ListEntry(key: key, value: $0.string ?? "") }
            }.first
        }
    }
}

extension Indicator {
    /// The keys under which a CDB list may hold it, the most precise first.
    fileprivate var listKeys: [String] {
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
