import HTTP
import Testing

struct HTTPFieldsTests {
    @Test(
        "field names are tokens without regard to case",
        arguments: [
            ("Content-Type", true), ("x_1.~", true), ("", false), ("a b", false), ("a:", false), ("a\r\n", false),
            ("é", false),
            ("a(b)", false), ("a\0", false), ("\"a\"", false),
        ])
    func names(text: String, isValid: Bool) {
        #expect((HTTPFieldName(text) != nil) == isValid)
        #expect(HTTPFieldName("ACCEPT") == .accept)
    }

    @Test("a name may stand several times; setting leaves one")
    func values() {
        var fields: HTTPFields = ["a": "1", "b": "2"]
        fields.append("a", "3")
        #expect(fields["a"] == "1" && fields.values(of: "A") == ["1", "3"] && fields.count == 3)
        fields["a"] = "4"
        #expect(fields.values(of: "a") == ["4"])
        fields["a"] = nil
        #expect(fields["a"] == nil && fields.map(\.name) == ["b"])
    }

    @Test("a JSON answer names its type and shows broken text replaced")
    func response() {
        let response = HTTPResponse.json(200, [0x22, 0xFF, 0x22], fields: ["x": "y"])
        #expect(response.fields[.contentType] == "application/json" && response.fields["x"] == "y")
        #expect(
            response.text == "\"\u{FFFD}\"" && response.status.isSuccess && HTTPStatus(rawValue: 299).reason == "Status"
        )
    }
}
