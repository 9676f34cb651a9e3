import Encodings

/// Which indices a path names: names and patterns, separated by commas.
struct IndexSelection: Sendable {
    private struct Part: Sendable {
        let name: String
        /// Nil for a plain name.
        let pattern: WildcardPattern?
    }

    private let parts: [Part]

    init(_ expression: String) {
        parts = expression.utf8.split(separator: UInt8(ascii: ",")).map { part in
            let name = String(Substring(part))
            return Part(name: name, pattern: part.contains(UInt8(ascii: "*")) ? WildcardPattern(name) : nil)
        }
    }

    /// The indices in the order of their names.
    /// - Parameters:
    ///   - all: those that exist.
    ///   - ignoresUnavailable: whether a name that is no index is passed over.
    ///   - user: who wants to read them.
    ///   - permission: what for.
    /// - Returns: the indices; none where patterns match nothing.
    /// - Throws: ``IndexerError`` with status 403 where the user may not read one, 404 for a name that is no index.
    func indices(
        in all: [StoredIndex], ignoresUnavailable: Bool, by user: IndexerUser, for permission: String
    ) throws(IndexerError) -> [StoredIndex] {
        // Names are judged before it is known whether they exist; patterns stand for what they match.
        for part in parts where part.pattern == nil && !user.mayRead(part.name) { throw user.refusal(of: permission) }
        for part in parts where part.pattern == nil && !ignoresUnavailable {
            guard all.contains(where: { $0.name.hasSameBytes(as: part.name) }) else { throw .noIndex(part.name) }
        }
        let chosen = all.filter { index in
            parts.contains { $0.pattern?.matches(index.name) ?? $0.name.hasSameBytes(as: index.name) }
        }
        guard chosen.allSatisfy({ user.mayRead($0.name) }) else { throw user.refusal(of: permission) }
        return chosen
    }
}
