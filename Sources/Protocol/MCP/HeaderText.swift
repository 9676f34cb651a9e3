internal import Encodings

/// The coding of body values in header fields (2026-07-28, transports): literal, or `=?base64?…?=` around UTF-8.
package enum HeaderText {
    /// The text behind a field value; nil when it is wrapped as base64 but is none.
    package static func decode(_ value: String) -> String? {
        let prefix = "=?base64?"
        let suffix = "?="
        let bytes = value.utf8
        guard bytes.count >= prefix.utf8.count + suffix.utf8.count, bytes.starts(with: prefix.utf8),
            bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        else { return value }
        let coded = bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
        return Base64.decode(String(Substring(coded))).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
