import MCP
import TestSupport
import Testing

/// How header fields repeat values of the body.
struct HeaderTextTests {
    @Test(
        "values are literal unless wrapped by both marks",
        arguments: [
            ("Hello", "Hello"), ("=?base64?SGVsbG8=?=", "Hello"), ("SGVsbG8=", "SGVsbG8="),
            ("=?base64?SGVsbG8=", "=?base64?SGVsbG8="), ("SGVsbG8=?=", "SGVsbG8=?="), ("", ""),
            ("=?base64??=", ""), ("=?base64?=", "=?base64?="), ("=?BASE64?SGVsbG8=?=", "=?BASE64?SGVsbG8=?="),
            ("=?Base64?SGVsbG8=?=", "=?Base64?SGVsbG8=?="), ("=?base64?4oKs8J+YgA==?=", "€😀"),
            ("=?base64?SGVsbG8?=", nil), ("=?base64?SGVs!!!bG8=?=", nil), ("=?base64?SGVsbG8==?=", nil),
            ("=?base64?SGVs bG8=?=", nil), ("=?base64?SGVsbG9=?=", nil), ("=?base64?SGVsbG8-?=", nil),
            ("=?base64?/w==?=", nil), ("=?base64?===?=", nil),
        ] as [(String, String?)])
    func decodes(_ row: (value: String, text: String?)) {
        #expect(HeaderText.decode(row.value) == row.text)
    }

    @Test(
        "identical copies of a field count once",
        arguments: [
            ([], .absent), ([""], .one("")), (["a"], .one("a")), ([" a\t"], .one("a")), (["a", "a"], .one("a")),
            (["a,a"], .one("a")), (["a , a"], .one("a")), (["a, a", "a"], .one("a")), (["a", "b"], .conflicting),
            (["a,b"], .conflicting), (["a,"], .conflicting), (["a", "A"], .conflicting), (["a", ""], .conflicting),
        ] as [([String], HeaderValue)])
    func collapses(_ row: (values: [String], value: HeaderValue)) {
        #expect(HeaderValue(row.values) == row.value)
    }

    @Test("a value that may hold commas is not split")
    func keepsCommas() {
        #expect(HeaderValue(["a,b"], splitsCommas: false) == .one("a,b"))
        #expect(HeaderValue(["a,b", "a,b "], splitsCommas: false) == .one("a,b"))
        #expect(HeaderValue(["a,a"], splitsCommas: false) == .one("a,a"))
    }

    @Test("reading the values of a field costs the same for any text")
    func cost() {
        CPUCost.expectAnyTextCostsLikeASCII(bytes: 1_024) { _ = HeaderValue([$0]) }
    }
}
