package import Encodings

/// Wishes to cancel calls that may run in other workers; each is of interest for a minute.
package struct Cancellations: Sendable {
    /// A call that runs somewhere.
    package struct Call: Sendable, Hashable {
        package let session: ExactText
        /// The request's id as JSON.
        package let request: ExactText

        package init(session: ExactText, request: ExactText) {
            self.session = session
            self.request = request
        }

        fileprivate var key: StateKey {
            // The length goes before, so that no other pair gives the same text.
            StateKey("cancellations", hashOf: ExactText("\(session.utf8.count) \(session)\(request)"))
        }
    }

    private static let retention = Duration.seconds(60)

    private let keyed: any KeyedStore

    package init(_ keyed: any KeyedStore) { self.keyed = keyed }

    /// Asks whichever worker runs this call to cancel it.
    package func request(_ call: Call) async throws(StateError) {
        try await keyed.put([], at: call.key, for: Self.retention)
    }

    /// Which of a worker's own running calls it is asked to cancel; the wishes are forgotten with that.
    package func requested(among calls: [Call]) async throws(StateError) -> [Call] {
        var requested: [Call] = []
        for start in stride(from: 0, to: calls.count, by: StateBounds.keysPerRead) {
            let part = calls[start..<min(start + StateBounds.keysPerRead, calls.count)].map { ($0, $0.key) }
            let found = try await keyed.values(at: part.map(\.1))
            for (call, key) in part where found[key] != nil {
                requested.append(call)
                // Left where it is, it would cancel a later call of the same id; it runs out by itself all the same.
                try? await keyed.remove(key)
            }
        }
        return requested
    }
}
