package import FoundationEssentials
package import State

extension SharedState {
    /// The state in one SQLite file, which any number of workers on one machine share; makes the file when there is none.
    /// - Parameters:
    ///   - path: the file, in a folder that exists.
    ///   - limits: of the sessions.
    ///   - acceptsNew: whether a damaged store is put aside for a new one instead of stopping the start.
    ///   - patience: how long a call may wait for other processes and for other calls before it.
    ///   - now: the time.
    ///   - onIncident: told when the store had to be replaced while it was in use.
    /// - Throws: ``StateError``; then whatever stands at the path is as it was.
    package static func sqlite(
        path: String, limits: SessionLimits = SessionLimits(), acceptsNew: Bool = false,
        patience: Duration = .seconds(1), now: @escaping @Sendable () -> Date = { Date() },
        onIncident: @escaping @Sendable (StateIncident) -> Void = { _ in }
    ) throws(StateError) -> SharedState {
        let database = try Database(path: path, patience: patience, now: now)
        return SharedState(
            sessions: SQLiteSessions(database: database, limits: limits), keys: SQLiteAPIKeys(database: database),
            keyed: SQLiteKeyedStore(database: database))
    }
}
