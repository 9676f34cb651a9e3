package import JSON
import Upstream

/// What the API says of itself (`GET /`).
package struct APIInformation: Sendable, Hashable {
    /// For example `4.14.1`.
    package let version: String
    package let hostname: String?
    package let timestamp: String?

    package init(_ view: JSONView) throws(JSONError) {
        version = try view.text("api_version")
        hostname = view.known("hostname")
        timestamp = view.known("timestamp")
    }

    /// Asks for it; needs no permission.
    static let request = ManagerRequest("/", permission: nil)
}
