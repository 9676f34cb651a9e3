/// Which part of a list is asked for.
package struct Page: Sendable, Hashable {
    /// How many items at most.
    package let limit: Int
    /// How many items come before the first.
    package let offset: Int

    /// The longest page the manager gives.
    package static let longest = 100_000

    /// Takes the nearest allowed values: a limit of 1…100,000, an offset from 0.
    package init(limit: Int = 100, offset: Int = 0) {
        self.limit = min(max(limit, 1), Self.longest)
        self.offset = min(max(offset, 0), Int(Int32.max))
    }

    /// Everything in one page.
    package static let all = Page(limit: longest)
}

/// How a list is ordered.
package struct SortOrder: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Rising in a field as the endpoint names it, such as `lastKeepAlive`.
    package static func ascending(_ field: StaticString) -> Self { Self(description: "+\(field)") }
}

/// A part of a list, with what the whole holds.
package struct Paged<Item: Sendable>: Sendable {
    package let items: [Item]
    /// How many items match, whatever the page shows.
    package let total: Int
    /// What could not be answered; the items are those that could.
    package let failed: [FailedItem]

    package init(items: [Item], total: Int, failed: [FailedItem] = []) {
        self.items = items
        self.total = total
        self.failed = failed
    }
}

/// Targets of a request for which it failed, with the same reason each.
package struct FailedItem: Sendable, Hashable {
    package let ids: [String]
    /// Wazuh's number for the reason, for example 1701 for an agent that does not exist.
    package let code: Int
    package let message: String

    package init(ids: [String], code: Int, message: String) {
        self.ids = ids
        self.code = code
        self.message = message
    }
}
