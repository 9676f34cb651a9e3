/// A file of `NAME=value` lines, as compose and systemd read them too.
package struct EnvironmentFile: Sendable {
    private struct Line: Sendable {
        let number: Int
        let name: String
        let value: String
    }

    private var lines: [Line] = []

    /// What it says of each name; of two lines the later one counts.
    package var variables: [String: String] { Dictionary(lines.map { ($0.name, $0.value) }) { $1 } }

    /// Reads a file; comments, blank lines and a leading `export` are allowed, quotes around a value go.
    /// - Throws: ``SettingsError`` when it is no text, or one that names the first line that is none of these.
    package init(_ file: some Sequence<UInt8>) throws(SettingsError) {
        var bytes = Array(file)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            throw SettingsError(problems: [".env must be UTF-8 text without NUL characters"])
        }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            var line = line.drop(while: Self.isBlank)
            while let last = line.last, Self.isBlank(last) { line.removeLast() }
            guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
            let export = Array("export ".utf8)
            if line.starts(with: export) { line = line.dropFirst(export.count) }
            let name = line.prefix { $0 != UInt8(ascii: "=") }
            guard name.count < line.count, Self.isName(name) else {
                throw SettingsError(problems: [".env line \(index + 1): must be NAME=value"])
            }
            lines.append(
                Line(
                    number: index + 1, name: String(decoding: name, as: UTF8.self),
                    value: Self.unquoted(line.dropFirst(name.count + 1))))
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return bytes.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }

    private static func unquoted(_ value: ArraySlice<UInt8>) -> String {
        let isQuoted =
            value.count >= 2 && value.first == value.last
            && [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(value.first)
        return String(decoding: isQuoted ? value.dropFirst().dropLast() : value, as: UTF8.self)
    }
}

extension EnvironmentFile {
    /// A line for each name that means nothing to us and to the programs that read the file beside us.
    var unknownNames: [String] {
        let known = Settings.variables.map(\.name)
        return lines.filter { !known.contains($0.name) && !Self.isOfOthers($0.name) }.map { line in
            // With more of it changed it is another word.
            let near = known.map { (name: $0, distance: Self.distance(from: line.name, to: $0)) }
                .filter { $0.distance * 5 <= $0.name.utf8.count * 2 }
            let nearest = near.min { $0.distance < $1.distance }
            let advice = nearest.map { "did you mean \($0.name)?" } ?? "docs/configuration.md lists those that are"
            return ".env line \(line.number): \(line.name.prefix(80)) is not known; \(advice)"
        }
    }

    /// Names of compose, libcurl and the system, `*` at the end for any more characters.
    static let namesOfOthers = [
        "COMPOSE_*", "DOCKER_*", "PODMAN_*", "BUILDAH_*", "WAZUH_MCP_TEST_*", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
        "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "TZ", "LANG",
        "LC_*", "PATH", "HOME", "TMPDIR",
    ]

    private static func isOfOthers(_ name: String) -> Bool {
        namesOfOthers.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 }
    }

    /// How many letters have to be added, left out, replaced or swapped with their neighbour (optimal string alignment).
    private static func distance(from one: String, to other: String) -> Int {
        let (from, to) = (Array(one.uppercased().utf8.prefix(80)), Array(other.utf8))
        var rows = [Array(0...to.count)]
        for i in from.indices {
            var row = [i + 1]
            for j in to.indices {
                var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (from[i] == to[j] ? 0 : 1))
                if i > 0, j > 0, from[i] == to[j - 1], from[i - 1] == to[j] {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[from.count][to.count]
    }
}
