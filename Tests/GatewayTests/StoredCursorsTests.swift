import Gateway
import Store
import TestSupport
import Testing

/// Positions of walks in the store, sealed.
@Suite struct StoredCursorsTests {
    private static let secret = Array("a secret of at least thirty-two bytes".utf8)
    private static let position = Array(#"[1800000000,"abc"]"#.utf8)

    @Test("any worker goes on from a short name, and the store cannot read where")
    func sharesSealed() throws {
        let store = MemoryStore()
        let name = try StoredCursors(store: store, secret: Self.secret).put(Self.position)
        #expect(name.utf8.count == 16)
        #expect(try StoredCursors(store: store, secret: Self.secret).position(named: name) == Self.position)
        let sealed = try #require(try store.cursor(name: name))
        #expect(!String(decoding: sealed, as: UTF8.self).contains("abc"))
    }

    @Test("another secret, another name and damage read nothing")
    func readsOnlyItsOwn() throws {
        let store = MemoryStore()
        let shelf = StoredCursors(store: store, secret: Self.secret)
        let (name, other) = (try shelf.put(Self.position), try shelf.put([]))
        #expect(name != other)
        #expect(try StoredCursors(store: store, secret: Self.secret + [0]).position(named: name) == nil)
        for unknown in ["", "nothing", String(repeating: "A", count: 33)] {
            #expect(try shelf.position(named: unknown) == nil)
        }
        let sealed = try #require(try store.cursor(name: name))
        try store.putCursor(sealed, name: other)
        #expect(try shelf.position(named: other) == nil)
        try store.putCursor(Array(sealed.dropLast()), name: name)
        #expect(try shelf.position(named: name) == nil)
    }
}
