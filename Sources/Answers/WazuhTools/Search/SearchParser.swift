extension SearchExpression {
    /// Reads a search.
    /// - Parameter search: up to 2,000 characters of the query language.
    /// - Throws: ``SearchSyntaxError`` that names the offending token.
    package init(parsing search: String) throws(SearchSyntaxError) { self = try SearchParser.parse(search) }
}

/// Reads a search into an expression, by recursive descent.
struct SearchParser {
    private static let deepest = 20

    private let tokens: [SearchToken]
    private var index = 0
    private var depth = 0

    private init(_ tokens: [SearchToken]) { self.tokens = tokens }

    static func parse(_ search: String) throws(SearchSyntaxError) -> SearchExpression {
        var parser = SearchParser(try SearchToken.all(in: search))
        let expression = try parser.alternatives()
        if let rest = parser.next { throw SearchSyntaxError("a parenthesis without its opening one", at: rest) }
        return expression
    }

    private var next: SearchToken? { tokens.indices.contains(index) ? tokens[index] : nil }

    private mutating func take() -> SearchToken? {
        defer { index += 1 }
        return next
    }

    private mutating func alternatives() throws(SearchSyntaxError) -> SearchExpression {
        var parts = [try sequence()]
        while next?.kind == .or {
            index += 1
            parts.append(try sequence())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func sequence() throws(SearchSyntaxError) -> SearchExpression {
        var parts = [try negation()]
        while let token = next, token.kind != .or, token.kind != .closing {
            if token.kind == .and { index += 1 }
            parts.append(try negation())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(SearchSyntaxError) -> SearchExpression {
        guard next?.kind == .not else { return try primary() }
        index += 1
        return .not(try primary())
    }

    private mutating func primary() throws(SearchSyntaxError) -> SearchExpression {
        guard let token = take() else { throw SearchSyntaxError("something to search for is missing", at: nil) }
        switch token.kind {
        case .opening: return try group(token)
        case .phrase: return .text(token.text)
        case .word: return try term(token)
        case .and, .or, .not, .closing: throw SearchSyntaxError("something to search for is missing", at: token)
        }
    }

    private mutating func group(_ opening: SearchToken) throws(SearchSyntaxError) -> SearchExpression {
        depth += 1
        guard depth <= Self.deepest else {
            throw SearchSyntaxError("more than \(Self.deepest) parentheses in one another", at: opening)
        }
        let expression = try alternatives()
        guard take()?.kind == .closing else {
            throw SearchSyntaxError("a parenthesis without its closing one", at: opening)
        }
        depth -= 1
        return expression
    }

    private mutating func term(_ token: SearchToken) throws(SearchSyntaxError) -> SearchExpression {
        guard let colon = token.text.utf8.firstIndex(of: UInt8(ascii: ":")), SearchField.isName(token.text[..<colon])
        else {
            return try anywhere(token)
        }
        let name = SearchField.name(for: String(token.text[..<colon]))
        let value = String(token.text[token.text.utf8.index(after: colon)...])
        let condition = value.isEmpty ? .equals(try phrase(of: token)) : try SearchCondition(value, at: token)
        guard !SearchField.wholeNumbers.contains(name) || condition.isOfWholeNumbers else {
            throw SearchSyntaxError("\(name) is compared with whole numbers", at: token)
        }
        return .field(name: name, condition)
    }

    /// The phrase that stands right behind a field's colon.
    private mutating func phrase(of field: SearchToken) throws(SearchSyntaxError) -> String {
        guard let phrase = next, phrase.kind == .phrase, phrase.isGlued else {
            throw SearchSyntaxError("a field without a value", at: field)
        }
        index += 1
        return phrase.text
    }

    private func anywhere(_ token: SearchToken) throws(SearchSyntaxError) -> SearchExpression {
        if let first = token.text.utf8.first, "*?".utf8.contains(first) {
            throw SearchSyntaxError("a wildcard may not come first", at: token)
        }
        return .text(token.text)
    }
}
