/// A table in Markdown; bars and line breaks in cells do not break it.
package struct MarkdownTable: Sendable {
    package let head: [String]
    package let rows: [[String]]

    package init(_ head: [String], _ rows: [[String]]) {
        self.head = head
        self.rows = rows
    }

    package var lines: [String] {
        ([head, head.map { _ in "---" }] + rows).map { "| \($0.map(Self.escaped).joined(separator: " | ")) |" }
    }

    package var text: String { lines.joined(separator: "\n") }

    private static func escaped(_ cell: String) -> String {
        var escaped = ""
        for scalar in cell.unicodeScalars {
            switch scalar.value {
            case 0x0A...0x0D, 0x85, 0x2028, 0x2029: escaped += " "
            case 0x7C: escaped += "\\|"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
