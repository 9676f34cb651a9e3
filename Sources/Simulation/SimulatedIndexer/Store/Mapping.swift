import Encodings
import SimulatedCompany

/// How a field's values are indexed; the raw value is OpenSearch's name for it.
enum FieldType: String, Sendable {
    case keyword, text, long, integer, double, float, date, boolean
    case geoPoint = "geo_point"

    var isNumeric: Bool {
        switch self {
        case .long, .integer, .double, .float, .date, .boolean: true
        case .keyword, .text, .geoPoint: false
        }
    }

    /// True where a value with a fraction cannot be stored.
    var isWhole: Bool { self == .long || self == .integer || self == .date || self == .boolean }
}

/// The types of the fields that an index template of Wazuh's declares.
///
/// Fields that no template declares are indexed as they come: strings as keyword, numbers as long or float. Left out are
/// the modules for clouds, containers, OpenSCAP and osquery, of which there are no alerts here.
struct Mapping: Sendable {
    let types: [ExactText: FieldType]

    static let alerts = Mapping(template: "alerts")
    static let vulnerabilities = Mapping(template: "vulnerabilities")

    static let file = DataFile("mappings.tsv", PackageResources.mappings_tsv) { row throws(DataError) in
        (
            template: try row.text("template"), type: try row.convert("type", FieldType.init),
            fields: try row.words("fields")
        )
    }

    private init(template: String) {
        var types: [ExactText: FieldType] = [:]
        for row in Self.file.values where row.template == template {
            for field in row.fields { types[ExactText(field)] = row.type }
        }
        self.types = types
    }
}
