import JSON
import TestSupport
import Testing
import WazuhIndexer
import WazuhTools

@Suite struct SearchExpressionTests {
    @Test(arguments: [
        ("ssh", SearchExpression.text("ssh")),
        ("\"failed password\"", .text("failed password")),
        ("level:>=10", .field(name: "rule.level", .range(lower: SearchLimit("10", isIncluded: true), upper: nil))),
        (
            "rule.level:[3 TO 9}",
            .field(
                name: "rule.level",
                .range(lower: SearchLimit("3", isIncluded: true), upper: SearchLimit("9", isIncluded: false)))
        ),
        ("srcip:10.0.0.1", .field(name: "data.srcip", .equals("10.0.0.1"))),
        ("agent:web-*", .field(name: "agent.name", .wildcard("web-*"))),
        ("data.url:*", .field(name: "data.url", .exists)), ("level:*", .field(name: "rule.level", .exists)),
        ("level:7", .field(name: "rule.level", .equals("7"))),
        ("log:\"failed password\"", .field(name: "full_log", .equals("failed password"))),
        ("a b", .all([.text("a"), .text("b")])),
        ("a AND NOT b OR c", .any([.all([.text("a"), .not(.text("b"))]), .text("c")])),
        ("(a OR b) -c", .all([.any([.text("a"), .text("b")]), .not(.text("c"))])),
        ("web-01 2001:db8::1", .all([.text("web-01"), .text("2001:db8::1")])),
        ("--force", .not(.text("-force"))),
        ("path:\"C:\\Windows\\a.exe\"", .field(name: "syscheck.path", .equals("C:\\Windows\\a.exe"))),
    ])
    func reads(search: String, expression: SearchExpression) throws {
        #expect(try SearchExpression(parsing: search) == expression)
    }

    @Test("text longer than any description is not looked for in descriptions: the indexer could refuse the pattern")
    func longText() throws {
        for (length, isPattern) in [(300, true), (301, false), (2_000, false)] {
            let query = try SearchExpression(parsing: String(repeating: "x", count: length)).query.json
            #expect(query.jsonText.contains("rule.description") == isPattern)
        }
    }

    @Test(arguments: [
        ("", "something to search for is missing at the end"),
        ("a AND", "something to search for is missing at the end"),
        ("OR a", "something to search for is missing at \"OR\" (character 1)"),
        ("(a", "a parenthesis without its closing one at \"(\" (character 1)"),
        ("a)", "a parenthesis without its opening one at \")\" (character 2)"),
        ("\"a", "a quote without its closing one at \"\"a\" (character 1)"),
        ("*a", "a wildcard may not come first at \"*a\" (character 1)"),
        ("srcip:?1", "a wildcard may not come first at \"srcip:?1\" (character 1)"),
        ("level:", "a field without a value at \"level:\" (character 1)"),
        ("level:[3 9]", "a range is written [LOW TO HIGH] at \"level:[3 9]\" (character 1)"),
        ("level:high", "rule.level is compared with whole numbers at \"level:high\" (character 1)"),
        ("level:\"high\"", "rule.level is compared with whole numbers at \"level:\" (character 1)"),
        ("a level:1*", "rule.level is compared with whole numbers at \"level:1*\" (character 3)"),
        ("level:[3 TO x]", "rule.level is compared with whole numbers at \"level:[3 TO x]\" (character 1)"),
        (
            "rule.firedtimes:>=x",
            "rule.firedtimes is compared with whole numbers at \"rule.firedtimes:>=x\" (character 1)"
        ),
        ("level:>", "a comparison without a value at \"level:>\" (character 1)"),
    ])
    func namesTheOffendingToken(search: String, problem: String) throws {
        let error = try #require(throws: SearchSyntaxError.self) { try SearchExpression(parsing: search) }
        #expect(error.description == problem)
    }

    @Test(arguments: PathologicalText.all)
    func repeatsLittleOfAToken(text: PathologicalText) throws {
        for search in ["*", "\"", "level:", "("].map({ $0 + text.text(bytes: 8_000) }) {
            // Words that follow each other are a search.
            do { _ = try SearchExpression(parsing: search) } catch { #expect(error.description.utf8.count <= 200) }
        }
    }

    @Test func nestingIsBounded() {
        #expect(throws: SearchSyntaxError.self) {
            try SearchExpression(parsing: String(repeating: "(", count: 10_000) + "a")
        }
    }

    @Test func callersTextStandsInValuesOnly() throws {
        let hostile = "\"}}],\"script\":\"x"
        let query = try SearchExpression(parsing: "url:" + "\"" + hostile.replacing("\"", with: "\\\"") + "\"").query
            .json
        #expect(query == ["term": ["data.url": .string(hostile)]])
        #expect(try JSON(parsing: query.jsonText) == query)
    }
}
