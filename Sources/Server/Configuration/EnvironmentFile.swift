/// A file of `NAME=value` lines, as compose and systemd read them too.
package enum EnvironmentFile {
    /// Reads a file; comments, blank lines and a leading `export` are allowed, quotes around a value go, of two lines with one
    /// name the later one counts.
    /// - Throws: ``SettingsError`` when it is no text, or one that names the first line that is none of these.
    package static func parse(_ file: some Sequence<UInt8>) throws(SettingsError) -> [String: String] {
        var bytes = Array(file)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            throw SettingsError(problems: [".env must be UTF-8 text without NUL characters"])
        }
        var variables: [String: String] = [:]
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            var line = line.drop(while: isBlank)
            while let last = line.last, isBlank(last) { line.removeLast() }
            guard !line.isEmpty, line.first != UInt8(ascii: "#") else { continue }
            let export = Array("export ".utf8)
            if line.starts(with: export) { line = line.dropFirst(export.count) }
            let name = line.prefix { $0 != UInt8(ascii: "=") }
            guard name.count < line.count, isName(name) else {
                throw SettingsError(problems: [".env line \(index + 1): must be NAME=value"])
            }
            variables[String(decoding: name, as: UTF8.self)] = unquoted(line.dropFirst(name.count + 1))
        }
        return variables
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
