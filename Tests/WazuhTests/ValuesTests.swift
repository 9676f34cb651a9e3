import Testing
import Upstream
import WazuhManager

struct ValuesTests {
    @Test(
        "agent ids are digits, filled up to three",
        arguments: [
            ("1", "001"), ("001", "001"), ("0001", "001"), ("000", "000"), ("0", "000"), ("1234", "1234"), ("", nil),
            ("a", nil),
            ("002/key", nil), ("002%2Fkey", nil), ("../1", nil), (" 1", nil), ("-1", nil), ("1\n", nil), ("١", nil),
            ("12345678901", nil), ("1,2", nil),
        ] as [(String, String?)])
    func agentIDs(text: String, id: String?) { #expect(AgentID(text)?.description == id) }

    @Test(
        "names of nodes and groups are safe in a path",
        arguments: [
            ("node01", true), ("worker-1.example_x", true), ("", false), (".", false), ("..", false), ("a/b", false),
            ("a%2Fb", false), ("a b", false), ("a?b", false), ("nöde", false), ("a\n", false),
            (String(repeating: "a", count: 129), false),
        ])
    func names(text: String, isValid: Bool) {
        #expect((NodeName(text) != nil) == isValid)
        #expect((GroupName(text) != nil) == isValid)
        #expect(GroupName("all") == nil)
    }

    @Test(
        "searches the manager would refuse or turn around are refused here",
        arguments: [
            ("failed login", true), ("C:\\x", true), ("é", true), ("", false), ("-error", false), ("a;b", false),
            ("a|b", false),
            ("a&b", false), ("^a", false), ("a*", false), ("a>b", false), ("a\nb", false),
            (String(repeating: "a", count: 257), false),
        ])
    func searches(text: String, isValid: Bool) { #expect((SearchText(text) != nil) == isValid) }

    @Test(
        "days are of the calendar",
        arguments: [
            ("2026-11-21", true), ("2024-02-29", true), ("2026-02-29", false), ("2026-13-01", false),
            ("2026-04-31", false),
            ("2026-1-1", false), ("0000-01-01", false), ("2026-11-21T00:00", false), ("today", false),
            ("+026-01-01", false),
            ("", false), ("2000-02-29", true), ("1900-02-29", false),
        ])
    func days(text: String, isValid: Bool) { #expect((CalendarDay(text) != nil) == isValid) }

    @Test(
        "pages stay within what the manager takes",
        arguments: [(0, -1, 1, 0), (100_001, 5, 100_000, 5), (20, 0, 20, 0)])
    func pages(limit: Int, offset: Int, allowed: Int, from: Int) {
        #expect(Page(limit: limit, offset: offset) == Page(limit: allowed, offset: from))
        #expect(Page(limit: limit, offset: offset).limit == allowed)
    }

    @Test("sections of the configuration are those that exist")
    func sections() {
        #expect(ConfigurationSection(component: "Agent", configuration: "client")?.description == "agent/client")
        #expect(ConfigurationSection(component: "agent", configuration: "../key") == nil)
        #expect(ConfigurationSection(component: "", configuration: "") == nil)
    }

    @Test("tokens and connections do not show themselves")
    func secrets() {
        let token = ManagerToken(text: "abc.def.ghi", received: 0, lifetime: 900)
        let connection = ManagerConnection(baseURL: "https://h:1", user: "u", password: "pass-word")
        for text in [
            "\(token)", String(reflecting: token), "\(connection)", String(reflecting: connection), dumped(connection),
        ] {
            #expect(!text.contains("abc.def") && !text.contains("pass-word"))
        }
    }

    private func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text
    }
}
