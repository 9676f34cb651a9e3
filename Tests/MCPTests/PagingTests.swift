import JSON
import MCP
import Synchronization
import Testing

/// How a list goes on: with the question that it began with.
struct PagingTests {
    private final class Shelf: CursorShelf {
        private let kept = Mutex<[[UInt8]]>([])
        func keep(_ position: [UInt8]) async throws -> String {
            kept.withLock { kept in
                kept.append(position)
                return "kept\(kept.count)"
            }
        }
        func position(named name: String) async throws -> [UInt8]? {
            kept.withLock { kept in kept.indices.first { "kept\($0 + 1)" == name }.map { kept[$0] } }
        }
    }

    /// The numbers from a place on.
    private struct Numbers: ToolOutput {
        let text: String
        let next: JSON?
        var cursor: String?
        var position: JSON? { next }
        static let canBeLong = true
        static let structure = Structure<Numbers>(.init("next_cursor") { $0.cursor })

        func leading(to cursor: String?) -> Numbers { Numbers(text: text, next: next, cursor: cursor) }
    }

    private static func tool(_ name: String, isLongWalk: Bool = false) -> Tool<SampleContext> {
        Tool(
            name, title: "Numbers", "Counts.", .reads, scope: .read,
            .optional(Argument<String>.text("color", "Their color.")),
            .integer("step", "From one to the next.", in: 1...9, default: 1), .page(default: 3)
        ) { _, color, step, page in
            let start = isLongWalk ? page.position?["at"]?.int ?? 0 : page.position?.int ?? 0
            let shown = (0..<page.limit).map { "\((start + $0) * step)" }
            let place = JSON.integer(Int64(start + page.limit))
            return Numbers(
                text: "\(color ?? "plain") \(shown.joined(separator: " "))", next: isLongWalk ? ["at": place] : place)
        }
    }

    private let context = SampleContext(cursors: Shelf())
    private let tool = tool("count")

    private func call(
        _ tool: Tool<SampleContext>, _ arguments: JSONObject
    ) async throws -> (text: String, cursor: JSON?) {
        let result = try #require(try await tool.call(arguments, context).output)
        guard case .text(let text) = result.content.first else { throw ToolInputError("no text") }
        return (text, try JSON(parsing: result.structured ?? [])["next_cursor"])
    }

    @Test("without a cursor, or with null for one, a list begins", arguments: [[:], ["cursor": nil]] as [JSONObject])
    func begins(arguments: JSONObject) throws {
        let page = try Argument<PageRequest>.page().decode(arguments)
        if case .some(let position) = page.position { Issue.record("it goes on at \(position.jsonText)") }
    }

    @Test(
        "a cursor is enough, and what is given with it may be what it was",
        arguments: [
            [:], ["color": "red"], ["step": 2, "color": "red"], ["color": nil], ["limit": 3],
            ["max_characters": 20_000],
        ] as [JSONObject], [false, true])
    func goesOn(given: JSONObject, isLongWalk: Bool) async throws {
        let tool = Self.tool("count", isLongWalk: isLongWalk)
        let first = try await call(tool, ["color": "red", "step": 2])
        #expect(first.text == "red 0 2 4")
        var arguments = given
        arguments["cursor"] = first.cursor
        let second = try await call(tool, arguments)
        #expect(second.text == "red 6 8 10")
        #expect(try await call(tool, ["cursor": second.cursor ?? .null]).text == "red 12 14 16")
    }

    @Test("a page may be of another size than the one before, and its size is kept")
    func changesSize() async throws {
        let first = try await call(tool, [:])
        let second = try await call(tool, ["cursor": first.cursor ?? .null, "limit": 5])
        #expect(second.text == "plain 3 4 5 6 7")
        #expect(try await call(tool, ["cursor": second.cursor ?? .null]).text == "plain 8 9 10 11 12")
    }

    @Test("what an argument is without being given may be given")
    func standards() async throws {
        let first = try await call(tool, [:])
        #expect(try await call(tool, ["cursor": first.cursor ?? .null, "step": 1, "color": nil]).text == "plain 3 4 5")
    }

