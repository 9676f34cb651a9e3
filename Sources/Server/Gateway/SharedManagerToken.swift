import Cryptography
import FoundationEssentials
import JSON
package import Store
package import WazuhManager

/// Keeps the manager's token in the store, sealed, so that all workers use one.
package struct SharedManagerToken: UpstreamTokenStore {
    private let store: any Store
    private let key: SealingKey
    private let name: String
    private let holder = UUID().uuidString

    /// - Parameters:
    ///   - store: shared by all workers.
    ///   - secret: what the sealing key is derived from, the same for all workers.
    ///   - connection: the manager and user that the token is for; another one has another token.
    package init(store: any Store, secret: [UInt8], connection: ManagerConnection) {
        self.store = store
        key = SealingKey(derivedFrom: secret, purpose: "wazuh manager token")
        name = "manager \(connection.user)@\(connection.baseURL)"
    }

    package func token() async throws -> ManagerToken? {
        guard let sealed = try store.sealedToken(name: name),
            // Sealed with another secret, or damaged: as good as none.
            let bytes = try? key.open(sealed, context: Array(name.utf8)), let value = try? JSON(parsing: bytes),
            let text = value["text"]?.string, let received = value["received"]?.int,
            let lifetime = value["lifetime"]?.int
        else { return nil }
        return ManagerToken(text: text, received: received, lifetime: lifetime)
    }

    package func takeLease(seconds: Int) async throws -> Bool {
        try store.acquireLease(name: name, holder: holder, for: .seconds(seconds))
    }

    package func put(_ token: ManagerToken) async throws {
        let value: JSON = [
            "text": .string(token.text), "received": .integer(Int64(token.received)),
            "lifetime": .integer(Int64(token.lifetime)),
        ]
        try store.replaceSealedToken(name: name, with: try key.seal(value.jsonBytes, context: Array(name.utf8)))
        try await giveLeaseBack()
    }

    package func giveLeaseBack() async throws { try store.releaseLease(name: name, holder: holder) }
}
