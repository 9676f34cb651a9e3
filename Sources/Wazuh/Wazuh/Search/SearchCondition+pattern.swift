import JSON

extension SearchCondition {
    /// A query for whole values without regard to case, in which `*` and `?` are wildcards and a backslash is itself.
    static func pattern(_ text: String, on name: String) -> JSON {
        SearchCondition.wildcard(text.replacing("\\", with: "\\\\")).query(on: name)
    }
}
