internal import Glibc

/// Classes of ASCII bytes; inlined, because each byte of what comes in may be asked about.
package enum ASCII {
    @inlinable package static func lowercase(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    @inlinable package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    @inlinable package static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inlinable package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    /// A space or tab.
    @inlinable package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// Reading what stands in the fields of a protocol, by places: making a substring of each part costs more than reading it.
extension Span<UInt8> {
    /// The first place of a byte within a range, or the range's end.
    package func first(_ byte: UInt8, in range: Range<Int>) -> Int {
        let bytes = extracting(range)
        let place = unsafe bytes.withUnsafeBytes { bytes -> Int? in
            guard let start = bytes.baseAddress, let found = unsafe memchr(start, CInt(byte), bytes.count) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - start
        }
        return place.map { range.lowerBound + $0 } ?? range.upperBound
    }

    /// A range without the spaces and tabs at its ends.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, ASCII.isBlank(self[start]) { start += 1 }
        while end > start, ASCII.isBlank(self[end - 1]) { end -= 1 }
        return start..<end
    }

    /// Whether what stands in a range is a name, without regard to the case of ASCII letters.
    /// - Parameters:
    ///   - name: the name, in lower case.
    ///   - range: where to look.
    /// - Returns: true when nothing else stands there.
    package func isName(_ name: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for index in 0..<range.count
        where ASCII.lowercase(self[range.lowerBound + index]) != (unsafe name.utf8Start[index]) { return false }
        return true
    }
}
