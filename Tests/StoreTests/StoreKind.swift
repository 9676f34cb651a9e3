import FoundationEssentials
import Store
import TestSupport

/// The stores that the contract is checked against.
enum StoreKind: CaseIterable, Sendable { case sqlite, memory }

/// A store with a clock that tests move.
struct StoreUnderTest {
    let clock = ManualClock()
    let store: any Store
    private let folder: TemporaryFolder

    init(_ kind: StoreKind, sessionsPerPrincipal: Int = 100) throws {
        folder = try TemporaryFolder()
        let clock = clock
        store =
            switch kind {
            case .sqlite:
                try SQLiteStore(path: folder.file("store.sqlite"), sessionsPerPrincipal: sessionsPerPrincipal) {
                    clock.now
                }
            case .memory: MemoryStore(sessionsPerPrincipal: sessionsPerPrincipal) { clock.now }
            }
    }
}

extension NewSession {
    static func test(_ principal: String = "ann", _ transport: SessionTransport = .streamableHTTP) -> NewSession {
        NewSession(principal: principal, transport: transport, protocolVersion: "2025-11-25")
    }
}
