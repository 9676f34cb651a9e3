import JSON
import TestSupport
import Testing

/// Names and strings of strangers: compared and hashed as bytes, for the same cost whatever they are.
struct PathologicalJSONTests {
    @Test("names that only look alike are two members", arguments: PathologicalText.lookAlikes)
    func lookAlikes(left: String, right: String) throws {
        let value = try JSON(parsing: "{\(left.jsonText):1,\(right.jsonText):2}")
        #expect(value[left]?.int == 1 && value[right]?.int == 2)
        #expect(JSON.string(left) != JSON.string(right))
        #expect(Set([JSON.string(left), .string(right), .object([left: 1]), .object([right: 1])]).count == 4)
        let view = try JSONDocument(parsing: value.jsonBytes).root
        #expect(view[named: left]?.int == 1 && view[named: right]?.int == 2)
        // The same among many members, which are found another way.
        var many = JSONObject((0..<40).map { ("m\($0)", JSON.null) })
        many[left] = 1
        many[right] = 2
        #expect(many.count == 42 && many[left] == 1 && many[right] == 2)
        #expect(try JSON(parsing: many.jsonBytes) == .object(many))
    }

    @Test("strings that hold no text are refused, as names too", arguments: PathologicalText.brokenJSON)
    func broken(string: [UInt8]) {
        #expect(throws: JSONError.self) { try JSON(parsing: string) }
        #expect(throws: JSONError.self) { try JSON(parsing: Array("{".utf8) + string + Array(":1}".utf8)) }
    }

    @Test("what is refused repeats little of a name", arguments: PathologicalText.all)
    func bounds(text: PathologicalText) throws {
        let name = text.text(bytes: 200_000).jsonText
        let error = try #require(throws: JSONError.self) { try JSON(parsing: "{\(name):1,\(name):2}") }
        #expect(error.code == .duplicateMember && error.description.utf8.count < 150)
    }

    @Test(
        "an object finds, replaces and removes its members however many there are", arguments: [1, 15, 16, 17, 18, 200])
    func sizes(count: Int) throws {
        var object = JSONObject((0..<count).map { ("m\($0)", .integer(Int64($0))) })
        #expect((0..<count).allSatisfy { object["m\($0)"]?.int == $0 } && object["m\(count)"] == nil)
        object["m0"] = nil
        object["new"] = 1
        object["m\(count - 1)"] = 2
        #expect(object["m0"] == (count == 1 ? 2 : nil) && object["new"] == 1 && object["m\(count - 1)"] == 2)
        #expect(object.count == (count == 1 ? 2 : count))
        #expect((1..<max(1, count - 1)).allSatisfy { object["m\($0)"]?.int == $0 })
        #expect(try JSON(parsing: object.jsonBytes).object == object)
    }

    /// What strangers send: a text as a name and as a string, as it is and in escapes, and as many names.
    private static let bodies: [@Sendable (PathologicalText) -> String] = [
        { "{\(quoted($0, 4_096)):1}" },
        { "[\(quoted($0, 4_096))]" },
        { "{\"\($0.escaped(bytes: 1_024))\":1}" },
        { text in many((0..<12).map { quoted(text, 512 + $0) }) },
        { text in many((0..<64).map { quoted(text, 128 + $0) }) },
    ]

    /// What needs short escapes is written with long ones: those cost the same for any text.
    private static func quoted(_ text: PathologicalText, _ count: Int) -> String {
        let plain = text.text(bytes: count).jsonText
        return plain.utf8.contains(UInt8(ascii: "\\")) ? "\"\(text.escaped(bytes: count))\"" : plain
    }

    private static func many(_ names: [String]) -> String { "{\(names.map { "\($0):1" }.joined(separator: ","))}" }

    @Test("parsing, looking up, comparing and hashing cost the same for any text", arguments: bodies.indices)
    func cost(body: Int) throws {
        let send = { Array(Self.bodies[body]($0).utf8) }
        CPUCost.expectAnyTextCostsLikeASCII(sending: send, preparing: { $0 }) { _ = try? JSON(parsing: $0) }
        try CPUCost.expectAnyTextCostsLikeASCII(
            sending: send, preparing: { (try JSON(parsing: $0), try JSON(parsing: $0)) }
        ) { values in
            _ = values.0 == values.1
            _ = Set([values.0, values.1])
        }
        try CPUCost.expectAnyTextCostsLikeASCII(
            sending: send,
            preparing: { bytes in
                let json = try JSON(parsing: bytes)
                return (
                    json, try JSONDocument(parsing: bytes).root, ["a", "é", "e\u{301}"] + (json.object?.names ?? [])
                )
            }
        ) { json, view, names in
            for name in names {
                _ = json[name]
                _ = view[named: name]
            }
        }
    }

    @Test("the cost of many names is in proportion to their number")
    func manyNames() throws {
        let few = Array(Self.many((0..<100).map { "\"n\($0)\"" }).utf8)
        let many = Array(Self.many((0..<4_000).map { "\"n\($0)\"" }).utf8)
        CPUCost.expect(
            { _ = try? JSON(parsing: many) }, costsAtMost: 3,
            timesOf: { for _ in 0..<40 { _ = try? JSON(parsing: few) } })
        let objects = (try JSON(parsing: few), try JSON(parsing: many))
        CPUCost.expect(
            { for number in 0..<4_000 { _ = objects.1["n\(number)"] } }, costsAtMost: 3,
            timesOf: { for number in 0..<4_000 { _ = objects.0["n\(number % 100)"] } })
    }
}
