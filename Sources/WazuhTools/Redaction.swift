/// Masks secrets in texts that leave the server.
///
/// It runs on every string of every result: a scan for a few letters decides for most that there is nothing to do.
package enum Redaction {
    package static let mask = "[redacted]"

    /// The text with secrets masked.
    /// - Parameters:
    ///   - name: the member that the text belongs to; empty for running text.
    ///   - text: the text as it is.
    /// - Returns: the text with each secret replaced by the mask.
    package static func redact(_ name: String, _ text: String) -> String {
        if SecretNames.areSecret(name) { return text.isEmpty ? text : mask }
        guard mayHoldSecret(text) else { return text }
        let bytes = Array(text.utf8)
        let ranges = SecretScanner(bytes).ranges()
        return ranges.isEmpty ? text : masked(bytes, ranges)
    }

    /// A short text without a separator is neither an assignment nor a token.
    private static func mayHoldSecret(_ text: String) -> Bool {
        text.utf8.count >= 20 || text.utf8.contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    }

    private static func masked(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> String {
        var output: [UInt8] = []
        var end = 0
        for range in ranges where range.lowerBound >= end {
            output += bytes[end..<range.lowerBound]
            output += mask.utf8
            end = range.upperBound
        }
        return String(decoding: output + bytes[end...], as: UTF8.self)
    }
}

/// The names of members and settings whose values are secrets.
enum SecretNames {
    private static let whole: Set<String> = [
        "password", "passwd", "passwort", "pass", "pwd", "passphrase", "secret", "token", "api_key", "apikey",
        "auth_key",
        "authkey", "private_key", "access_key", "secret_key", "client_secret", "access_token", "refresh_token",
        "auth_token",
        "authorization", "credentials", "hook_url", "authd_pass", "cluster_key", "enrollment_key",
    ]

    /// Whether the value of a member of this name is a secret as a whole.
    static func areSecret(_ name: String) -> Bool {
        guard (4...32).contains(name.utf8.count) || name == "pwd" else { return false }
        return whole.contains(name.lowercased().replacing("-", with: "_").replacing(".", with: "_"))
    }
}
