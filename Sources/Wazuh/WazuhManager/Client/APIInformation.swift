package import JSON
import Upstream

/// What the API says of itself (`GET /`).
package struct APIInformation: Sendable, Hashable {
    /// For example `4.14.1`.
    package let version: String
    /// A number in 4.8.0, a text later.
    package let revision: String?
    package let hostname: String?
    package let timestamp: String?

    package init(_ view: JSONView) throws(JSONError) {
        version = try view.text("api_version")
        revision = view["revision"].flatMap { $0.string ?? $0.int.map { String($0) } }
        hostname = view.known("hostname")
        timestamp = view.known("timestamp")
    }
}
