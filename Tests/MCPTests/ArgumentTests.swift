import JSON
import MCP
import TestSupport
import Testing

private enum Status: String, CaseIterable, Sendable { case active, disconnected, neverConnected = "never_connected" }

/// Each kind of argument: what it takes, what it says of the rest, and that its schema says the same.
struct ArgumentTests {
    private static let number = Argument<Int>.integer("limit", "How many.", in: 1...500, default: 20)
    private static let required = Argument<Int>.integer("limit", "How many.", in: -5...5)
    private static let text = Argument<String>.text("query", "What to look for.", longest: 10)
    private static let flag = Argument<Bool>.flag("deep", "Look deeper.", default: true)
    private static let choice = Argument<Status>.choice("status", "Agents in this state.")
    private static let choiceOrActive = Argument<Status>.choice("status", "Agents in this state.", default: .active)
    private static let code = Argument<Int>.string(
        "code", "A code.", expected: "three digits, such as 007", pattern: "^[0-9]{3}$", longest: 3
    ) { $0.count == 3 ? Int($0) : nil }

    @Test(
        "integers within their range are taken",
        arguments: [
            (["limit": 1], 1), (["limit": 500], 500), (["limit": 7.0], 7), ([:], 20), (["limit": nil], 20),
        ] as [(JSONObject, Int)])
    func acceptsIntegers(_ row: (given: JSONObject, value: Int)) throws {
        #expect(try Self.number.decode(row.given) == row.value)
    }

    @Test(
        "other integers and other types are refused with the range",
        arguments: [
            (0, "0"), (501, "501"), (-1, "-1"), (.integer(.max), "9223372036854775807"),
            (.integer(.min), "-9223372036854775808"),
            (.unsigned(.max), "18446744073709551615"), (1.5, "1.5"), (1e300, "1e+300"), ("7", "\"7\""), ("", "\"\""),
            (true, "true"), ([], "[]"), ([7], "[7]"), ([:], "{}"),
        ] as [(JSON, String)])
    func refusesIntegers(_ row: (given: JSON, shown: String)) throws {
        let error = try #require(throws: ToolInputError.self) { try Self.number.decode(["limit": row.given]) }
        #expect(error.description == "limit: expected a whole number from 1 to 500, not \(row.shown)")
        #expect(!schemaAccepts(Self.number, ["limit": row.given]))
    }

    @Test(
        "texts are taken up to their length, counted as JSON Schema counts",
        arguments: ["a", "0123456789", "größe und", "😀😀😀😀😀😀😀😀😀😀", " ", "a'; DROP--", "<script>"])
    func acceptsTexts(text: String) throws {
        #expect(try Self.text.decode(["query": .string(text)]) == text)
        #expect(schemaAccepts(Self.text, ["query": .string(text)]))
    }

    @Test(
        "other texts are refused with what is allowed",
        arguments: [
            ("", "\"\""), ("0123456789a", "\"0123456789a\""), (7, "7"), (nil, "null"), ([], "[]"),
            (
                .string("e" + String(repeating: "\u{301}", count: 10)),
                "\"e" + String(repeating: "\u{301}", count: 10) + "\""
            ),
        ] as [(JSON, String)])
    func refusesTexts(_ row: (given: JSON, shown: String)) throws {
        let error = try #require(throws: ToolInputError.self) { try Self.text.decode(["query": row.given]) }
        #expect(error.description == "query: expected a text of 1 to 10 characters, not \(row.shown)")
        // That a text is not empty goes without saying: in each schema it would cost more than it saves.
        #expect(schemaAccepts(Self.text, ["query": row.given]) == (row.given == ""))
    }

    @Test(
        "control characters are refused",
        arguments: ["a\nb", "a\tb", "\0", "\u{1B}[2J", "a\u{7F}", "\u{85}", "\u{9B}2J"])
    func refusesControlCharacters(text: String) {
        #expect(throws: ToolInputError.self) { try Self.text.decode(["query": .string(text)]) }
    }

    @Test("a refusal repeats only the beginning of what was given", arguments: ["a", "e\u{301}", "😀", "👩‍👩‍👧‍👦"])
    func boundsRefusals(unit: String) throws {
        let long = String(repeating: unit, count: 10_000)
        for given: JSON in [.string(long), .array([.string(long)]), .object(["a": .string(long)])] {
            let error = try #require(throws: ToolInputError.self) { try Self.text.decode(["query": given]) }
            #expect(error.description.utf8.count < 400)
        }
        let stacked = "e" + String(repeating: "\u{301}", count: 10_000)
        let error = try #require(throws: ToolInputError.self) { try Self.text.decode(["query": .string(stacked)]) }
        #expect(error.description.utf8.count < 400)
    }

