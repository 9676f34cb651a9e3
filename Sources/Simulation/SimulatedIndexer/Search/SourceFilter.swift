internal import JSON

/// Which parts of a document a hit shows.
struct SourceFilter: Sendable {
    /// False to leave out the member `_source` altogether.
    var isShown = true
    private var includes: [WildcardPattern] = []
    private var excludes: [WildcardPattern] = []

    init(includes: [String] = [], excludes: [String] = []) {
        self.includes = includes.map { WildcardPattern($0) }
        self.excludes = excludes.map { WildcardPattern($0) }
    }

    /// Reads the member `_source`.
    init(_ json: JSON) throws(IndexerError) {
        switch json {
        case .bool(let isShown):
            self.init()
            self.isShown = isShown
        case .string(let pattern): self.init(includes: [pattern])
        case .array(let patterns): self.init(includes: patterns.compactMap(\.string))
        case .object(let object):
            var lists: [String: [String]] = [:]
            for member in object {
                guard ["includes", "include", "excludes", "exclude"].contains(member.name) else {
                    throw .parsing("Unknown key for a \(TokenName.of(member.value)) in [\(member.name)].")
                }
                lists[String(member.name.prefix(7))] =
                    member.value.array?.compactMap(\.string) ?? member.value.string.map { [$0] } ?? []
            }
            self.init(includes: lists["include"] ?? [], excludes: lists["exclude"] ?? [])
        default:
            throw .parsing("Expected one of [VALUE_BOOLEAN, START_OBJECT] but found [\(TokenName.of(json))]")
        }
    }

    /// True when documents are shown as they are.
    var isWhole: Bool { includes.isEmpty && excludes.isEmpty }

    func apply(_ document: JSON) -> JSON {
        guard let object = document.object, !isWhole else { return document }
        return .object(filter(object, path: "", isIncluded: includes.isEmpty))
    }

    private func filter(_ object: JSONObject, path: String, isIncluded: Bool) -> JSONObject {
        var result = JSONObject()
        for member in object {
            let path = path + member.name
            if excludes.contains(where: { $0.matches(path) }) { continue }
            let isMatched = isIncluded || includes.contains { $0.matches(path) }
            guard isMatched || includes.contains(where: { $0.canMatch(after: path + ".") }) else { continue }
            let isUntouched = isMatched && !excludes.contains { $0.canMatch(after: path + ".") }
            if isUntouched {
                result[member.name] = member.value
            } else if let value = filtered(member.value, path: path, isIncluded: isMatched) {
                result[member.name] = value
            }
        }
        return result
    }

    private func filtered(_ value: JSON, path: String, isIncluded: Bool) -> JSON? {
        switch value {
        case .object(let object):
            let rest = filter(object, path: path + ".", isIncluded: isIncluded)
            return rest.isEmpty && !isIncluded ? nil : .object(rest)
        case .array(let elements):
            let rest = elements.compactMap { filtered($0, path: path, isIncluded: isIncluded) }
            return rest.isEmpty ? nil : .array(rest)
        default: return isIncluded ? value : nil
        }
    }
}

/// What the parser of OpenSearch calls the kinds of values.
enum TokenName {
    static func of(_ json: JSON) -> String {
        switch json {
        case .null: "VALUE_NULL"
        case .bool: "VALUE_BOOLEAN"
        case .integer, .unsigned, .number: "VALUE_NUMBER"
        case .string: "VALUE_STRING"
        case .array: "START_ARRAY"
        case .object: "START_OBJECT"
        }
    }
}
