import JSON
package import Upstream

/// A list of indicators that Wazuh ships since 4.13 (CDB lists below `etc/lists/malicious-ioc`).
package enum IndicatorList: String, Sendable, Hashable, CaseIterable {
    case addresses = "malicious-ip"
    case domains = "malicious-domains"
    case hashes = "malware-hashes"
}

/// An entry of a list.
package struct ListEntry: Sendable, Hashable {
    package let key: String
    /// What the list says of it, often a family; empty when nothing.
    package let value: String
}

extension WazuhManager {
    /// Looks something up in a CDB list (`GET /lists/files/{filename}`).
    /// - Parameters:
    ///   - keys: what it may stand under, the most precise first.
    ///   - list: where.
    /// - Returns: the entry of the first key that the list has; nil when it has none.
    /// - Throws: ``WazuhError``, also when the manager has no such list.
    package func entry(
        underFirstOf keys: [String], in list: IndicatorList
    ) async throws(WazuhError) -> ListEntry? {
        let request = ManagerRequest("/lists/files/\(list.rawValue)", permission: "lists:read")
        return try await client.item(request) { (view) throws(JSONError) in
            keys.lazy.compactMap { key in
                view[named: key].map { ListEntry(key: key, value: $0.string ?? "") }
            }.first
        }
    }
}
