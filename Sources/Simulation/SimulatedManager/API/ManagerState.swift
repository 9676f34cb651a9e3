/// What one process of the API remembers between requests.
struct ManagerState: Sendable {
    /// Requests of the fixed window of a minute that is running.
    var window = (start: 0.0, requests: 0)
    /// When each user's tokens were last revoked, in whole seconds since 1970.
    var revokedAt: [String: Int] = [:]
    /// The times of failed logins by address.
    var failedLogins: [String: [Double]] = [:]
    var hasRefusedToken = false
    var servedRequests = 0
}

/// Versions such as `4.14.7` by their parts.
enum VersionOrder {
    static func isAtLeast(_ version: String, _ other: String) -> Bool {
        let parts = { (text: String) in text.split(separator: ".").compactMap { Int($0) } }
        return !parts(version).lexicographicallyPrecedes(parts(other))
    }
}
