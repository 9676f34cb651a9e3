import Cryptography
import Encodings
import MCP
package import State

/// Keeps positions of walks in the shared state, sealed, so that any worker can go on.
package struct StoredCursors: CursorShelf {
    private let values: SealedValues
    private let lifetime: Duration

    /// - Parameters:
    ///   - keyed: shared by all workers.
    ///   - secret: what the sealing key is derived from, the same for all workers.
    ///   - lifetime: how long a position is kept.
    package init(_ keyed: any KeyedStore, secret: [UInt8], lifetime: Duration = .seconds(600)) {
        values = SealedValues(keyed, "cursors", key: SealingKey(derivedFrom: secret, purpose: "cursor"))
        self.lifetime = lifetime
    }

    /// Keeps a position.
    /// - Returns: 16 base64url characters, short enough for a model to repeat.
    package func keep(_ position: [UInt8]) async throws -> String {
        try await values.put(position, for: lifetime).string
    }

    package func position(named name: String) async throws -> [UInt8]? {
        guard name.utf8.count <= 64 else { return nil }
        return try await values.value(named: ExactText(name))
    }
}
