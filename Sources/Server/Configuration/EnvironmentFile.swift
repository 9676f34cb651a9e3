/// A file of `NAME=value` lines, as compose and systemd read them too.
package enum EnvironmentFile {
    /// Reads the lines of a file; comments, blank lines and a leading `export` are allowed, quotes around a value go.
    /// - Throws: ``SettingsError`` that names the first line that is none of these.
    package static func parse(_ text: String) throws(SettingsError) -> [String: String] {
        var variables: [String: String] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var line = line.drop { $0 == " " || $0 == "\t" }
            while let last = line.last, " \t".contains(last) { line.removeLast() }
            guard !line.isEmpty, line.first != "#" else { continue }
            if line.hasPrefix("export ") { line = line.dropFirst(7) }
            guard let equals = line.firstIndex(of: "="), equals > line.startIndex else {
                throw SettingsError(problems: [".env line \(index + 1): must be NAME=value"])
            }
            variables[String(line[..<equals])] = unquoted(line[line.index(after: equals)...])
        }
        return variables
    }

    private static func unquoted(_ value: Substring) -> String {
        for quote in ["\"", "'"] where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
            return String(value.dropFirst().dropLast())
        }
        return String(value)
    }
}
