import Encodings
import JSON

/// One rule to order the buckets of `terms` by.
enum BucketOrder: Sendable {
    case count(isAscending: Bool)
    case key(isAscending: Bool)
    /// By the number of the aggregation of this name below.
    case number(String, isAscending: Bool)

    /// Reads the option `order`: an object or a list of them.
    static func read(_ json: JSON) throws(IndexerError) -> [BucketOrder] {
        var orders: [BucketOrder] = []
        for element in json.array ?? [json] {
            guard let member = element.object?.first, element.object?.count == 1,
                member.value == "asc" || member.value == "desc"
            else { throw .unsupported("the order \(element.jsonText)") }
            let isAscending = member.value == "asc"
            switch ExactText(member.name) {
            case "_count": orders.append(.count(isAscending: isAscending))
            case "_key": orders.append(.key(isAscending: isAscending))
            default: orders.append(.number(member.name, isAscending: isAscending))
            }
        }
        return orders
    }

    /// A number that is smaller for buckets that come earlier.
    /// - Throws: ``IndexerError`` where no aggregation below has the number.
    func rank(
        key: Double, count: Int, documents: [Int32], below: SubAggregations
    ) throws(IndexerError) -> Double {
        switch self {
        case .count(let isAscending): return Double(isAscending ? count : -count)
        case .key(let isAscending): return isAscending ? key : -key
        case .number(let name, let isAscending):
            guard let number = below.number(name, of: documents) else {
                throw .unsupported("an order by [\(name)]")
            }
            return isAscending ? number : -number
        }
    }
}
