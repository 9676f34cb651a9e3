import Encodings
import JSON
import MCP
import WazuhIndexer

/// A name with how often it occurs.
struct NamedCount: Structured {
    let name: String
    let count: Int

    static let structure = Structure<NamedCount>(
        .init("name") { $0.name },
        .init("count") { $0.count }
    )

    /// Counts names, the most frequent first.
    static func counting(_ names: some Sequence<String>) -> [NamedCount] {
        names.reduce(into: [ExactText: Int]()) { $0[ExactText($1), default: 0] += 1 }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { NamedCount(name: $0.key.string, count: $0.value) }
    }
}

/// Values with their counts, and how sure the counts are.
struct TermCounts: Structured {
    let counts: [NamedCount]
    /// Documents whose value is not among those shown.
    let others: Int
    /// How far a count may be off, at most; zero for exact counts.
    let errorBound: Int

    init(_ answer: SearchAnswer, _ name: StaticString) {
        counts = answer.buckets(name).map { NamedCount(name: $0.key, count: $0.count) }
        others = answer.aggregation(name)?["sum_other_doc_count"]?.int ?? 0
        errorBound = answer.aggregation(name)?["doc_count_error_upper_bound"]?.int ?? 0
    }

    static let structure = Structure<TermCounts>(
        .init("counts") { $0.counts },
        .init("others") { $0.others },
        .init("error_bound") { $0.errorBound == 0 ? nil : $0.errorBound }
    )

    /// The counts in words, separated by commas.
    var words: String {
        var words = counts.isEmpty ? "none" : counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
        if others > 0 { words += "; others \(others)" }
        if errorBound > 0 { words += " (each may be off by up to \(errorBound))" }
        return words
    }
}

extension Double {
    /// Rounded to tenths, for figures that people read.
    var tenths: Double { (self * 10).rounded() / 10 }
}