    @Test(
        "another question than the one that the list began with is refused, its argument named",
        arguments: [
            (["color": "red"], ["color": "blue"], "color: the cursor goes on with a list of color=red; leave it out"),
            (["color": "red"], ["color": "re\u{301}d"], "color: the cursor goes on with a list of color=red"),
            (["color": "\u{e9}"], ["color": "e\u{301}"], "color: the cursor goes on with a list of color=\u{e9}"),
            ([:], ["color": "red"], "color: the cursor goes on with a list without color; leave it out"),
            (["step": 2], ["step": 1], "step: the cursor goes on with a list of step=2"),
            ([:], ["step": 2], "step: the cursor goes on with a list without step"),
        ] as [(JSONObject, JSONObject, String)], [false, true])
    func refusesOthers(_ row: (first: JSONObject, second: JSONObject, message: String), isLongWalk: Bool) async throws {
        let tool = Self.tool("count", isLongWalk: isLongWalk)
        var second = row.second
        second["cursor"] = try await call(tool, row.first).cursor
        let error = try await #require(throws: ToolInputError.self) { try await call(tool, second) }
        #expect(error.description.hasPrefix(row.message), "\(error)")
    }

    @Test("a cursor of another tool is refused", arguments: [false, true])
    func refusesOtherTools(isLongWalk: Bool) async throws {
        let first = try await call(Self.tool("count", isLongWalk: isLongWalk), [:])
        let error = try await #require(throws: ToolInputError.self) {
            try await call(Self.tool("other", isLongWalk: isLongWalk), ["cursor": first.cursor ?? .null])
        }
        #expect(error.description == "cursor: it goes on with count, not with other")
    }

    @Test("a cursor is short letters that need no escape, and no letter of it can be another")
    func form() async throws {
        let cursor = try #require(try await call(tool, ["color": "red"]).cursor?.string)
        #expect(cursor.wholeMatch(of: /[A-Za-z0-9_-]{8,120}/) != nil)
        for index in cursor.indices {
            var slip = cursor
            slip.replaceSubrange(index...index, with: cursor[index] == "A" ? "B" : "A")
            await #expect(throws: ToolInputError.self) { try await call(tool, ["cursor": .string(slip)]) }
        }
    }

    @Test(
        "what is no cursor is refused and repeated in part only",
        arguments: [
            "", "x", "0", "kept1", "b2Zmc2V0OjE", "b2Zmc2V0Og==", "🙂", "////",
            .string(String(repeating: "A", count: 121)),
            .string(String(repeating: "e\u{301}", count: 50_000)), 5, true, ["at": 3], [],
        ] as [JSON])
    func refusesOtherTexts(_ cursor: JSON) async throws {
        let error = try await #require(throws: ToolInputError.self) { try await call(tool, ["cursor": cursor]) }
        #expect(error.description.hasPrefix("cursor: expected the next_cursor of an earlier answer, not "))
        #expect(error.description.utf8.count < 400)
    }

    @Test(
        "a client that makes cursors up can name a place in a list and nothing else",
        arguments: [.integer(-1), ["at": 3], .null, "3", 1.5] as [JSON])
    func refusesForged(_ position: JSON) async throws {
        let forged = Continuation(tool: "count", [:], position: position)
        let cursor = forged.encoded
        await #expect(throws: ToolInputError.self) { try await call(tool, ["cursor": .string(cursor)]) }
    }

    @Test("a question that is too long for a cursor is kept, and where nothing can be kept there is no cursor")
    func longQuestions() async throws {
        let color = String(repeating: "r", count: 200)
        let first = try await call(tool, ["color": .string(color)])
        #expect(first.cursor == "kept1")
        #expect(try await call(tool, ["cursor": "kept1"]).text == "\(color) 3 4 5")
        let without = try await tool.call(["color": .string(color)], SampleContext()).output
        #expect(try JSON(parsing: without?.structured ?? []) == [:])
    }
}
