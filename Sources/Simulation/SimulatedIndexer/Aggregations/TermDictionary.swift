import JSON
import SimulatedCompany

/// The values that a `terms` aggregation counts: those of a column, by their places in its order.
struct TermDictionary: Sendable {
    /// Nil where no document has the field.
    let column: Column?

    /// How many values there are.
    var capacity: Int { column?.valueCount ?? 0 }

    /// The members of a bucket that name its value.
    func key(_ place: Int) -> JSONObject {
        guard let column else { return [:] }
        guard column.type.isNumeric else { return ["key": .string(column.strings[place])] }
        let number = column.numbers[place]
        switch column.type {
        case .boolean: return ["key": .integer(Int64(number)), "key_as_string": number == 0 ? "false" : "true"]
        case .date:
            return [
                "key": .integer(Int64(number)), "key_as_string": .string(CivilTime(milliseconds: Int(number)).text),
            ]
        case .float, .double: return ["key": .number(number)]
        default: return ["key": .integer(Int64(number))]
        }
    }

    /// Calls `body` with each distinct value of a document.
    @inline(__always) func forEachValue(of document: Int32, _ body: (Int) -> Void) {
        guard let column else { return }
        var last: Int32 = -1
        for place in column.values(of: Int(document)) where column.ordinals[place] != last {
            last = column.ordinals[place]
            body(Int(last))
        }
    }
}
