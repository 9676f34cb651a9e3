import Store
import Synchronization

/// A store in memory that stops working when a test says so.
final class SwitchedStore: Store {
    private let memory: MemoryStore
    private let isBroken = Mutex(false)

    init(_ memory: MemoryStore = MemoryStore()) { self.memory = memory }

    func breakDown() { isBroken.withLock { $0 = true } }

    private var working: MemoryStore {
        get throws(StoreError) {
            guard !isBroken.withLock(\.self) else { throw StoreError(.diskFull, "store.sqlite: the disk is full") }
            return memory
        }
    }

    func createSession(_ new: NewSession) throws(StoreError) -> Session { try working.createSession(new) }
    func session(id: String, principal: String) throws(StoreError) -> Session? {
        try working.session(id: id, principal: principal)
    }
    func initializeSession(id: String, protocolVersion: String, clientName: String, clientCapabilities: String)
        throws(StoreError)
    {
        try working.initializeSession(
            id: id, protocolVersion: protocolVersion, clientName: clientName, clientCapabilities: clientCapabilities)
    }
    func endSession(id: String, principal: String?) throws(StoreError) -> Bool {
        try working.endSession(id: id, principal: principal)
    }
    func removeExpired() throws(StoreError) -> Int { try working.removeExpired() }
    func sessionCount() throws(StoreError) -> Int { try working.sessionCount() }
    func requestCancellation(session: String, request: String) throws(StoreError) {
        try working.requestCancellation(session: session, request: request)
    }
    func recentCancellations() throws(StoreError) -> [Cancellation] { try working.recentCancellations() }
    func insertAPIKey(_ key: APIKeyRecord) throws(StoreError) { try working.insertAPIKey(key) }
    func insertFirstAPIKey(_ key: APIKeyRecord) throws(StoreError) -> Bool { try working.insertFirstAPIKey(key) }
    func apiKey(hash: [UInt8]) throws(StoreError) -> APIKeyRecord? { try working.apiKey(hash: hash) }
    func apiKey(id: String) throws(StoreError) -> APIKeyRecord? { try working.apiKey(id: id) }
    func apiKeys() throws(StoreError) -> [APIKeyRecord] { try working.apiKeys() }
    func revokeAPIKey(id: String) throws(StoreError) -> Bool { try working.revokeAPIKey(id: id) }
    func sealedToken(name: String) throws(StoreError) -> [UInt8]? { try working.sealedToken(name: name) }
    func replaceSealedToken(name: String, with token: [UInt8]) throws(StoreError) {
        try working.replaceSealedToken(name: name, with: token)
    }
    func putCursor(_ cursor: [UInt8], name: String) throws(StoreError) { try working.putCursor(cursor, name: name) }
    func cursor(name: String) throws(StoreError) -> [UInt8]? { try working.cursor(name: name) }
    func acquireLease(name: String, holder: String, for duration: Duration) throws(StoreError) -> Bool {
        try working.acquireLease(name: name, holder: holder, for: duration)
    }
    func releaseLease(name: String, holder: String) throws(StoreError) {
        try working.releaseLease(name: name, holder: holder)
    }
}
