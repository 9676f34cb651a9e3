internal import FoundationEssentials

/// The coding of body values in header fields (2026-07-28, transports): literal, or `=?base64?…?=` around UTF-8.
package enum HeaderText {
    /// The text behind a field value; nil when it is wrapped as base64 but is none.
    package static func decode(_ value: String) -> String? {
        let prefix = "=?base64?"
        let suffix = "?="
        guard value.hasPrefix(prefix), value.hasSuffix(suffix),
            value.utf8.count >= prefix.utf8.count + suffix.utf8.count
        else { return value }
        let coded = String(value.dropFirst(prefix.count).dropLast(suffix.count))
        guard let data = Data(base64Encoded: coded), data.base64EncodedString() == coded else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
