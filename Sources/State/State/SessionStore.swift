package import Encodings

/// The sessions of legacy clients, shared by all workers.
///
/// Ids and principals are compared by bytes. Every call throws ``StateError`` when the store cannot answer.
package protocol SessionStore: Sendable {
    /// Opens a session; beyond the bound, the principal's longest unused sessions end.
    /// - Parameters:
    ///   - principal: the subject of its owner, at most ``StateBounds/principal`` bytes.
    ///   - transport: what it is on.
    ///   - client: what the client said of itself, within ``StateBounds``.
    /// - Returns: the session with its new id.
    /// - Throws: ``StateError``, with the code `tooLarge` for a part beyond its bound.
    func create(
        for principal: ExactText, on transport: SessionTransport, client: SessionClient
    ) async throws(StateError) -> Session

    /// The session of this id; nil when it does not exist, has been idle too long, or belongs to another principal.
    ///
    /// Using a session keeps it alive: the use is noted now and then, without waiting for it and without failing by it.
    func session(_ id: ExactText, of principal: ExactText) async throws(StateError) -> Session?

    /// Writes down what `initialize` said on a session that began before it.
    func initialize(_ id: ExactText, client: SessionClient) async throws(StateError)

    /// Ends a session of this owner, or of any where the server itself ends it and names none.
    /// - Returns: whether there was such a session.
    func end(_ id: ExactText, of principal: ExactText?) async throws(StateError) -> Bool

    /// How many sessions are alive.
    func count() async throws(StateError) -> Int

    /// Removes expired sessions, some at a time, so that others have their turn between.
    /// - Returns: how many it removed.
    func removeExpired() async throws(StateError) -> Int
}
