/// The texts of a list's items, each on a line of its own or on a few, as many as fit.
struct ItemTexts: Sendable {
    private var text: TextWriter
    /// Where the text of each item ends.
    private var ends: [Int] = []

    private init(_ text: TextWriter) { self.text = text }

    /// Writes each item; lines behind its first are indented, so that none can pass for another item.
    init(of items: [some ListItem]) {
        text = TextWriter(reservingCapacity: items.count * 128)
        ends.reserveCapacity(items.count)
        // Items are borrowed: a copy of each would count the references of all that it holds.
        unsafe items.withUnsafeBufferPointer { items in
            for index in items.indices {
                text.add("\n")
                let start = text.bytes.count
                unsafe items[index].add(to: &text)
                text.indentLines(from: start)
                ends.append(text.bytes.count)
            }
        }
    }

    /// How many items fit a number of characters, the line break before each counted.
    func count(fitting room: Int) -> Int {
        // UTF-8 is at least as long as what it writes, so most texts need no counting.
        if text.bytes.count <= room { return ends.count }
        var room = room
        var start = 0
        for (count, end) in ends.enumerated() {
            room -= text.characters(in: start..<end)
            if room < 0 { return count }
            start = end
        }
        return ends.count
    }

    /// The first items alone, none longer than a number of characters: better cut than left out.
    func cut(to count: Int, longest: Int) -> ItemTexts {
        var cut = ItemTexts(TextWriter())
        var start = 0
        for end in ends.prefix(count) {
            let length = text.characters(in: start..<end) - 1
            if length > longest {
                let place = text.place(behind: longest + 1, from: start)
                cut.text.add(text.bytes[start..<place])
                cut.text.add("… (\(length - longest) characters left out)")
            } else {
                cut.text.add(text.bytes[start..<end])
            }
            cut.ends.append(cut.text.bytes.count)
            start = end
        }
        return cut
    }

    /// The texts of the first items, a line break before each.
    func bytes(of count: Int) -> ArraySlice<UInt8> { text.bytes[..<(count == 0 ? 0 : ends[count - 1])] }
}
