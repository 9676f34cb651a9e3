/// Masks secrets in texts that leave the server.
///
/// It runs on every string of every result, so it errs on the side of masking, but never over whole lines.
package enum Redaction {
    package static let mask = "[redacted]"

    /// Running text with its secrets masked.
    package static func redact(_ text: String) -> String { masked(text) ?? text }

    /// JSON as ``JSONWriter`` makes it with the secrets in its strings masked, by what these hold and by the names of their
    /// members; the elements of an array go by the name before it.
    package static func redact(json: [UInt8]) -> [UInt8] { JSONMasker.masked(json) }

    /// A string with its secrets masked.
    /// - Parameters:
    ///   - text: the string as it is.
    ///   - member: the name of the member that it belongs to.
    /// - Returns: the string with each secret replaced by the mask.
    package static func redact(_ text: String, of member: String) -> String {
        masked(text, SecretNames.meaning(of: member.utf8Span.span)) ?? text
    }

    /// What takes the place of a string; nil when it may stay as it is.
    static func masked(_ text: String, _ meaning: SecretNames.Meaning?) -> String? {
        guard let meaning else { return masked(text) }
        return text.isEmpty || meaning.isHarmless(text.utf8) ? nil : mask
    }

    private static func masked(_ text: String) -> String? {
        guard SecretPlaces.next(in: text.utf8Span.span, from: 0) != nil else { return nil }
        let bytes = Array(text.utf8)
        let ranges = SecretScanner(bytes).ranges()
        return ranges.isEmpty ? nil : masked(bytes, ranges)
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
