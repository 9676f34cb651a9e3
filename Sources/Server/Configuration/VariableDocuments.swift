/// What is written of all variables, in documents and in files that other programs read.
package enum VariableDocuments {
    private typealias Section = (section: Variable.Section, variables: [Variable])

    private static var sections: [Section] {
        Settings.variables.reduce(into: []) { sections, variable in
            if sections.last?.section != variable.section { sections.append((variable.section, [])) }
            sections[sections.count - 1].variables.append(variable)
        }
    }

    /// The tables of `docs/configuration.md`.
    package static var markdown: String {
        sections.map { section, variables in
            let rows = variables.map { variable in
                let fallback = variable.fallback.map { "`\($0.replacing(",", with: "`, `"))`" } ?? ""
                return
                    "| `\(variable.name)` | \(fallback) | \(variable.help) | \(variable.allowed) | \(readers(variable, ", ")) |"
            }
            let head = ["### \(section.title)", ""] + (section.note.isEmpty ? [] : [section.note, ""])
            let table = ["| variable | default | what it does | allowed | read by |", "|---|---|---|---|---|"]
            return (head + table + rows).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// `.env.example`, whole.
    package static var environmentExample: String {
        let head = """
            # Copy to .env and set what you need: scripts/run, the workers and compose.yml read it; variables of the environment win.
            # A line without a blank behind its # shows the default, or an example where there is none; docs/configuration.md says what
            # is allowed. Made by scripts/generate.
            """
        let parts = sections.filter(\.section.isForOperators).map { section, variables in
            let note = section.note.isEmpty ? "" : ". \(section.note)"
            let lines = variables.map { "# \($0.help)\n#\($0.name)=\($0.fallback ?? $0.example ?? "")" }
            return (["# --- \(section.title)\(note)"] + lines).joined(separator: "\n")
        }
        return ([head] + parts).joined(separator: "\n\n")
    }

    /// The variables that compose.yml passes on, in its language.
    package static var compose: String {
        let passed = Settings.variables.filter { $0.readers.contains(.compose) }
        func block(_ name: String, _ variables: [Variable]) -> String {
            (["x-\(name): &\(name)"] + variables.map { "  \($0.name): ${\($0.name):-}" }).joined(separator: "\n")
        }
        return block("worker-variables", passed) + "\n"
            + block("nginx-variables", passed.filter { $0.readers.contains(.nginx) })
    }

    /// The files that compose.yml mounts for a reader, in its language.
    package static func composeMounts(for reader: Variable.Reader) -> [String] {
        Settings.variables.filter { $0.form == .file && $0.readers.isSuperset(of: [reader, .compose]) }
            .map { "- ${\($0.name):-/dev/null}:/etc/wazuh-mcp/\($0.name):ro" }
    }

    /// `nginx/variables`, whole: what nginx/settings.bash reads.
    package static var shell: String {
        let head = """
            #!/usr/bin/env bash
            # Made by scripts/generate from the declarations in Sources/Server/Configuration; nginx/settings.bash sources it.
            # variable NAME READERS FORM RULE DEFAULT ALLOWED; the rule is the bounds of an integer, or the pattern of a text or of each
            # entry of a list.
            # shellcheck disable=SC2034
            """
        let lines = Settings.variables.map { variable in
            let (form, rule) =
                switch variable.form {
                case .text(let pattern): ("text", pattern ?? "")
                case .list(let pattern): ("list", pattern)
                case .integer(let range): ("integer", "\(range.lowerBound) \(range.upperBound)")
                case .file: ("file", "")
                }
            let words = [rule, variable.fallback ?? "", variable.allowed].map(quoted)
            return (["variable", variable.name, readers(variable, ","), form] + words).joined(separator: " ")
        }
        let others = "names_of_others=(\(EnvironmentFile.namesOfOthers.map(quoted).joined(separator: " ")))"
        return ([head] + lines + [others]).joined(separator: "\n")
    }

    private static func readers(_ variable: Variable, _ separator: String) -> String {
        Variable.Reader.allCases.filter(variable.readers.contains).map(\.rawValue).joined(separator: separator)
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
