internal import JSON

extension Query {
    /// Reads the body of a query on one field: an object of options, or the value that the shorthand option stands for.
    static func field(
        _ query: String, _ body: JSONObject, shorthand: String?, optionsNamed known: Set<String>
    ) throws(IndexerError) -> (field: String, options: JSONObject) {
        var found: (field: String, options: JSONObject)?
        for member in body {
            if let found {
                throw .parsing(
                    "[\(query)] query doesn't support multiple fields, found [\(found.field)] and [\(member.name)]")
            }
            switch (member.value, shorthand) {
            case (.object(let options), _):
                for option in options where !known.contains(option.name) && !["boost", "_name"].contains(option.name) {
                    throw .parsing("[\(query)] query does not support [\(option.name)]")
                }
                found = (member.name, options)
            case (.array, _): throw .parsing("[\(query)] query does not support array of values")
            case (_, let shorthand?): found = (member.name, [shorthand: member.value])
            case (_, nil): throw .parsing("[\(query)] query does not support [\(member.name)]")
            }
        }
        guard let found else { throw .argument("field name is null or empty") }
        return found
    }

    static func term(_ body: JSONObject) throws(IndexerError) -> Query {
        let (field, options) = try field("term", body, shorthand: "value", optionsNamed: ["value", "case_insensitive"])
        guard let value = options["value"], !value.isNull else {
            throw .argument(options["value"] == nil ? "value cannot be null" : "field name is null or empty")
        }
        return .term(field: field, value: value, ignoresCase: try flag(options, "case_insensitive"))
    }

    static func terms(_ body: JSONObject) throws(IndexerError) -> Query {
        var found: Query?
        for member in body where !["boost", "_name"].contains(member.name) {
            if member.value.object != nil { throw .unsupported("a terms lookup") }
            guard let values = member.value.array else {
                throw .parsing("[terms] query does not support [\(member.name)]")
            }
            guard found == nil else { throw .parsing("[terms] query does not support multiple fields") }
            found = .terms(field: member.name, values: values)
        }
        guard let found else {
            throw .parsing(
                "[terms] query requires a field name, followed by array of terms or a document lookup specification")
        }
        return found
    }

    static func range(_ body: JSONObject) throws(IndexerError) -> Query {
        let known: Set = [
            "gte", "gt", "lte", "lt", "from", "to", "include_lower", "include_upper", "format", "time_zone", "relation",
        ]
        let (field, options) = try field("range", body, shorthand: nil, optionsNamed: known)
        var range = RangeQuery(field: field)
        for option in options {
            switch option.name {
            case "gte", "gt": range.lower = .init(value: option.value, isIncluded: option.name == "gte")
            case "lte", "lt": range.upper = .init(value: option.value, isIncluded: option.name == "lte")
            case "from": range.lower = .init(value: option.value, isIncluded: options["include_lower"]?.bool ?? true)
            case "to": range.upper = .init(value: option.value, isIncluded: options["include_upper"]?.bool ?? true)
            case "format": range.format = try DateFormat(option.value.string ?? "")
            case "time_zone": try requireUTC(option.value)
            case "relation" where option.value != "INTERSECTS" && option.value != "intersects":
                throw .unsupported("[range] with another relation than intersects")
            default: break
            }
        }
        if range.lower?.value.isNull == true { range.lower = nil }
        if range.upper?.value.isNull == true { range.upper = nil }
        return .range(range)
    }

    static func exists(_ body: JSONObject) throws(IndexerError) -> Query {
        for member in body where !["field", "boost", "_name"].contains(member.name) {
            throw .parsing("[exists] query does not support [\(member.name)]")
        }
        guard let field = body["field"]?.string else { throw .parsing("[exists] must be provided with a [field]") }
        return .exists(field: field)
    }

    static func ids(_ body: JSONObject) throws(IndexerError) -> Query {
        for member in body where !["values", "boost", "_name"].contains(member.name) {
            throw .parsing("[1:1] [ids] unknown field [\(member.name)]")
        }
        let values = body["values"]?.array ?? body["values"].map { [$0] } ?? []
        return .ids(values.map { $0.string ?? $0.jsonText })
    }

    static func flag(_ options: JSONObject, _ name: String) throws(IndexerError) -> Bool {
        switch options[name] {
        case nil, .bool(false), .string("false"): return false
        case .bool(true), .string("true"): return true
        case let value?:
            let text = value.string ?? value.jsonText
            throw .argument("Failed to parse value [\(text)] as only [true] or [false] are allowed.")
        }
    }

    /// Accepts UTC in its spellings; days and hours of other zones are not simulated.
    static func requireUTC(_ zone: JSON) throws(IndexerError) {
        guard let name = zone.string, ["UTC", "Z", "+00:00", "-00:00", "GMT", "Etc/UTC"].contains(name) else {
            throw .unsupported("the time zone \(zone.jsonText)")
        }
    }
}
