import Encodings
import FoundationEssentials
import JSON

/// What a list request asks of a table: the parameters `search`, `q`, `sort`, `select`, `distinct`, `offset`, `limit`
/// and filters by a field's value.
struct ItemQuery: Sendable {
    /// A page of a list with the number of all matches.
    struct Page: Sendable {
        let items: [[UInt8]]
        let total: Int
    }

    var filters: [(field: FieldPath, value: String)] = []
    private let search: (needle: [UInt8], isNegated: Bool)?
    private let condition: ItemCondition?
    private let sort: (fields: [FieldPath], isDescending: Bool)?
    private let select: [FieldPath]?
    private let isDistinct: Bool
    private let offset: Int
    private let limit: Int

    /// Reads the parameters.
    /// - Throws: 1724 for a bad `select`, 1403 for a bad `sort`, 1407, 1408 and 1409 for a bad `q`.
    init(_ parameters: RequestParameters, for table: ItemTable) throws(ManagerError) {
        search = parameters["search"].map { text in
            let isNegated = text.utf8.first == UInt8(ascii: "-")
            return (Array(TextMatch.fold(text).dropFirst(isNegated ? 1 : 0)), isNegated)
        }
        condition =
            if let text = parameters["q"] { try ItemCondition(parsing: text, fields: table.fields) } else { nil }
        sort = try parameters["sort"].map { (text) throws(ManagerError) in try Self.sort(text, table.fields) }
        select = try parameters["select"].map { (text) throws(ManagerError) in
            try Self.paths(text, table.fields, 1724, "select")
        }
        isDistinct = parameters.flag("distinct")
        offset = parameters.number("offset") ?? 0
        limit = parameters.number("limit") ?? 500
    }

    /// The page of a table that the query asks for.
    func run(on table: ItemTable, now: Date) -> Page {
        var rows = table.rows
        if !filters.isEmpty || search != nil || condition != nil {
            rows = rows.filter { matches($0.value, now: now) }
        }
        if let sort { rows = sorted(rows, by: sort.fields, isDescending: sort.isDescending) }
        if select == nil, !isDistinct { return Page(items: page(rows).map(\.bytes), total: rows.count) }
        let kept = isDistinct ? [] : table.kept.map(FieldPath.init)
        guard isDistinct else { return Page(items: page(rows).map { selected($0, kept).jsonBytes }, total: rows.count) }
        var seen: Set<[UInt8]> = []
        let unique = rows.map { selected($0, kept).jsonBytes }.filter { seen.insert($0).inserted }
        return Page(items: Array(page(unique)), total: unique.count)
    }

    private func matches(_ item: JSON, now: Date) -> Bool {
        for filter in filters {
            let isMet = filter.field.leaves(of: item).contains { TextMatch.isEqual($0.scalarText, filter.value) }
            guard isMet else { return false }
        }
        if let search, TextMatch.anyLeaf(of: item, contains: search.needle) == search.isNegated { return false }
        return condition?.holds(for: item, now: now) ?? true
    }

    private func sorted(_ rows: [ItemRow], by fields: [FieldPath], isDescending: Bool) -> [ItemRow] {
        let keyed = rows.enumerated().map {
            (index: $0.offset, keys: fields.map { [row = $0.element.value] in $0.first(of: row) })
        }
        return keyed.sorted { left, right in
            for (position, field) in fields.enumerated() {
                let order = ItemOrder.compare(left.keys[position], right.keys[position], of: field.text)
                if order != 0 { return (order < 0) != isDescending }
            }
            return left.index < right.index
        }.map { rows[$0.index] }
    }

    private func page<Element>(_ elements: [Element]) -> ArraySlice<Element> {
        elements.dropFirst(offset).prefix(limit)
    }

    private func selected(_ row: ItemRow, _ kept: [FieldPath]) -> JSON {
        guard let select else { return row.value }
        return (select + kept).compactMap { $0.selection(of: row.value) }.reduce(.object([:])) { $0.merged(with: $1) }
    }

    private static func sort(_ text: String, _ fields: [String]) throws(ManagerError) -> (
        fields: [FieldPath], isDescending: Bool
    ) {
        let sign = text.utf8.first.flatMap { "+-".utf8.contains($0) ? $0 : nil }
        let names = String(Substring(text.utf8.dropFirst(sign == nil ? 0 : 1)))
        return (try paths(names, fields, 1403, "sort"), sign == UInt8(ascii: "-"))
    }

    private static func paths(
        _ text: String, _ fields: [String], _ number: Int, _ what: String
    ) throws(ManagerError) -> [FieldPath] {
        let names = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        let unknown = names.filter { name in !fields.contains { $0.hasSameBytes(as: name) } }
        guard unknown.isEmpty else {
            throw .badRequest(
                number,
                "Allowed \(what) fields: \(fields.joined(separator: ", ")). Fields: \(unknown.joined(separator: ", "))")
        }
        return names.map(FieldPath.init)
    }
}
