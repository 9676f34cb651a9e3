/// Text that is put together of parts, in one growing buffer.
package struct TextWriter: Sendable {
    /// UTF-8.
    private(set) var bytes: [UInt8] = []

    init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { text in unsafe bytes.append(contentsOf: text) }
    }

    mutating func add(_ text: ArraySlice<UInt8>) { bytes += text }

    /// Adds a label with the text behind it.
    package mutating func add(_ label: String, _ text: String) {
        add(label)
        add(text)
    }

    /// Adds a label with the text behind it, where there is one.
    package mutating func add(_ label: String, ifPresent text: String?) {
        if let text { add(label, text) }
    }

    /// Adds a label with the texts behind it, commas between them, where there are any.
    package mutating func add(_ label: String, joining texts: [String]) {
        var separator = label
        for text in texts {
            add(separator, text)
            separator = ", "
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension TextWriter {
    /// Indents the lines behind the first of those from a place on, and leaves empty ones out, whatever breaks lines in
    /// Unicode: so none can pass for a line of ours.
    mutating func indentLines(from start: Int) {
        guard mayBreakLines(from: start) else { return }
        let written = Array(bytes[start...])
        bytes.removeSubrange(start...)
        var lineStart = 0
        var index = 0
        while index < written.count {
            let length = Self.lineBreak(in: written, at: index)
            if length == 0 {
                index += 1
            } else {
                add(line: written[lineStart..<index], behind: start)
                index += length
                lineStart = index
            }
        }
        add(line: written[lineStart...], behind: start)
    }

    private mutating func add(line: ArraySlice<UInt8>, behind start: Int) {
        guard !line.isEmpty else { return }
        if bytes.count > start { add("\n    ") }
        add(line)
    }

    /// Hardly any text has one of the bytes with which a line break may begin.
    private func mayBreakLines(from start: Int) -> Bool {
        let bytes = bytes.span
        // Without a branch, so that many bytes are looked at in one instruction.
        var found: UInt8 = 0
        for index in start..<bytes.count {
            let byte = unsafe bytes[unchecked: index]
            found |= (byte &- 0x0A < 4 ? 1 : 0) | (byte == 0xC2 ? 1 : 0) | (byte == 0xE2 ? 1 : 0)
        }
        return found != 0
    }

    /// How many bytes the line break has that begins here: line feed to carriage return, U+0085, U+2028 and U+2029; 0 for none.
    private static func lineBreak(in bytes: [UInt8], at index: Int) -> Int {
        switch bytes[index] {
        case 0x0A...0x0D: 1
        case 0xC2 where bytes[(index + 1)...].first == 0x85: 2
        case 0xE2
        where bytes[(index + 1)...].starts(with: [0x80, 0xA8]) || bytes[(index + 1)...].starts(with: [0x80, 0xA9]): 3
        default: 0
        }
    }

    /// How many characters stand between two places.
    func characters(in range: Range<Int>) -> Int {
        let bytes = bytes.span
        var count = 0
        for index in range { count += bytes[index] & 0xC0 != 0x80 ? 1 : 0 }
        return count
    }

    /// The place behind so many characters from a place on.
    func place(behind count: Int, from start: Int) -> Int {
        var left = count
        var place = start
        while place < bytes.count {
            if bytes[place] & 0xC0 != 0x80 {
                if left == 0 { break }
                left -= 1
            }
            place += 1
        }
        return place
    }
}
