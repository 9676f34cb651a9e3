package import JSON

/// A file or registry entry whose integrity an agent monitors (`GET /syscheck/{id}`).
package struct MonitoredEntry: Sendable, Hashable {
    /// What is monitored.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case file
        case registryKey = "registry_key"
        case registryValue = "registry_value"
    }

    /// The path of a file or registry key.
    package let path: String
    package let kind: Kind?
    /// The name of a registry value.
    package let valueName: String?
    /// In bytes.
    package let size: Int?
    package let owner: String?
    package let group: String?
    package let permissions: String?
    package let md5: String?
    package let sha1: String?
    package let sha256: String?
    /// When its content changed.
    package let modified: String?
    /// When the agent saw the latest change.
    package let seen: String?
    package let changes: Int?

    package init(_ view: JSONView) throws(JSONError) {
        path = try view.text("file")
        kind = view["type"]?.string.flatMap { Kind(rawValue: $0) }
        valueName = view["value"]?.known("name")
        size = view["size"]?.int
        owner = view.known("uname")
        group = view.known("gname")
        permissions = view.known("perm")
        md5 = view.known("md5")
        sha1 = view.known("sha1")
        sha256 = view.known("sha256")
        modified = view.known("mtime")
        seen = view.known("date")
        changes = view["changes"]?.int
    }
}
