extension String {
    /// The first Unicode scalars: a character may hold any number of combining marks.
    func beginning(scalars count: Int) -> String {
        utf8.count <= count ? self : String(unicodeScalars.prefix(count))
    }

    /// The text with the lines behind its first indented, and empty ones left out, whatever breaks lines in Unicode.
    var indentedBehindFirstLine: String {
        guard mayBreakLines else { return self }
        var lines = ""
        lines.reserveCapacity(utf8.count + 16)
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            let next = unicodeScalars.index(after: index)
            if Self.breaksLine(unicodeScalars[index]) {
                lines.append(line: self[start..<index])
                start = next
            }
            index = next
        }
        lines.append(line: self[start...])
        return lines
    }

    /// Line breaks are vertical space of ASCII or lie beyond ASCII.
    private var mayBreakLines: Bool {
        let bytes = utf8Span.span
        return bytes.indices.contains { bytes[$0] &- 0x0A < 4 || bytes[$0] >= 0x80 }
    }

    private mutating func append(line: Substring) {
        guard !line.isEmpty else { return }
        if !isEmpty { self += "\n    " }
        self += line
    }

    private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
