import JSON
import WazuhIndexer

/// What the value of a field must be.
package enum SearchCondition: Sendable, Hashable {
    case equals(String)
    /// `*` stands for any characters, `?` for one.
    case wildcard(String)
    /// Limits with whether they belong to the range; nil is open.
    case range(lower: SearchLimit?, upper: SearchLimit?)
    case exists

    /// Reads what stands behind the colon of a field.
    init(_ value: String, at token: SearchToken) throws(SearchSyntaxError) {
        switch value.first {
        case "[", "{": self = try Self.range(value, at: token)
        case ">", "<": self = try Self.comparison(value, at: token)
        case "*" where value == "*": self = .exists
        case "*", "?": throw SearchSyntaxError("a wildcard may not come first", at: token)
        default: self = value.contains(where: { "*?".contains($0) }) ? .wildcard(value) : .equals(value)
        }
    }

    /// Whether all that it compares with are whole numbers.
    var isOfWholeNumbers: Bool {
        switch self {
        case .equals(let value): Int64(value) != nil
        case .wildcard: false
        case .range(let lower, let upper): [lower, upper].allSatisfy { $0.map { Int64($0.value) != nil } ?? true }
        case .exists: true
        }
    }

    private static func comparison(_ value: String, at token: SearchToken) throws(SearchSyntaxError) -> Self {
        let isIncluded = value.dropFirst().first == "="
        let limit = String(value.dropFirst(isIncluded ? 2 : 1))
        guard !limit.isEmpty else { throw SearchSyntaxError("a comparison without a value", at: token) }
        let end = SearchLimit(limit, isIncluded: isIncluded)
        return value.first == ">" ? .range(lower: end, upper: nil) : .range(lower: nil, upper: end)
    }

    private static func range(_ value: String, at token: SearchToken) throws(SearchSyntaxError) -> Self {
        let parts = value.dropFirst().dropLast().split(separator: " ")
        guard let last = value.last, "]}".contains(last), parts.count == 3, parts[1] == "TO" else {
            throw SearchSyntaxError("a range is written [LOW TO HIGH]", at: token)
        }
        let isLowerIncluded = value.first == "["
        return .range(
            lower: parts[0] == "*" ? nil : SearchLimit(String(parts[0]), isIncluded: isLowerIncluded),
            upper: parts[2] == "*" ? nil : SearchLimit(String(parts[2]), isIncluded: last == "]"))
    }

    func query(on name: String) -> IndexerQuery {
        switch self {
        case .equals(let value) where SearchField.textFields.contains(name): .phrase(name, value)
        case .equals(let value): .equals(name, value)
        case .wildcard(let pattern): .matches(name, WildcardPattern(pattern))
        case .exists: .exists(name)
        case .range(let lower, let upper): .range(name, from: lower?.limit, to: upper?.limit)
        }
    }
}

/// One end of a range.
package struct SearchLimit: Sendable, Hashable {
    package let value: String
    package let isIncluded: Bool

    package init(_ value: String, isIncluded: Bool) {
        self.value = value
        self.isIncluded = isIncluded
    }

    fileprivate var limit: IndexerQuery.Limit { IndexerQuery.Limit(.string(value), isIncluded: isIncluded) }
}
