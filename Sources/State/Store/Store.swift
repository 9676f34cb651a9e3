/// What survives a request, shared by all workers.
///
/// Calls are short and synchronous: they run on threads that may block.
package protocol Store: Sendable {
    /// Opens a session; the principal's longest unused sessions beyond the bound end.
    ///
    /// The session's id is 43 base64url characters of 256 random bits.
    func createSession(_ new: NewSession) throws(StoreError) -> Session

    /// The session of this id; nil when it does not exist, has been idle too long, or belongs to another principal.
    /// Using a session keeps it alive.
    func session(id: String, principal: String) throws(StoreError) -> Session?

    /// Writes down what `initialize` said on a session that began before it.
    func initializeSession(id: String, protocolVersion: String, clientName: String, clientCapabilities: String)
        throws(StoreError)

    /// Ends a session of this owner, or of any where the server itself ends it and names none.
    ///
    /// True when there was such a session.
    func endSession(id: String, principal: String?) throws(StoreError) -> Bool

    /// Removes what has expired, idle sessions and old cancellations, and says how many sessions it removed.
    func removeExpired() throws(StoreError) -> Int

    func sessionCount() throws(StoreError) -> Int

    /// Asks whichever worker runs this call to cancel it.
    func requestCancellation(session: String, request: String) throws(StoreError)

    /// Cancellations asked for in the last minute: the calls of which this worker runs are its to cancel.
    func recentCancellations() throws(StoreError) -> [Cancellation]

    /// Adds an API key.
    func insertAPIKey(_ key: APIKeyRecord) throws(StoreError)

    /// Adds an API key when the store has never had one, and says whether it did.
    ///
    /// Of several workers that start at once one succeeds.
    func insertFirstAPIKey(_ key: APIKeyRecord) throws(StoreError) -> Bool

    /// The key with this hash, revoked ones included; its last use is noted now and then.
    func apiKey(hash: [UInt8]) throws(StoreError) -> APIKeyRecord?

    func apiKey(id: String) throws(StoreError) -> APIKeyRecord?

    /// All keys, oldest first.
    func apiKeys() throws(StoreError) -> [APIKeyRecord]

    /// Revokes a key; false when there is none of this id or it was revoked before.
    func revokeAPIKey(id: String) throws(StoreError) -> Bool

    /// The token for an upstream that all workers share, sealed by the caller.
    func sealedToken(name: String) throws(StoreError) -> [UInt8]?

    func replaceSealedToken(name: String, with token: [UInt8]) throws(StoreError)

    /// Keeps where a walk through a long list goes on, under a name that is short enough for a model to repeat.
    ///
    /// It is kept for ten minutes.
    func putCursor(_ cursor: [UInt8], name: String) throws(StoreError)

    /// What was kept under a name; nil when there is nothing or it is too old.
    func cursor(name: String) throws(StoreError) -> [UInt8]?

    /// Takes a lease that one holder at a time can have: true when it was free, had run out, or was this holder's.
    func acquireLease(name: String, holder: String, for duration: Duration) throws(StoreError) -> Bool

    func releaseLease(name: String, holder: String) throws(StoreError)
}
