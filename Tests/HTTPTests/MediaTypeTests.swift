import HTTP
import TestSupport
import Testing

struct MediaTypeTests {
    @Test(
        "a type is told by its name, without regard to case and parameters",
        arguments: [
            ("application/json", MediaType.json), ("Application/JSON;charset=utf-8", .json),
            (" application/json ;x", .json),
            ("text/event-stream", .eventStream), ("text/html", .html),
            ("application/jsonp", nil), ("application/x-www-form-urlencoded", nil), ("json", nil), ("", nil),
            (";", nil), ("/", nil),
            ("application/", nil), ("/json", nil), ("application/json/x", nil), ("application/json\0", nil),
            ("application/jso\u{6E}\u{301}", nil),
        ] as [(String, MediaType?)])
    func types(value: String, type: MediaType?) {
        let fields: HTTPFields = [.contentType: value]
        #expect((fields.mediaType == .json) == (type == .json))
        if let type { #expect(MediaType(value) == type && MediaType(type.description) == type) }
        #expect(HTTPFields().mediaType == nil)
    }

    @Test(
        "what a client reads is what its Accept fields name most closely",
        arguments: [
            ([], true, true), ([""], false, false), (["*/*"], true, true), (["application/json"], true, false),
            (["text/event-stream"], false, true), (["application/json, text/event-stream"], true, true),
            (["application/json", "text/event-stream"], true, true), (["TEXT/*;q=0.5"], false, true),
            (["application/*"], true, false), (["application/json;q=0, */*"], false, true),
            (["*/*, application/json;q=0"], false, true),
            (["*/*;q=0.000"], false, false), (["*/*;q=0.001"], true, true),
            (["application/json ; charset=utf-8 ; Q=0"], false, false),
            (["text/*;q=0, text/event-stream"], false, true), (["application/jsonx,text/html"], false, false),
            (["application / json"], false, false), ([",,application/json,,"], true, false), (["*"], false, false),
        ] as [([String], Bool, Bool)])
    func accepting(values: [String], json: Bool, events: Bool) {
        var fields = HTTPFields()
        for value in values { fields.append(.accept, value) }
        #expect(fields.accept(.json) == json && fields.accept(.eventStream) == events)
    }

    @Test(
        "a type is preferred that is named more closely",
        arguments: [
            (nil, false), ("*/*", false), ("application/json", true), ("application/json, text/plain, */*", true),
            ("text/html,application/xhtml+xml,*/*;q=0.8", false), ("application/json, text/html", false),
            ("application/*", true),
            ("text/html;q=0, */*", true), ("application/json;q=0, text/plain", false), ("image/png", false),
        ] as [(String?, Bool)])
    func preference(value: String?, isPreferred: Bool) {
        var fields = HTTPFields()
        fields[.accept] = value
        #expect(fields.prefer(.json, to: .html) == isPreferred)
    }

    @Test("ranges beyond a bound are not looked at", arguments: [(63, true), (64, false)])
    func bound(before: Int, isRead: Bool) {
        let fields: HTTPFields = [.accept: String(repeating: "text/html,", count: before) + "application/json"]
        #expect(fields.accept(.json) == isRead)
    }

    @Test("any text costs the same")
    func cost() {
        CPUCost.expectAnyTextCostsLikeASCII(bytes: 1_024) { _ = MediaType($0) }
        CPUCost.expectAnyTextCostsLikeASCII(bytes: 1_024) { text in
            let fields: HTTPFields = [.accept: text]
            _ = fields.accept(.json)
        }
    }
}
