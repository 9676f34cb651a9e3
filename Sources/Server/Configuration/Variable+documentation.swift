extension Variable {
    /// The table of all variables, in Markdown.
    package static var markdownTable: String {
        let rows = all.map { variable in
            let fallback = variable.fallback.map { $0.isEmpty ? "" : "`\($0.replacing(",", with: "`, `"))`" } ?? ""
            return "| `\(variable.name)` | \(fallback) | \(variable.help) | \(variable.allowed) |"
        }
        return (["| variable | default | what it does | allowed |", "|---|---|---|---|"] + rows).joined(separator: "\n")
    }
}
