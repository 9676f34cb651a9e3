internal import Glibc

/// A text that equals another only byte for byte in UTF-8: for names, ids, paths, subjects and tokens of strangers.
///
/// Swift's own `String ==` and hashing normalise (UAX #15): two texts that look alike are equal, and a run of combining
/// marks costs time by its square.
package struct ExactText: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let string: String

    package init(_ string: String) { self.string = string }
    package init(_ text: Substring) { string = String(text) }
    package init(stringLiteral value: String) { string = value }

    package var description: String { string }
    package var utf8: String.UTF8View { string.utf8 }

    package static func == (left: Self, right: Self) -> Bool { left.string.hasSameBytes(as: right.string) }

    package func hash(into hasher: inout Hasher) {
        var text = string
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // No text holds this byte, so that no two lists of texts give the hasher the same.
        hasher.combine(UInt8(0xFF))
    }
}

extension ExactText: Comparable {
    /// The order of the bytes, which is that of the Unicode scalars too.
    package static func < (left: Self, right: Self) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}

extension StringProtocol {
    /// Whether both texts have the same UTF-8 bytes, in time proportional to their length.
    package func hasSameBytes(as other: some StringProtocol) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}

extension String {
    /// Whether both texts have the same UTF-8 bytes, in time proportional to their length.
    package func hasSameBytes(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count, count > 0 else { return count == other.utf8.count }
        let isSame = unsafe utf8.withContiguousStorageIfAvailable { bytes in
            unsafe other.utf8.withContiguousStorageIfAvailable { others in
                guard let start = bytes.baseAddress, let other = others.baseAddress else { return false }
                return unsafe memcmp(start, other, count) == 0
            }
        }
        return isSame.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
    }
}
