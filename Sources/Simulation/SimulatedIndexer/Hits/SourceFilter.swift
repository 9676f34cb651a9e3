import JSON

/// Which parts of a document a hit shows.
struct SourceFilter: Sendable {
    /// False to leave out the member `_source` altogether.
    private(set) var isShown = true
    /// The paths to show, with all that is below them; empty for whole documents.
    private var paths: [[UInt8]] = []

    init() {}

    /// Reads the member `_source`.
    init(_ json: JSON) throws(IndexerError) {
        switch json {
        case .bool(let isShown): self.isShown = isShown
        case .array(let names) where names.allSatisfy({ $0.string?.utf8.contains(UInt8(ascii: "*")) == false }):
            paths = names.compactMap { $0.string.map { Array($0.utf8) } }
        default: throw .unsupported("the [_source] \(json.jsonText)")
        }
    }

    /// True when documents are shown as they are.
    var isWhole: Bool { paths.isEmpty }

    func apply(_ document: JSON) -> JSON { isWhole ? document : part(document, at: []) ?? [:] }

    /// What is shown of a value; nil when that is nothing.
    private func part(_ value: JSON, at path: [UInt8]) -> JSON? {
        switch value {
        case .object(let object):
            var result = JSONObject()
            for member in object {
                let path = (path.isEmpty ? [] : path + [UInt8(ascii: ".")]) + member.name.utf8
                if paths.contains(path) {
                    result[member.name] = member.value
                } else if paths.contains(where: { $0.starts(with: path + [UInt8(ascii: ".")]) }) {
                    result[member.name] = part(member.value, at: path)
                }
            }
            return result.isEmpty ? nil : .object(result)
        case .array(let elements):
            let parts = elements.compactMap { part($0, at: path) }
            return parts.isEmpty ? nil : .array(parts)
        default: return nil
        }
    }
}
