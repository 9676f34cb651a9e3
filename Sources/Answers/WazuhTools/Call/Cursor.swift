import FoundationEssentials

/// Where the next page of a list begins, in a form that callers pass back unread.
package struct Cursor: Sendable, Hashable {
    /// How many items come before.
    package let offset: Int

    package init(offset: Int) { self.offset = offset }

    /// Reads a cursor that an earlier answer gave; nil for anything else.
    package init?(_ text: String) {
        guard let data = Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/")),
            let content = String(validating: data, as: UTF8.self), content.hasPrefix(Self.prefix),
            let offset = Int(content.dropFirst(Self.prefix.count)), (0...10_000_000).contains(offset)
        else { return nil }
        self.offset = offset
    }

    /// The cursor as callers get it.
    package var text: String {
        // The content is padded to a multiple of three bytes, so the text needs no "=".
        let digits = String(offset)
        let zeros = String(repeating: "0", count: (3 - (Self.prefix.utf8.count + digits.utf8.count) % 3) % 3)
        return Data((Self.prefix + zeros + digits).utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    private static let prefix = "offset:"
}
