import Cryptography
import Encodings
import FoundationEssentials
import JSON
package import State
package import WazuhManager

/// Keeps the manager's token in the shared state, sealed, so that all workers use one.
package struct SharedManagerToken: UpstreamTokenStore {
    private let values: SealedValues
    private let lease: Lease
    private let name: ExactText

    /// - Parameters:
    ///   - keyed: shared by all workers.
    ///   - secret: what the sealing key is derived from, the same for all workers.
    ///   - connection: the manager and user that the token is for; another one has another token.
    package init(_ keyed: any KeyedStore, secret: [UInt8], connection: ManagerConnection) {
        name = ExactText("manager \(connection.user)@\(connection.baseURL)")
        values = SealedValues(
            keyed, "manager tokens", key: SealingKey(derivedFrom: secret, purpose: "wazuh manager token"))
        lease = Lease(keyed, name: name, holder: ExactText(UUID().uuidString))
    }

    package func token() async throws -> ManagerToken? {
        guard let bytes = try await values.value(named: name), let value = try? JSON(parsing: bytes),
            let text = value["text"]?.string, let received = value["received"]?.int,
            let lifetime = value["lifetime"]?.int
        else { return nil }
        return ManagerToken(text: text, received: received, lifetime: lifetime)
    }

    package func takeLease(seconds: Int) async throws -> Bool { try await lease.acquire(for: .seconds(seconds)) }

    package func put(_ token: ManagerToken) async throws {
        let value: JSON = [
            "text": .string(token.text), "received": .integer(Int64(token.received)),
            "lifetime": .integer(Int64(token.lifetime)),
        ]
        try await values.put(value.jsonBytes, named: name, for: .seconds(max(1, token.lifetime)))
        try await giveLeaseBack()
    }

    package func giveLeaseBack() async throws { try await lease.release() }
}
