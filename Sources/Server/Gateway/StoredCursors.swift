import Cryptography
package import Store
import WazuhTools

/// Keeps positions of walks in the store, sealed, so that any worker can go on.
package struct StoredCursors: CursorShelf {
    private let store: any Store
    private let key: SealingKey

    /// - Parameters:
    ///   - store: shared by all workers.
    ///   - secret: what the sealing key is derived from, the same for all workers.
    package init(store: any Store, secret: [UInt8]) {
        self.store = store
        key = SealingKey(derivedFrom: secret, purpose: "cursor")
    }

    package func put(_ position: [UInt8]) throws -> String {
        let name = Base64URL.encode(try Random.bytes(12))
        try store.putCursor(try key.seal(position, context: Array(name.utf8)), name: name)
        return name
    }

    package func position(named name: String) throws -> [UInt8]? {
        guard name.utf8.count <= 32, let sealed = try store.cursor(name: name) else { return nil }
        return try? key.open(sealed, context: Array(name.utf8))
    }
}
