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

    /// Makes a table; without `fields` the paths of all leaves that occur are the fields.
    init(_ values: [JSON], fields: [String]? = nil, kept: [String] = []) {
        rows = values.map(ItemRow.init)
        self.fields = fields ?? Self.leafPaths(of: values)
        self.kept = kept
    }

    init(rows: [ItemRow], fields: [String], kept: [String]) {
        self.rows = rows
        self.fields = fields
        self.kept = kept
    }

    /// The same list with only some rows.
    func filtered(_ isIncluded: (JSON) -> Bool) -> ItemTable {
        ItemTable(rows: rows.filter { isIncluded($0.value) }, fields: fields, kept: kept)
    }

    private static func leafPaths(of values: [JSON]) -> [String] {
        var paths: [String] = []
        var seen: Set<String> = []
        func visit(_ value: JSON, _ prefix: String) {
            switch value {
            case .object(let object):
                for member in object { visit(member.value, prefix.isEmpty ? member.name : prefix + "." + member.name) }
            case .array(let elements) where elements.first?.object != nil:
                for element in elements { visit(element, prefix) }
            default: if seen.insert(prefix).inserted { paths.append(prefix) }
            }
        }
        for value in values.prefix(300) { visit(value, "") }
        return paths
    }
}
