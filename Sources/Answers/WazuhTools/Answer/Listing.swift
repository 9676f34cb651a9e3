package import JSON
package import MCP
import WazuhIndexer
import WazuhManager

/// An item of a list that a tool returns.
package protocol ListItem: Structured {
    /// Writes the item in one line for the model, or in a few where a line cannot hold it.
    func add(to text: inout TextWriter)
}

extension ListItem {
    /// The item by itself.
    var line: String {
        var text = TextWriter()
        add(to: &text)
        return text.text
    }
}

/// One page of a list: says how many items match, which it shows, and how to get the rest.
package struct Listing<Item: ListItem>: ToolOutput, Remarked {
    /// What the items are, in the plural.
    private let subject: String
    /// What the list is limited to, such as "status active"; empty for everything.
    private let covers: String
    private let total: Int
    /// How many items come before this page.
    private let start: Int
    private let items: [Item]
    package let remarks: Remarks
    /// Where the list goes on behind the first `count` items; nil when nothing follows.
    private let next: @Sendable (_ count: Int) -> JSON?
    private var texts: ItemTexts
    /// How many of the items are shown: as many as fit.
    private var shown: Int
    private var cursor: String?

    /// - Parameters:
    ///   - subject: what the items are, in the plural.
    ///   - covers: what the list is limited to; empty for everything.
    ///   - total: how many items match on all pages.
    ///   - start: how many come before this page.
    ///   - items: those of this page.
    ///   - remarks: what else the reader must know.
    ///   - next: where the list goes on behind the first `count` items; nil for a list that is counted from its beginning.
    package init(
        of subject: String, covers: String = "", total: Int, start: Int, items: [Item], remarks: Remarks = Remarks(),
        next: (@Sendable (_ count: Int) -> JSON?)? = nil
    ) {
        self.subject = subject
        self.covers = covers
        self.total = total
        self.start = start
        self.items = items
        self.remarks = remarks
        self.next = next ?? { count in start + count < total ? .integer(Int64(start + count)) : nil }
        texts = ItemTexts(of: items)
        shown = items.count
    }

    package static var structure: Structure<Self> {
        Structure(
            .init("total") { $0.total },
            .init("returned", isListed: false) { $0.shown },
            .init("covers", isListed: false) { $0.covers.isEmpty ? nil : $0.covers },
            .init("omitted", isListed: false) { $0.omitted == 0 ? nil : $0.omitted },
            .init("next_cursor") { $0.cursor },
            .notes,
            .untrustedData,
            .init("items") { $0.omitted == 0 ? $0.items : Array($0.items.prefix($0.shown)) }
        )
    }

    /// Items of this page that were left out to keep the text short.
    private var omitted: Int { items.count - shown }

    package static var canBeLong: Bool { true }

    package var text: String {
        var text = TextWriter(reservingCapacity: texts.bytes(of: shown).count + 1_024)
        text.add(([heading(shown)] + remarks.notes + (shown == 0 ? [] : remarks.warning)).joined(separator: "\n"))
        text.add(texts.bytes(of: shown))
        text.add("\n", ifPresent: footer(cursor))
        return text.text
    }

    private func heading(_ shown: Int) -> String {
        let limits = covers.isEmpty ? "" : " (\(covers))"
        guard total > 0 else { return "No \(subject) match\(limits)." }
        guard shown > 0 else { return "\(total) \(subject) match\(limits); none here." }
        guard shown < total else { return "\(total) \(subject)\(limits):" }
        return "\(total) \(subject) match\(limits); showing \(start + 1) to \(start + shown):"
    }

    private func footer(_ cursor: String?) -> String? {
        guard let cursor else { return nil }
        let left = omitted > 0 ? "\(omitted) more of this page were left out for length. " : ""
        return "\(left)More: repeat the call with cursor=\(cursor)."
    }

    package func fitted(to limit: Int) -> Self {
        let frame = characters(of: [heading(items.count)] + remarks.notes + remarks.warning)
        let footer = next(items.count) == nil ? 0 : Self.longestFooter
        guard texts.count(fitting: limit - frame - footer) < items.count, let first = items.indices.first else {
            return self
        }
        var fitted = self
        let smallFrame = characters(of: [heading(0)] + remarks.notes) + Self.frameRoom
        fitted.shown = texts.count(fitting: limit - smallFrame)
        if fitted.shown == 0 {
            // One item that is longer than everything is better cut than skipped.
            fitted.texts = texts.cut(to: first + 1, longest: max(limit - smallFrame, 200))
            fitted.shown = first + 1
        }
        return fitted
    }

    private func characters(of lines: [String]) -> Int { lines.joined(separator: "\n").unicodeScalars.count }

    /// The footer of a page of which all items are shown, with the longest cursor.
    private static var longestFooter: Int { 180 }
    /// For the warning, and a longer heading and footer.
    private static var frameRoom: Int { 320 }

    /// A page without items leads nowhere: its cursor would give the same page again.
    package var position: JSON? { shown == 0 ? nil : next(shown) }

    package func leading(to cursor: String?) -> Self {
        var leading = self
        leading.cursor = cursor
        return leading
    }
}

extension Listing {
    /// A page that the manager answered.
    init(
        of subject: String, covers: String = "", _ paged: Paged<Item>, _ page: PageRequest, notes: [String] = [],
        isUntrusted: Bool = false
    ) {
        self.init(
            of: subject, covers: covers, total: paged.total, start: page.offset, items: paged.items,
            remarks: Remarks(notes: notes + paged.failed.map(\.words), isUntrusted: isUntrusted))
    }

    /// A page that the indexer answered.
    /// - Parameters:
    ///   - subject: what the items are, in the plural.
    ///   - covers: what the list is limited to.
    ///   - page: the page.
    ///   - walk: what it goes on with; nil for a first page.
    ///   - range: the time that the whole list is about.
    init(
        of subject: String, covers: String, _ page: SearchPage<Item>, after walk: IndexerWalk?, range: TimeRange? = nil
    ) {
        let start = walk?.start ?? 0
        self.init(
            of: subject, covers: covers, total: page.total, start: start, items: page.items,
            remarks: Remarks(notes: page.gaps, isUntrusted: true)
        ) { count in
            guard start + count < page.total, let position = page.position(behind: count) else { return nil }
            return IndexerWalk(position: position, start: start + count, range: range).json
        }
    }
}

extension FailedItem {
    var words: String { "Failed for \(ids.prefix(10).joined(separator: ", ")): \(message) (error \(code))." }
}
