import HTTP
import Testing

struct QueryItemsTests {
    @Test(
        "a query string is read in order",
        arguments: [
            ("", []), ("a=1&b=two%20words", [["a", "1"], ["b", "two words"]]), ("a", [["a", ""]]), ("a=", [["a", ""]]),
            ("=b", [["", "b"]]), ("a=b=c", [["a", "b=c"]]), ("&&a=1&", [["a", "1"]]), ("q=x+y%2B", [["q", "x y+"]]),
            ("a%26b=1", [["a&b", "1"]]),
        ] as [(String, [[String]])])
    func parsing(query: String, items: [[String]]) {
        #expect(QueryItems(parsing: query)?.items.map { [$0.name, $0.value] } == items)
    }

    @Test("a query with a broken escape is refused", arguments: ["a=%", "%zz=1", "a=1&b=%ff"])
    func broken(query: String) { #expect(QueryItems(parsing: query) == nil) }

    @Test("the last value of a name wins, and what is written reads back")
    func values() {
        var items: QueryItems = ["limit": "1", "q": "id!=000;name~a b"]
        items.append("limit", "2")
        #expect(items["limit"] == "2" && items["missing"] == nil)
        #expect(items.encoded == "limit=1&q=id%21%3D000%3Bname~a%20b&limit=2")
        #expect(QueryItems(parsing: items.encoded) == items)
    }
}
