import Encodings
package import FoundationEssentials

/// Something that befell the store and that its operator must hear of, for example that a damaged file was put aside.
package struct StateIncident: Sendable, Hashable {
    package let date: Date
    /// Names files, never what is stored.
    package let description: String

    package init(date: Date, description: String) {
        self.date = date
        self.description = description
    }
}

extension KeyedStore {
    private var incidentKey: StateKey { StateKey("incidents", "last") }

    /// The last incident, for a week: so that every worker and command can tell of what one of them has met.
    package func lastIncident() async throws(StateError) -> StateIncident? {
        guard let bytes = try await value(at: incidentKey) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let seconds = Double(parts[0]) else { return nil }
        return StateIncident(date: Date(timeIntervalSince1970: seconds), description: String(parts[1]))
    }

    /// Keeps an incident as the last one.
    package func note(_ incident: StateIncident) async throws(StateError) {
        let text = "\(incident.date.timeIntervalSince1970) \(incident.description)"
        try await put(Array(text.utf8.prefix(StateBounds.value)), at: incidentKey, for: .seconds(7 * 86_400))
    }
}
