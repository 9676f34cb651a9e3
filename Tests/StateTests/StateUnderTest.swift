import Encodings
import MemoryState
import SQLiteState
import State
import TestSupport

/// The states that the contract is checked against.
enum StateKind: CaseIterable, Sendable { case sqlite, memory }

/// A state with a clock that tests move.
///
/// The contract knows no more of a state than this: one on another machine passes it when it can move its clock.
struct StateUnderTest: Sendable {
    let clock = ManualClock()
    let shared: SharedState
    private let folder: TemporaryFolder

    var sessions: any SessionStore { shared.sessions }
    var keys: any APIKeyStore { shared.keys }
    var keyed: any KeyedStore { shared.keyed }

    init(_ kind: StateKind, sessionsPerPrincipal: Int = 100) throws {
        folder = try TemporaryFolder()
        let limits = SessionLimits(perPrincipal: sessionsPerPrincipal)
        let clock = clock
        shared =
            switch kind {
            case .sqlite: try .sqlite(path: folder.file("store.sqlite"), limits: limits) { clock.now }
            case .memory: .inMemory(limits: limits) { clock.now }
            }
    }

    /// Returns once the uses that were noted in passing are written down: writes keep their order.
    func settle() async throws { try await keyed.put([], at: StateKey("tests", "settle"), for: .seconds(1)) }
}

extension SessionStore {
    func create(
        for principal: ExactText = "ann", on transport: SessionTransport = .streamableHTTP
    ) async throws(StateError) -> Session {
        try await create(for: principal, on: transport, client: SessionClient(protocolVersion: "2025-11-25"))
    }

    func isAlive(_ id: ExactText, of principal: ExactText = "ann") async throws(StateError) -> Bool {
        try await session(id, of: principal) != nil
    }
}

extension StateKey {
    static func test(_ text: ExactText) -> StateKey { StateKey("tests", text) }
}
