package import JSON

/// A package that was installed at the last inventory scan of an agent (`GET /syscollector/{id}/packages`).
package struct AgentPackage: Sendable, Hashable {
    package let name: String
    package let version: String?
    package let architecture: String?
    /// For example `deb`, `rpm` or `win`.
    package let format: String?
    package let vendor: String?
    /// In kilobytes.
    package let size: Int?
    package let installed: String?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        name = try view.text("name")
        version = view.known("version")
        architecture = view.known("architecture")
        format = view.known("format")
        vendor = view.known("vendor")
        size = view["size"]?.int
        installed = view.known("install_time")
        scanned = view["scan"]?.known("time")
    }
}
