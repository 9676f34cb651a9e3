import Encodings
import HTTP
import TestSupport
import Testing

/// Names and values of strangers: compared as bytes, for the same cost whatever they are.
struct PathologicalHTTPTests {
    @Test("what only looks alike is not the same", arguments: PathologicalText.lookAlikes)
    func lookAlikes(left: String, right: String) {
        #expect(HTTPMethod(rawValue: left) != HTTPMethod(rawValue: right))
        #expect(HTTPFields(dictionaryLiteral: ("a", left)) != ["a": right])
        var items: QueryItems = [left: "1", right: "2"]
        #expect(items[left] == "1" && items[right] == "2")
        #expect(items != [left: "1", left: "2"])
        items.append(left, "3")
        #expect(QueryItems(parsing: items.encoded) == items && items[left] == "3")
    }

    @Test("fields, methods, paths and queries cost the same for any text")
    func cost() {
        CPUCost.expectAnyTextCostsLikeASCII { text in
            _ = HTTPMethod(rawValue: text) == HTTPMethod(rawValue: text + "x")
            _ = Set([HTTPMethod(rawValue: text), .get])
        }
        CPUCost.expectAnyTextCostsLikeASCII { _ = HTTPFieldName($0) }
        CPUCost.expectAnyTextCostsLikeASCII { text in
            let fields: HTTPFields = ["a": text, "b": text]
            _ = fields == ["a": text, "b": text + "x"]
            _ = fields.hashValue
        }
        CPUCost.expectAnyTextCostsLikeASCII { _ = PercentCoding.decode($0) }
        CPUCost.expectAnyTextCostsLikeASCII { _ = QueryItems(parsing: $0)?["session_id"] }
        CPUCost.expectAnyTextCostsLikeASCII { text in
            let items: QueryItems = [text: text, text + "x": text]
            _ = items["a"]
            _ = items[text]
            _ = items == [text: text, text: text]
        }
    }
}
