package import Configuration
import JSON
package import Logging
import SQLiteState
package import State

extension SharedState {
    /// The state that the settings name.
    /// - Parameters:
    ///   - settings: the configuration.
    ///   - acceptsNew: whether a damaged store is put aside for a new one instead of stopping the start.
    ///   - log: where it is told loudly when the store had to be replaced while it was in use.
    /// - Returns: the state, ready for use.
    /// - Throws: ``StateError``, with the way to mend it.
    package static func configured(
        _ settings: Settings, acceptsNew: Bool = false, log: Logger
    ) throws(StateError) -> SharedState {
        try sqlite(
            path: settings.storePath,
            limits: SessionLimits(idle: .seconds(settings.sessionIdle), perPrincipal: settings.sessionsPerPrincipal),
            acceptsNew: acceptsNew,
            onIncident: { incident in log.log(.error, "store replaced", ["reason": .string(incident.description)]) })
    }
}
