/// Classes of ASCII bytes and comparisons without regard to the case of ASCII letters.
package enum ASCII {
    @inlinable package static func lowercase(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    @inlinable package static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    @inlinable package static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inlinable package static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    /// A space or tab.
    package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Whether bytes are a name that is compared without regard to case, such as that of an HTTP scheme.
    /// - Parameters:
    ///   - bytes: what a stranger wrote.
    ///   - name: the name in lower case.
    /// - Returns: true when they differ in the case of ASCII letters at most.
    package static func equalIgnoringCase(_ bytes: some Collection<UInt8>, _ name: String) -> Bool {
        bytes.count == name.utf8.count && zip(bytes, name.utf8).allSatisfy { lowercase($0) == $1 }
    }
}
