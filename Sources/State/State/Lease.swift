import Cryptography
package import Encodings

/// A right that one holder at a time can have, for a while.
package struct Lease: Sendable {
    private static let namespace: Namespace = "leases"

    private let keyed: any KeyedStore
    private let key: StateKey
    private let holder: [UInt8]

    /// - Parameters:
    ///   - keyed: shared by all who want the lease.
    ///   - name: what the lease is for, of any length.
    ///   - holder: who takes it here; nobody else may have this name.
    package init(_ keyed: any KeyedStore, name: ExactText, holder: ExactText) {
        self.keyed = keyed
        key = StateKey(Self.namespace, hashOf: name)
        self.holder = SHA256.hash(holder.string)
    }

    /// Takes the lease, or prolongs it.
    /// - Parameter duration: after this it is free again, if nobody gives it back before.
    /// - Returns: whether it was free, had run out, or was this holder's.
    /// - Throws: ``StateError`` when the store cannot answer.
    package func acquire(for duration: Duration) async throws(StateError) -> Bool {
        // Looked at first: whoever comes too late writes nothing.
        let current = try await keyed.value(at: key)
        guard current == nil || current == holder else { return false }
        return try await keyed.compareAndSwap(key, from: current, to: holder, for: duration)
    }

    /// Gives the lease back; does nothing when it is another's.
    package func release() async throws(StateError) {
        _ = try await keyed.compareAndSwap(key, from: holder, to: nil, for: .zero)
    }
}
