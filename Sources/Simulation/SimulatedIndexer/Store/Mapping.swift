/// The types of the fields that an index template declares.
///
/// Fields that no template declares are indexed as they come: strings as keyword, numbers as long or float.
struct Mapping: Sendable {
    let types: [String: FieldType]

    /// Makes a mapping from the names of the fields of each type, separated by spaces.
    init(_ names: KeyValuePairs<FieldType, String>) {
        var types: [String: FieldType] = [:]
        for (type, names) in names {
            for name in names.split(separator: " ") { types[String(name)] = type }
        }
        self.types = types
    }
}
