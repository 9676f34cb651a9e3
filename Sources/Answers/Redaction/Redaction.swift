/// Masks secrets in texts that leave the server.
///
/// It runs on every string of every result, so it errs on the side of masking, but never over whole lines.
package enum Redaction {
    package static let mask = "[redacted]"

    /// The text with secrets masked.
    /// - Parameters:
    ///   - name: the member that the text belongs to; empty for running text.
    ///   - text: the text as it is.
    /// - Returns: the text with each secret replaced by the mask.
    package static func redact(_ name: String, _ text: String) -> String {
        if let meaning = SecretNames.meaning(ofMember: name) {
            return text.isEmpty || meaning.isHarmless(text.utf8) ? text : mask
        }
        guard SecretScanner.place(in: text.utf8Span.span, from: 0) != nil else { return text }
        let bytes = Array(text.utf8)
        let ranges = SecretScanner(bytes).ranges()
        return ranges.isEmpty ? text : masked(bytes, ranges)
    }

    private static func masked(_ bytes: [UInt8], _ ranges: [Range<Int>]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + ranges.count * mask.utf8.count)
        var end = 0
        for range in ranges where range.lowerBound >= end {
            output += bytes[end..<range.lowerBound]
            output += mask.utf8
            end = range.upperBound
        }
        return String(decoding: output + bytes[end...], as: UTF8.self)
    }
}
