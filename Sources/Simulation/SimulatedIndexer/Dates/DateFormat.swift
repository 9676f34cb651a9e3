/// How a date field reads dates: ISO 8601, and mostly milliseconds since 1970.
struct DateFormat: Sendable {
    /// OpenSearch's name for it.
    let name: String
    let readsEpoch: Bool

    /// The formats that Wazuh's templates name, and the standard one for all other fields.
    static func of(field: String) -> DateFormat {
        switch field {
        case "timestamp": DateFormat(name: "date_optional_time||epoch_millis", readsEpoch: true)
        case "syscheck.mtime_after", "syscheck.mtime_before": DateFormat(name: "date_optional_time", readsEpoch: false)
        default: DateFormat(name: "strict_date_optional_time||epoch_millis", readsEpoch: true)
        }
    }

    /// The format that a request names; nil for one that no request of ours names.
    init?(_ name: String) {
        guard name == "strict_date_optional_time" else { return nil }
        self.init(name: name, readsEpoch: false)
    }

    private init(name: String, readsEpoch: Bool) {
        self.name = name
        self.readsEpoch = readsEpoch
    }

    /// Milliseconds since 1970.
    /// - Throws: ``IndexerError`` as every shard would fail, when the format does not read the text.
    func parse(_ text: String, roundsUp: Bool = false) throws(IndexerError) -> Int {
        if let moment = ISODate.parse(text, roundsUp: roundsUp) { return moment }
        if readsEpoch, let moment = Int(text) { return moment }
        let reason = "failed to parse date field [\(text)] with format [\(name)]"
        throw .shards("parse_exception", "\(reason): [\(reason)]")
    }
}
