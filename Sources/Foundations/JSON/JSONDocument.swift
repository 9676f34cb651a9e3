internal import CSimdjson

/// Parsed JSON: owns simdjson's tape, which ``JSONView`` reads.
package struct JSONDocument: Sendable {
    let tape: JSONTape

    /// Parses UTF-8 bytes (RFC 8259).
    ///
    /// Members of the same name are kept: a view finds the first; ``JSON/init(parsing:maximumDepth:)`` refuses them.
    /// - Parameter bytes: one JSON text of less than 4 GiB.
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
            unsafe wz_json_parse(parser, buffer.baseAddress, buffer.count, &words, &strings)
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

    @inline(__always) func stringBytes(_ word: UInt64) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe strings + Int(word & 0x00FF_FFFF_FFFF_FFFF)
        let count = unsafe Int(UnsafeRawPointer(start).loadUnaligned(as: UInt32.self))
        return unsafe UnsafeBufferPointer(start: start + 4, count: count)
    }

    @inline(__always) func string(_ word: UInt64) -> String {
        let source = unsafe stringBytes(word)
        return unsafe String(unsafeUninitializedCapacity: source.count) { target in
            unsafe target.initialize(fromContentsOf: source)
        }
    }
}
