extension SecretScanner {
    /// The next place where a secret may show, which ``ranges()`` then looks at; most texts have none.
    ///
    /// It errs on the side of a look: a place that it passes over holds nothing that is known.
    static func place(in bytes: Span<UInt8>, from start: Int) -> Int? {
        let groups = groups
        var index = start
        var isInWord = start > 0 && ASCII.isAlphanumeric(bytes[start - 1])
        while index < bytes.count {
            let byte = bytes[index]
            if ASCII.isAlphanumeric(byte) {
                if !isInWord, index + 2 < bytes.count {
                    let group = groups[beginning(byte, bytes[index + 1], bytes[index + 2])]
                    if group > 0, isKnown(group, at: index, in: bytes) { return index }
                }
                isInWord = true
            } else {
                if isMark(byte, at: index, in: bytes) { return index }
                isInWord = false
            }
            index += 1
        }
        return nil
    }

    @inline(__always) private static func isMark(_ byte: UInt8, at index: Int, in bytes: Span<UInt8>) -> Bool {
        let left = bytes.count - index - 1
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: ">"): return mayEndName(before: index, in: bytes)
        case UInt8(ascii: ":"):
            return left > 0 && bytes[index + 1] == UInt8(ascii: "/") || mayEndName(before: index, in: bytes)
        case UInt8(ascii: "%"): return left > 1 && bytes[index + 1] == UInt8(ascii: "3")
        case UInt8(ascii: "-"):
            guard left > 0 else { return false }
            let next = bytes[index + 1]
            let isBehindWord = index > 0 && ASCII.isWord(bytes[index - 1])
            return isBehindWord ? next == byte && left > 1 && bytes[index + 2] == byte : ASCII.isWord(next)
        default: return false
        }
    }

    /// Quotes and blanks may stand between a name and its separator.
    @inline(__always) private static func mayEndName(before index: Int, in bytes: Span<UInt8>) -> Bool {
        guard index > 1 else { return false }
        let last = bytes[index - 1]
        guard ASCII.isLetter(last) else {
            return ASCII.isQuote(last) || ASCII.isBlank(last) || last == UInt8(ascii: "\\")
        }
        return SecretNames.canEnd(in: last, behind: bytes[index - 2])
    }
}
