internal import JSON

/// Values of a request read as a field would read them.
enum FieldValue {
    /// The number that a value means for a numeric field other than a date.
    /// - Throws: ``IndexerError`` as every shard would fail.
    static func number(_ value: JSON, type: FieldType) throws(IndexerError) -> Double {
        if type == .boolean { return try boolean(value) ? 1 : 0 }
        guard let number = value.double ?? value.string.flatMap(Double.init) else {
            throw .query("failed to create query: For input string: \"\(value.string ?? value.jsonText)\"")
        }
        return type == .float ? Double(Float(number)) : number
    }

    private static func boolean(_ value: JSON) throws(IndexerError) -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .string("true"): return true
        case .string("false"), .string(""): return false
        default:
            let text = value.string ?? value.jsonText
            throw .query("failed to create query: Can't parse boolean value [\(text)], expected [true] or [false]")
        }
    }
}
