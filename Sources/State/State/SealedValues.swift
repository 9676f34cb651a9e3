package import Cryptography
package import Encodings

/// Values that the store keeps but cannot read or forge: encrypted and bound to their names.
package struct SealedValues: Sendable {
    private let keyed: any KeyedStore
    private let namespace: Namespace
    private let key: SealingKey

    /// - Parameters:
    ///   - keyed: shared by all workers.
    ///   - namespace: what the values are.
    ///   - key: the same for all workers.
    package init(_ keyed: any KeyedStore, _ namespace: Namespace, key: SealingKey) {
        self.keyed = keyed
        self.namespace = namespace
        self.key = key
    }

    /// The value of this name, which may be of any length; nil also for one that was sealed with another key or changed.
    package func value(named name: ExactText) async throws(StateError) -> [UInt8]? {
        guard let sealed = try await keyed.value(at: StateKey(namespace, hashOf: name)) else { return nil }
        return try? key.open(sealed, context: Array(name.utf8))
    }

    /// Keeps a value, instead of what had its name before.
    /// - Parameters:
    ///   - value: at most ``StateBounds/value`` bytes less ``SealingKey/overhead``.
    ///   - name: of any length.
    ///   - lifetime: how long it is kept.
    /// - Throws: ``StateError``, with the code `tooLarge` for a value beyond its bound.
    package func put(_ value: [UInt8], named name: ExactText, for lifetime: Duration) async throws(StateError) {
        let sealed: [UInt8]
        do throws(CryptographyError) {
            sealed = try key.seal(value, context: Array(name.utf8))
        } catch {
            throw StateError(error)
        }
        try await keyed.put(sealed, at: StateKey(namespace, hashOf: name), for: lifetime)
    }

    /// Keeps a value under a new name that nobody can guess.
    /// - Returns: the name, 16 base64url characters of 96 random bits: short enough for a model to repeat.
    package func put(_ value: [UInt8], for lifetime: Duration) async throws(StateError) -> ExactText {
        let name: ExactText
        do throws(CryptographyError) {
            name = ExactText(Base64URL.encode(try Random.bytes(12)))
        } catch {
            throw StateError(error)
        }
        try await put(value, named: name, for: lifetime)
        return name
    }
}

extension StateError {
    package init(_ error: CryptographyError) { self.init(.unavailable, error.description) }
}
