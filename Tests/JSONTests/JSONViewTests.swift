import JSON
import Testing

struct JSONViewTests {
    private func root(_ text: String) throws -> JSONView { try JSONDocument(parsing: Array(text.utf8)).root }

    @Test("a view finds members by name among values of every kind")
    func members() throws {
        let view = try root(
            #"{"n":null,"s":"x","l":[1,[2],{"k":3}],"o":{"v":4},"d":1.5,"u":18446744073709551615,"v":5}"#)
        #expect(view["v"]?.int == 5)
        #expect(view["o"]?["v"]?.int == 4)
        #expect(view[named: "d"]?.double == 1.5)
        #expect(view["u"]?.double == 18_446_744_073_709_551_616 && view["u"]?.int == nil)
        #expect(try JSON(#require(view["n"])) == .null && view["missing"] == nil && view["s"]?["x"] == nil)
        #expect(view["l"]?.map { $0.int } == [1, nil, nil])
    }

    @Test(
        "a value is read as its own type only",
        arguments: [
            ("1", 1, 1, nil, nil), ("1.0", 1, 1, nil, nil), ("1.5", nil, 1.5, nil, nil), ("\"1\"", nil, nil, "1", nil),
            ("true", nil, nil, nil, true), ("null", nil, nil, nil, nil), ("[]", nil, nil, nil, nil),
            ("{}", nil, nil, nil, nil),
        ] as [(String, Int?, Double?, String?, Bool?)])
    func types(text: String, int: Int?, double: Double?, string: String?, bool: Bool?) throws {
        let view = try root(text)
        #expect(view.int == int && view.double == double && view.string == string && view.bool == bool)
        let value = try JSON(view)
        #expect(value.int == int && value.double == double && value.string == string && value.bool == bool)
    }

    @Test(
        "strings take a list or the one value that stands for it",
        arguments: [
            (#"["a","b"]"#, ["a", "b"]), (#""a""#, ["a"]), (#"["a",1,null]"#, ["a"]), ("[]", []), ("1", nil),
        ] as [(String, [String]?)])
    func strings(text: String, strings: [String]?) throws { #expect(try root(text).strings == strings) }

    @Test("a view of a member that stands twice finds the first")
    func duplicates() throws { #expect(try root(#"{"a":1,"a":2}"#)["a"]?.int == 1) }

    @Test("members come in order, and a view outlives its document")
    func order() throws {
        var names: [String] = []
        let view = try root(#"{"z":[],"a":{},"m":""}"#)
        view.forEachMember { name, _ in names.append(name) }
        #expect(names == ["z", "a", "m"])
    }

    @Test("large lists are read whole", arguments: [0, 1, 70_000])
    func large(count: Int) throws {
        let view = try root("[" + (0..<count).map(String.init).joined(separator: ",") + "]")
        #expect(view.map { $0.int ?? -1 } == Array(0..<count))
    }

    @Test("documents parsed side by side do not share their strings")
    func concurrency() async throws {
        let texts = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            for number in 0..<200 {
                group.addTask {
                    (number, try JSONDocument(parsing: Array("{\"k\":\"v\(number)\"}".utf8)).root["k"]?.string)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(texts.count == 200 && texts.allSatisfy { $0.value == "v\($0.key)" })
    }
}
