package import Encodings
internal import Synchronization

/// Access tokens that were found good, so that the next request with one costs neither signature nor parsing.
///
/// They are known by all their bytes. There is an upper bound: those that were not used for the longest time go.
package final class VerifiedTokens: Sendable {
    private struct Entry {
        let principal: Principal
        let validity: Range<Double>
    }

    /// What was used lately, and what was used before that: when the first is full the second is forgotten.
    private struct Generations {
        var young: [ExactText: Entry] = [:]
        var old: [ExactText: Entry] = [:]
    }

    /// The longest token that is kept, in bytes; a longer one is checked each time.
    private static let longestToken = 2_048

    private let generations = Mutex(Generations())
    private let capacity: Int

    /// - Parameter capacity: how many tokens are kept at most, 2 or more.
    package init(capacity: Int = 4_096) { self.capacity = max(2, capacity) }

    /// The caller that a token names; nil when it is not known, or not good at this time.
    /// - Parameters:
    ///   - token: the token in compact form.
    ///   - now: seconds since 1970.
    /// - Returns: what was remembered.
    package func principal(of token: ExactText, now: Double) -> Principal? {
        generations.withLock { generations in
            if let entry = generations.young[token] { return entry.validity.contains(now) ? entry.principal : nil }
            guard let entry = generations.old.removeValue(forKey: token), entry.validity.contains(now) else {
                return nil
            }
            add(token, entry, to: &generations)
            return entry.principal
        }
    }

    /// Keeps a token that was found good.
    /// - Parameters:
    ///   - token: the token in compact form.
    ///   - principal: the caller that it names.
    ///   - validity: when it is good, in seconds since 1970.
    package func remember(_ token: ExactText, of principal: Principal, during validity: Range<Double>) {
        guard token.utf8.count <= Self.longestToken else { return }
        generations.withLock { add(token, Entry(principal: principal, validity: validity), to: &$0) }
    }

    private func add(_ token: ExactText, _ entry: Entry, to generations: inout Generations) {
        if generations.young.count >= capacity / 2 {
            generations.old = generations.young
            generations.young = [:]
        }
        generations.young[token] = entry
    }
}
