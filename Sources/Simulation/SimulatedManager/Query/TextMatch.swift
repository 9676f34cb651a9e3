import JSON

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
