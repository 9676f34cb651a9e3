/// What a search asks for, read from the query language of `search_security_events`.
///
/// The language: words and "quoted phrases" anywhere in an event, `field:value`, `field:>7`, `field:[3 TO 9]`, `*` and `?`
/// behind the first character of a value, AND (also by writing terms side by side), OR, NOT or a leading minus, parentheses.
package indirect enum SearchExpression: Sendable, Hashable {
    case all([SearchExpression])
    case any([SearchExpression])
    case not(SearchExpression)
    /// Text anywhere in an event.
    case text(String)
    case field(name: String, SearchCondition)
}

/// What the value of a field must be.
package enum SearchCondition: Sendable, Hashable {
    case equals(String)
    /// `*` stands for any characters, `?` for one.
    case wildcard(String)
    /// Limits with whether they belong to the range; nil is open.
    case range(lower: SearchLimit?, upper: SearchLimit?)
    case exists
}

/// One end of a range.
package struct SearchLimit: Sendable, Hashable {
    package let value: String
    package let isIncluded: Bool

    package init(_ value: String, isIncluded: Bool) {
        self.value = value
        self.isIncluded = isIncluded
    }
}

/// A mistake in a search, with the token where it is.
package struct SearchSyntaxError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ problem: String, at token: SearchToken?) {
        let place = token.map { "at \"\($0.text.prefix(40))\" (character \($0.position + 1))" } ?? "at the end"
        description = "\(problem) \(place)"
    }
}
