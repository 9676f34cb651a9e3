import Cryptography
import Encodings
package import FoundationEssentials
import JSON
import MCP

/// What a handler knew when it asked the client, on its way through the client and back: sealed, and bound to who asked
/// what (2026-07-28, multi-round requests: a server has to take `requestState` for an attacker's).
package struct InputState: Sendable {
    private let key: SealingKey
    private let lifetime: Duration
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - secret: what the sealing key is derived from, the same for all workers.
    ///   - lifetime: how long a client may take to answer.
    ///   - now: the time.
    package init(
        secret: [UInt8], lifetime: Duration = .seconds(600), now: @escaping @Sendable () -> Date = { .now }
    ) {
        key = SealingKey(derivedFrom: secret, purpose: "request state")
        self.lifetime = lifetime
        self.now = now
    }

    /// The `requestState` for a request that asks.
    /// - Throws: ``RPCFailure`` when the system has no randomness.
    func seal(_ state: [UInt8], of request: Message.Request, for subject: ExactText) throws(RPCFailure) -> String {
        let expiry = Int64(now().timeIntervalSince1970) + lifetime.components.seconds
        let bytes = bigEndian(expiry) + state
        do throws(CryptographyError) {
            return Base64URL.encode(try key.seal(bytes, context: Self.context(request, subject)))
        } catch {
            throw RPCFailure(503, RPCError.internalError, "The server cannot ask back at the moment; try again.")
        }
    }

    /// What the client has answered with a request; empty in a first round.
    /// - Throws: ``RPCFailure`` for a state that is not ours, has expired, or belongs to another request or caller.
    func answers(to request: Message.Request, of subject: ExactText) throws(RPCFailure) -> ClientAnswers {
        let responses = request.params["inputResponses"]?.object ?? [:]
        guard let given = request.params["requestState"] else { return ClientAnswers(responses: responses) }
        guard let text = given.string, let sealed = Base64URL.decode(text),
            let bytes = try? key.open(sealed, context: Self.context(request, subject)), bytes.count >= 8,
            bytes.prefix(8).reduce(0, { $0 << 8 | Int64($1) }) > Int64(now().timeIntervalSince1970)
        else { throw RPCFailure(200, RPCError.invalidParams, "Invalid or expired requestState.") }
        return ClientAnswers(responses: responses, state: Array(bytes.dropFirst(8)))
    }

    private func bigEndian(_ seconds: Int64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: seconds >> ($0 * 8)) }
    }

    /// The caller, the method and its parameters without what a later round adds.
    private static func context(_ request: Message.Request, _ subject: ExactText) -> [UInt8] {
        let asked = request.params.filter { member in
            !["inputResponses", "requestState", "_meta"].contains { $0.hasSameBytes(as: member.name) }
        }
        let parts: JSON = [
            .string(subject.string), .string(request.method.string),
            .object(JSONObject(asked.map { ($0.name, $0.value) })),
        ]
        return SHA256.hash(parts.jsonText)
    }
}
