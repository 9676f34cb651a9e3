extension StringProtocol {
    /// As many whole Unicode scalars from the start as fit.
    ///
    /// Not characters: one of those may hold any number of combining marks.
    /// - Parameter limit: the most bytes of UTF-8, 0 or more.
    /// - Returns: the whole text where it fits.
    package func prefix(bytes limit: Int) -> SubSequence {
        guard utf8.count > limit else { return self[...] }
        var end = utf8.index(startIndex, offsetBy: limit)
        var count = limit
        // A byte that goes on with a scalar is no place to end at.
        while utf8[end] & 0xC0 == 0x80 {
            count -= 1
            end = utf8.index(startIndex, offsetBy: count)
        }
        return self[..<end]
    }

    /// What a message may repeat of a text that a stranger sent.
    /// - Parameter limit: the most bytes of UTF-8, 0…200; beyond that it stops at 200.
    /// - Returns: whole scalars from the start of the text.
    package func beginning(bytes limit: Int = 64) -> String { String(prefix(bytes: Swift.min(limit, 200))) }
}

extension String {
    /// What stands at a range of places in UTF-8, whose ends must not lie within a scalar.
    package func part(at range: Range<Int>) -> Substring {
        let start = utf8.index(startIndex, offsetBy: range.lowerBound)
        return self[start..<utf8.index(start, offsetBy: range.count)]
    }
}
