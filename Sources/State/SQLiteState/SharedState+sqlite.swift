package import FoundationEssentials
package import State

extension SharedState {
    /// The state in one SQLite file, which any number of workers on one machine share; makes the file when there is none.
    /// - Parameters:
    ///   - path: the file, in a folder that exists.
    ///   - limits: of the sessions.
    ///   - acceptsNew: whether a damaged store is put aside for a new one instead of stopping the start.
    ///   - patience: how long a call may wait for other processes and for other calls before it.
    ///   - largestSize: in bytes; beyond it calls that need room throw `diskFull`, as on a full disk.
    ///   - now: the time.
    ///   - onIncident: told when another file than before is in use: for the log.
    /// - Returns: the state.
    /// - Throws: ``StateError``, with the code `damaged`, `foreign` or `tooNew` for a file that was left as it is; what it
    ///   says names the file and the way to go on.
    package static func sqlite(
        path: String, limits: SessionLimits = SessionLimits(), acceptsNew: Bool = false,
        patience: Duration = .seconds(1), largestSize: Int = 4 << 30, now: @escaping @Sendable () -> Date = { Date() },
        onIncident: @escaping @Sendable (StateIncident) -> Void = { _ in }
    ) throws(StateError) -> SharedState {
        let database = try Database(
            path: path, acceptsNew: acceptsNew, patience: patience, largestSize: largestSize, now: now,
            onIncident: onIncident)
        return SharedState(
            sessions: SQLiteSessions(database: database, limits: limits), keys: SQLiteAPIKeys(database: database),
            keyed: SQLiteKeyedStore(database: database))
    }
}
