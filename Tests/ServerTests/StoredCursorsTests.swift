import Encodings
import MemoryState
import Server
import State
import TestSupport
import Testing

/// Positions of walks in the shared state, sealed.
@Suite struct StoredCursorsTests {
    private static let secret = Array("a secret of at least thirty-two bytes".utf8)
    private static let position = Array(#"[1800000000,"abc"]"#.utf8)

    @Test("any worker goes on from a short name, and another secret reads nothing")
    func sharesSealed() async throws {
        let keyed = SharedState.inMemory().keyed
        let name = try await StoredCursors(keyed, secret: Self.secret).keep(Self.position)
        #expect(name.utf8.count == 16)
        #expect(try await StoredCursors(keyed, secret: Self.secret).position(named: name) == Self.position)
        #expect(try await StoredCursors(keyed, secret: Self.secret + [0]).position(named: name) == nil)
    }

    @Test("another name reads nothing", arguments: ["", "nothing", String(repeating: "A", count: 65)])
    func readsOnlyItsOwn(name: String) async throws {
        let shelf = StoredCursors(SharedState.inMemory().keyed, secret: Self.secret)
        _ = try await shelf.keep(Self.position)
        #expect(try await shelf.position(named: name) == nil)
    }
}
