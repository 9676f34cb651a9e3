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

    /// Where a store keeps its last incident, for every worker and command to tell of what one of them has met.
    package static let key = StateKey("incidents", "last")
    /// How long it is kept there.
    package static let retention = Duration.seconds(7 * 86_400)

    /// What is kept there.
    package var bytes: [UInt8] {
        Array("\(date.timeIntervalSince1970) \(description)".utf8.prefix(StateBounds.value))
    }

    init?(_ bytes: [UInt8]) {
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let seconds = Double(parts[0]) else { return nil }
        self.init(date: Date(timeIntervalSince1970: seconds), description: String(parts[1]))
    }
}

extension KeyedStore {
    /// The last incident of the past week.
    package func lastIncident() async throws(StateError) -> StateIncident? {
        try await value(at: StateIncident.key).flatMap { StateIncident($0) }
    }
}