    @Test(
        "a switch takes true and false, and nothing that is only like them",
        arguments: ["true", 1, 0, "", []] as [JSON])
    func flags(wrong: JSON) throws {
        #expect(try Self.flag.decode(["deep": false]) == false)
        #expect(try Self.flag.decode(["deep": true]) == true)
        #expect(try Self.flag.decode([:]) == true)
        let error = try #require(throws: ToolInputError.self) { try Self.flag.decode(["deep": wrong]) }
        #expect(error.description.hasPrefix("deep: expected true or false, not "))
        #expect(!schemaAccepts(Self.flag, ["deep": wrong]))
    }

    @Test(
        "a choice takes its names as they are written",
        arguments: ["Active", "", "never-connected", 7, ["active"]] as [JSON])
    func choices(wrong: JSON) throws {
        #expect(try Self.choice.decode(["status": "never_connected"]) == .neverConnected)
        #expect(try Self.choiceOrActive.decode([:]) == .active)
        let error = try #require(throws: ToolInputError.self) { try Self.choice.decode(["status": wrong]) }
        #expect(error.description.hasPrefix("status: expected one of active, disconnected, never_connected, not "))
        #expect(!schemaAccepts(Self.choice, ["status": wrong]))
    }

    @Test("a string of its own kind is parsed by it", arguments: ["", "1", "1234", "abc", 7, nil] as [JSON])
    func strings(wrong: JSON) throws {
        #expect(try Self.code.decode(["code": "007"]) == 7)
        let error = try #require(throws: ToolInputError.self) { try Self.code.decode(["code": wrong]) }
        #expect(error.description.hasPrefix("code: expected three digits, such as 007, not "))
        #expect(!schemaAccepts(Self.code, ["code": wrong]))
    }

    @Test("a required argument that is missing is told so")
    func missing() throws {
        let error = try #require(throws: ToolInputError.self) { try Self.required.decode([:]) }
        #expect(error.description == "limit: required; expected a whole number from -5 to 5")
        #expect(Self.required.required == ["limit"])
        #expect(!schemaAccepts(Self.required, [:]))
    }

    @Test("an optional argument may be left out or null, and is held to its kind when given")
    func optional() throws {
        let argument = Argument<Status?>.optional(Self.choice)
        #expect(try argument.decode([:]) == nil)
        #expect(try argument.decode(["status": nil]) == nil)
        #expect(try argument.decode(["status": "active"]) == .active)
        #expect(throws: ToolInputError.self) { try argument.decode(["status": "Active"]) }
        #expect(argument.required.isEmpty)
        #expect(argument.properties == Self.choice.properties)
    }

    @Test("schemas say type, range, choices and defaults")
    func schemas() {
        #expect(
            Self.number.properties == [
                "limit": ["type": "integer", "description": "How many.", "minimum": 1, "maximum": 500, "default": 20]
            ])
        #expect(
            Self.choiceOrActive.properties == [
                "status": [
                    "type": "string", "description": "Agents in this state.",
                    "enum": ["active", "disconnected", "never_connected"], "default": "active",
                ]
            ])
        #expect(Self.flag.properties == ["deep": ["type": "boolean", "description": "Look deeper.", "default": true]])
        #expect(
            Self.code.properties == [
                "code": ["type": "string", "description": "A code.", "pattern": "^[0-9]{3}$"]
            ])
        #expect(Self.number.required.isEmpty && Self.flag.required.isEmpty && Self.code.required == ["code"])
    }

    @Test("a group is one value from several arguments, and may be left out as a whole only")
    func groups() throws {
        let group = Argument<[Int]>.group(Self.required, Self.code) { limit, code throws(ToolInputError) in
            guard limit < code else { throw ToolInputError("limit: must be less than code") }
            return [limit, code]
        }
        #expect(group.properties.names == ["limit", "code"])
        #expect(group.required == ["limit", "code"])
        #expect(try group.decode(["code": "007", "limit": 2]) == [2, 7])
        let rows: [(JSONObject, String)] = [
            (["code": "001", "limit": 2], "limit: must be less than code"),
            (["limit": 2], "code: required; expected three digits, such as 007"),
            (["limit": 9, "code": "007"], "limit: expected a whole number from -5 to 5, not 9"),
        ]
        for (given, message) in rows {
            let error = try #require(throws: ToolInputError.self) { try group.decode(given) }
            #expect(error.description == message)
        }
        let optional = Argument<[Int]?>.optional(group)
        #expect(try optional.decode([:]) == nil)
        #expect(optional.required.isEmpty)
        #expect(throws: ToolInputError.self) { try optional.decode(["limit": 2]) }
    }

    private func schemaAccepts(_ argument: Argument<some Sendable>, _ given: JSONObject) -> Bool {
        let schema: JSON = [
            "type": "object", "properties": .object(argument.properties),
            "required": .array(argument.required.map(JSON.string)), "additionalProperties": false,
        ]
        return JSONSchema(schema).problems(of: .object(given)).isEmpty
    }
}
