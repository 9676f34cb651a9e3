internal import CSimdjson
internal import Glibc

/// Parsed JSON: owns simdjson's tape, which ``JSONView`` reads.
package struct JSONDocument: Sendable {
    let tape: JSONTape

    /// Parses UTF-8 bytes (RFC 8259).
    ///
    /// Members of the same name are kept: a view finds the first; ``JSON/init(parsing:maximumDepth:)`` refuses them.
    /// - Parameter bytes: one JSON text of less than 4 GiB; with room for 64 more bytes in its array it is not copied.
    /// - Throws: ``JSONError`` with the code `malformed` or, past 1,024 levels, `tooDeep`.
    package init(parsing bytes: [UInt8]) throws(JSONError) {
        tape = try JSONTape(parsing: bytes)
    }

    /// The outermost value.
    package var root: JSONView { JSONView(tape: tape, position: 1) }
}

/// A borrowed parser with the tape of one document, handed back when the last view is gone.
///
/// The tape is written once in `init` and only read after that.
@safe final class JSONTape: @unchecked Sendable {
    private let parser: OpaquePointer
    private let words: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>

    init(parsing bytes: [UInt8]) throws(JSONError) {
        guard let parser = unsafe wz_json_parser_take() else {
            throw JSONError(.malformed, "no memory for a JSON parser")
        }
        var words: UnsafePointer<UInt64>?
        var strings: UnsafePointer<UInt8>?
        let code = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe wz_json_parse(
                parser, buffer.baseAddress, buffer.count, bytes.capacity - bytes.count, &words, &strings)
        }
        guard code == 0, let words = unsafe words, let strings = unsafe strings else {
            unsafe wz_json_parser_give_back(parser)
            let reason = unsafe wz_json_error(code).map { unsafe String(cString: $0) } ?? "not JSON"
            throw JSONError(reason.contains("deep") ? .tooDeep : .malformed, reason)
        }
        unsafe self.parser = unsafe parser
        unsafe self.words = unsafe words
        unsafe self.strings = unsafe strings
    }

    deinit { unsafe wz_json_parser_give_back(parser) }

    @inline(__always) func word(_ position: Int) -> UInt64 { unsafe words[position] }

    /// The position behind the value at a position.
    @inline(__always) func end(ofValueAt position: Int) -> Int {
        let word = word(position)
        let tag = UInt8(truncatingIfNeeded: word >> 56)
        // Most values are strings.
        if tag == JSONView.Kind.string.rawValue { return position + 1 }
        return switch tag {
        case JSONView.Kind.object.rawValue, JSONView.Kind.array.rawValue: Int(word & 0xFFFF_FFFF)
        case JSONView.Kind.signed.rawValue, JSONView.Kind.unsigned.rawValue, JSONView.Kind.double.rawValue: position + 2
        default: position + 1
        }
    }

    /// The position of a member's value in the object at a position, the first of its name.
    func value(of name: UnsafeBufferPointer<UInt8>, inObjectAt position: Int) -> Int? {
        unsafe value(of: name, in: (position + 1)..<(end(ofValueAt: position) - 1))
    }

    /// The position of a member's value among the members that stand in a range.
    func value(of name: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Int? {
        // A name lies behind its length: both are compared at once, as far as eight bytes go; simdjson has room behind the
        // last string.
        let (beginning, mask) = unsafe Self.beginning(of: name)
        var position = range.lowerBound
        while position < range.upperBound {
            let start = unsafe strings + Int(word(position) & 0x00FF_FFFF_FFFF_FFFF)
            position += 1
            if unsafe UnsafeRawPointer(start).loadUnaligned(as: UInt64.self) & mask == beginning,
                unsafe hasSameRest(start + 4, name)
            {
                return position
            }
            position = self.end(ofValueAt: position)
        }
        return nil
    }

    /// The length of a name and its first four bytes, and which bits of these count.
    @inline(__always) private static func beginning(of name: UnsafeBufferPointer<UInt8>) -> (UInt64, mask: UInt64) {
        var beginning = UInt64(truncatingIfNeeded: name.count) & 0xFFFF_FFFF
        for index in 0..<min(name.count, 4) { unsafe beginning |= UInt64(name[index]) << UInt64(32 + 8 * index) }
        return (beginning, name.count >= 4 ? .max : 1 << UInt64(32 + 8 * name.count) - 1)
    }

    /// Whether what lies behind the first four bytes is the same too.
    @inline(__always) private func hasSameRest(
        _ start: UnsafePointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard name.count > 4, let other = name.baseAddress else { return true }
        return unsafe memcmp(start + 4, other + 4, name.count - 4) == 0
    }

    @inline(__always) func stringBytes(_ word: UInt64) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe strings + Int(word & 0x00FF_FFFF_FFFF_FFFF)
        let count = unsafe Int(UnsafeRawPointer(start).loadUnaligned(as: UInt32.self))
        return unsafe UnsafeBufferPointer(start: start + 4, count: count)
    }

    /// The string at a position; nil when something else stands there.
    @inline(__always) func string(at position: Int) -> String? {
        let word = word(position)
        return UInt8(truncatingIfNeeded: word >> 56) == JSONView.Kind.string.rawValue ? string(word) : nil
    }

    @inline(__always) func string(_ word: UInt64) -> String {
        let bytes = unsafe stringBytes(word)
        // The parser has found it to be UTF-8: to look again would cost most where it is not ASCII.
        return unsafe String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: bytes.count > 15 && isASCII(bytes)))
    }

    private func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index + 8 <= bytes.count {
            if unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 {
                return false
            }
            index += 8
        }
        while index < bytes.count {
            if unsafe bytes[index] >= 0x80 { return false }
            index += 1
        }
        return true
    }
}
