/// How a field's values are indexed; the raw value is OpenSearch's name for it.
enum FieldType: String, Sendable {
    case keyword, text, long, integer, double, float, date, boolean, ip
    case geoPoint = "geo_point"

    var isNumeric: Bool {
        switch self {
        case .long, .integer, .double, .float, .date, .boolean: true
        case .keyword, .text, .ip, .geoPoint: false
        }
    }

    /// True where a value with a fraction cannot be stored.
    var isWhole: Bool { self == .long || self == .integer || self == .date || self == .boolean }
}
