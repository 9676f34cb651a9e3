import JSON

/// One item of a list, with its JSON text made once.
struct ItemRow: Sendable {
    let value: JSON
    let bytes: [UInt8]

    init(_ value: JSON) {
        self.value = value
        bytes = value.jsonBytes
    }
}

/// A list that can be filtered, searched, sorted and paged.
struct ItemTable: Sendable {
    let rows: [ItemRow]
    /// The paths that `select`, `sort` and `q` may name.
    let fields: [String]
    /// Paths that stay in the answer whatever `select` says.
    let kept: [String]

    init(_ values: [JSON], fields: [String], kept: [String] = []) {
        self.init(rows: values.map(ItemRow.init), fields: fields, kept: kept)
    }

    private init(rows: [ItemRow], fields: [String], kept: [String]) {
        self.rows = rows
        self.fields = fields
        self.kept = kept
    }

    /// The same list with only some rows.
    func filtered(_ isIncluded: (JSON) -> Bool) -> ItemTable {
        ItemTable(rows: rows.filter { isIncluded($0.value) }, fields: fields, kept: kept)
    }
}
