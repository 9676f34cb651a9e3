import Encodings
import JSON

/// A token of the manager's API (a JWT, ES512); it does not show itself.
package struct ManagerToken: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The token itself: for the store, sealed, and for the authorization field.
    package let text: String
    /// When it came, in seconds since 1970 by our clock.
    package let received: Int
    /// How long it is valid, in seconds.
    package let lifetime: Int

    package init(text: String, received: Int, lifetime: Int) {
        self.text = text
        self.received = received
        self.lifetime = lifetime
    }

    /// Reads the answer of a login; nil when it is no JWT.
    ///
    /// The lifetime is what the token says between `nbf` or `iat` and `exp`, so the manager's clock may differ from ours.
    package init?(jwt: String, received: Int) {
        guard jwt.utf8.count <= Self.longest else { return nil }
        let parts = jwt.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts.contains(where: \.isEmpty),
            let payload = Base64URL.decode(String(parts[1])), let root = try? JSONDocument(parsing: payload).root
        else { return nil }
        let start = root["nbf"]?.int ?? root["iat"]?.int
        let lifetime = root["exp"]?.int.flatMap { end in start.map { end - $0 } } ?? Self.assumedLifetime
        self.init(text: jwt, received: received, lifetime: min(max(lifetime, 1), 31_536_000))
    }

    /// In bytes.
    static let longest = 16_384

    /// For a token that does not tell, in seconds; the manager's default is 900.
    private static let assumedLifetime = 300

    /// From when on it is to be replaced, in seconds since 1970: a minute, or a fifth of its life, before its end.
    package var refreshTime: Int { received + lifetime - min(60, max(lifetime / 5, 1)) }

    func isSame(as other: ManagerToken?) -> Bool { other.map { text.hasSameBytes(as: $0.text) } ?? false }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
