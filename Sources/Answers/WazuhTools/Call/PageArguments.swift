package import MCP

/// Which page of a list a caller wants.
package struct PageRequest: Sendable, Hashable {
    package let limit: Int
    package let offset: Int
}

extension Argument where Value == PageRequest {
    /// `limit` and `cursor`, which every list has.
    /// - Parameters:
    ///   - fallback: how many items without a limit.
    ///   - most: the largest limit.
    /// - Returns: an argument group.
    package static func page(default fallback: Int = 50, most: Int = 500) -> Self {
        .group(
            .integer("limit", "Most items.", in: 1...most, default: fallback),
            .optional(Argument<Cursor>.cursor)
        ) { limit, cursor in PageRequest(limit: limit, offset: cursor?.offset ?? 0) }
    }
}

extension Argument where Value == Cursor {
    static var cursor: Self {
        .string("cursor", "next_cursor of the answer before.", expected: "the next_cursor of an earlier answer") {
            text in
            Cursor(text)
        }
    }
}
