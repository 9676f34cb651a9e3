/// A text that equals another only byte for byte in UTF-8: for names, ids, paths, subjects and tokens of strangers.
///
/// Swift's own `String ==` and hashing normalise (UAX #15): two texts that look alike are equal, and a run of combining
/// marks costs time by its square.
package struct ExactText: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let string: String

    package init(_ string: String) { self.string = string }
    package init(stringLiteral value: String) { string = value }

    package var description: String { string }
    package var utf8: String.UTF8View { string.utf8 }

    package static func == (left: Self, right: Self) -> Bool { left.string.hasSameBytes(as: right.string) }

    package func hash(into hasher: inout Hasher) {
        var text = string
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }
}

extension StringProtocol {
    /// Whether both texts have the same UTF-8 bytes, in time proportional to their length.
    package func hasSameBytes(as other: some StringProtocol) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
