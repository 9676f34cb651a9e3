import SimulatedCompany

/// How dates are read and written: named formats and patterns, several joined by `||`.
struct DateFormat: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case iso, epochMilliseconds, epochSeconds
        case pattern(DatePattern)
    }

    /// The format as it was asked for.
    let name: String
    private let parts: [Part]

    /// What a date field without a format of its own uses.
    static let standard = DateFormat(
        name: "strict_date_optional_time||epoch_millis", parts: [.iso, .epochMilliseconds])

    private init(name: String, parts: [Part]) {
        self.name = name
        self.parts = parts
    }

    /// Makes a format.
    /// - Throws: ``IndexerError`` when a part of it is unknown.
    init(_ name: String) throws(IndexerError) {
        self.name = name
        var parts: [Part] = []
        for text in name.split(separator: "|", omittingEmptySubsequences: true) {
            parts.append(try Self.part(String(text)))
        }
        guard !parts.isEmpty else { throw .argument("No date pattern provided") }
        self.parts = parts
    }

    private static func part(_ text: String) throws(IndexerError) -> Part {
        switch text {
        case "strict_date_optional_time", "date_optional_time", "dateOptionalTime", "strictDateOptionalTime",
            "strict_date_optional_time_nanos", "strict_date_time", "date_time", "iso8601":
            .iso
        case "epoch_millis": .epochMilliseconds
        case "epoch_second": .epochSeconds
        case "strict_date", "date": .pattern(try DatePattern("yyyy-MM-dd"))
        default: .pattern(try DatePattern(text))
        }
    }

    /// Milliseconds since 1970.
    /// - Throws: ``IndexerError`` as every shard would fail, when no part of the format reads the text.
    func parse(_ text: String, roundsUp: Bool = false) throws(IndexerError) -> Int {
        for part in parts {
            let moment: Int? =
                switch part {
                case .iso: ISODate.parse(text, roundsUp: roundsUp)
                case .epochMilliseconds: Int(text)
                case .epochSeconds: Int(text).map { $0 * 1_000 + (roundsUp ? 999 : 0) }
                case .pattern: ISODate.parse(text, roundsUp: roundsUp)
                }
            if let moment { return moment }
        }
        let reason = "failed to parse date field [\(text)] with format [\(name)]"
        throw .shards("parse_exception", "\(reason): [\(reason)]")
    }

    /// A moment (milliseconds since 1970) in the first part of the format.
    func text(_ moment: Int) -> String {
        switch parts.first {
        case .epochMilliseconds: String(moment)
        case .epochSeconds: String(moment / 1_000)
        case .pattern(let pattern): pattern.text(moment)
        case .iso, nil: CivilTime(milliseconds: moment).text
        }
    }
}
