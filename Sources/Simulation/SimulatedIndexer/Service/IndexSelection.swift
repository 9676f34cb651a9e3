internal import HTTP
internal import JSON

/// Which indices a path names: names, patterns, exclusions, separated by commas.
struct IndexSelection: Sendable {
    var ignoresUnavailable = false
    var allowsNone = true

    /// Reads `ignore_unavailable` and `allow_no_indices`.
    init(_ parameters: Parameters) throws(IndexerError) {
        ignoresUnavailable = try parameters.flag("ignore_unavailable") ?? false
        allowsNone = try parameters.flag("allow_no_indices") ?? true
    }

    /// The indices in the order of their names.
    /// - Throws: ``IndexerError`` with status 404 for a name that is no index.
    func indices(_ expression: String, in all: [StoredIndex]) throws(IndexerError) -> [StoredIndex] {
        var chosen: Set<String> = []
        let parts = expression.split(separator: ",").map(String.init)
        for (place, part) in (parts.isEmpty ? ["*"] : parts).enumerated() {
            if let colon = part.firstIndex(of: ":") { throw Self.noCluster(String(part[..<colon])) }
            if part == "_all" {
                chosen.formUnion(all.map(\.name))
            } else if place > 0, part.hasPrefix("-") {
                let pattern = WildcardPattern(String(part.dropFirst()))
                chosen = chosen.filter { !pattern.matches($0) }
            } else if part.contains("*") {
                let found = all.filter { WildcardPattern(part).matches($0.name) }
                if found.isEmpty, !allowsNone { throw .noIndex(part) }
                chosen.formUnion(found.map(\.name))
            } else if part.hasPrefix("_") {
                throw IndexerError(
                    type: "invalid_index_name_exception",
                    reason: "Invalid index name [\(part)], must not start with '_'.",
                    details: ["index": .string(part), "index_uuid": "_na_"])
            } else if all.contains(where: { $0.name == part }) {
                chosen.insert(part)
            } else if !ignoresUnavailable {
                throw .noIndex(part)
            }
        }
        return all.filter { chosen.contains($0.name) }
    }

    private static func noCluster(_ name: String) -> IndexerError {
        IndexerError(
            status: 404, type: "no_such_remote_cluster_exception", reason: "no such remote cluster: [\(name)]")
    }
}
