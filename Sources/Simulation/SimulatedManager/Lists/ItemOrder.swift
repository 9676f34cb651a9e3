import JSON

/// How values stand to one another: numbers by size, everything else by text without regard to case.
enum ItemOrder {
    /// −1, 0 or 1.
    static func compare(_ left: String, _ right: String) -> Int {
        if let leftNumber = number(left), let rightNumber = number(right) { return sign(leftNumber, rightNumber) }
        if TextMatch.isEqual(left, right) { return 0 }
        return TextMatch.fold(left).lexicographicallyPrecedes(TextMatch.fold(right)) ? -1 : 1
    }

    /// −1, 0 or 1 for two values of a sorted field; a missing one comes first, versions go part by part.
    static func compare(_ left: JSON?, _ right: JSON?, of field: String) -> Int {
        switch (left, right) {
        case (nil, nil): return 0
        case (nil, _): return -1
        case (_, nil): return 1
        case (let left?, let right?):
            guard field == "version" else { return compare(left.scalarText, right.scalarText) }
            return compareVersions(left.scalarText, right.scalarText)
        }
    }

    private static func compareVersions(_ left: String, _ right: String) -> Int {
        let leftParts = parts(left)
        let rightParts = parts(right)
        guard leftParts != rightParts else { return compare(left, right) }
        return leftParts.lexicographicallyPrecedes(rightParts) ? -1 : 1
    }

    private static func parts(_ version: String) -> [Int] {
        version.split { !$0.isNumber }.compactMap { Int($0) }
    }

    private static func number(_ text: String) -> Double? {
        // Most texts are no numbers: a look at the bytes is cheaper than an attempt to read one.
        guard !text.isEmpty, text.utf8.count <= 20, text.utf8.allSatisfy({ (45...57).contains($0) }) else { return nil }
        return Double(text)
    }

    private static func sign(_ left: Double, _ right: Double) -> Int { left == right ? 0 : (left < right ? -1 : 1) }
}

/// Text comparison without regard to ASCII case, on bytes because whole lists go through it.
enum TextMatch {
    static func fold(_ text: String) -> [UInt8] { text.utf8.map(fold) }

    static func isEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).allSatisfy { fold($0) == fold($1) }
    }

    /// Whether the text contains folded bytes.
    static func contains(_ text: String, folded needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count >= needle.count else { return false }
            for start in 0...(bytes.count - needle.count) where unsafe fold(bytes[start]) == first {
                var offset = 1
                while offset < needle.count, unsafe fold(bytes[start + offset]) == needle[offset] { offset += 1 }
                if offset == needle.count { return true }
            }
            return false
        }
    }

    /// Whether any scalar of an item contains folded bytes.
    static func anyLeaf(of value: JSON, contains needle: [UInt8]) -> Bool {
        switch value {
        case .object(let object): object.contains { anyLeaf(of: $0.value, contains: needle) }
        case .array(let elements): elements.contains { anyLeaf(of: $0, contains: needle) }
        case .string(let text): contains(text, folded: needle)
        default: contains(value.scalarText, folded: needle)
        }
    }

    @inline(__always) private static func fold(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
