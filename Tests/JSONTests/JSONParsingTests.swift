import JSON
import Testing

struct JSONParsingTests {
    @Test(
        "texts that are not JSON are refused",
        arguments: [
            "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
            "{'a':1}", "{1:2}", "nul",
            "True", "NaN", "Infinity", "-", "+1", ".5", "1.", "01", "-01", "1e", "1e+", "0x10", "1 2", "\"", "\"\\\"",
            "\"\\x41\"",
            "\"\\u12\"", "\"\\u12g4\"", "\"tab\there\"", "\"line\nbreak\"", "// c\n1", "[1]]", "\u{1}", "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\ud800\"", "\"\\ud800x\"",
        ])
    func malformed(text: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.code == .malformed)
    }

    @Test(
        "bytes that are no UTF-8 are refused",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0x80, 0x22], [0xFE, 0xFF, 0x00, 0x31], [0x31, 0x00],
        ] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: bytes) }
        #expect(error.code == .malformed)
    }

    @Test(
        "numbers keep their exact value",
        arguments: [
            ("0", JSON.integer(0)), ("-0", .integer(0)), ("9007199254740993", .integer(9_007_199_254_740_993)),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .unsigned(9_223_372_036_854_775_808)), ("18446744073709551615", .unsigned(.max)),
            ("1.0", .number(1)), ("1e2", .number(100)), ("0.1", .number(0.1)),
            ("5e-324", .number(.leastNonzeroMagnitude)),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)), ("1e-400", .number(0)),
        ])
    func numbers(text: String, value: JSON) throws { #expect(try JSON(parsing: text) == value) }

    @Test(
        "numbers outside the ranges are refused",
        arguments: [
            "1e400", "-1e400", "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890",
        ])
    func numbersOutOfRange(text: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.code == .malformed)
        #expect(error.description.contains("a number is malformed, or an integer does not fit 64 bits"))
    }

    @Test(
        "escapes are resolved",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u00e9""#, "é"), (#""\ud83d\ude00""#, "😀"),
            (#""\u0000""#, "\0"), ("\"日本\"", "日本"), ("\"\"", ""), (#""\uFFFF""#, "\u{FFFF}"),
        ])
    func escapes(text: String, value: String) throws { #expect(try JSON(parsing: text).string == value) }

    @Test(
        "nesting past the limit is refused without a crash",
        arguments: [
            (10_000, 128), (10_000, 1_000), (1_025, 1_000), (129, 128), (2, 1),
        ])
    func tooDeep(levels: Int, limit: Int) throws {
        for (opening, closing) in [("[", "]"), ("{\"a\":", "}")] {
            let core = opening == "[" ? "" : "1"
            let text = String(repeating: opening, count: levels) + core + String(repeating: closing, count: levels)
            let error = try #require(throws: JSONError.self) { try JSON(parsing: text, maximumDepth: limit) }
            #expect(error.code == .tooDeep)
        }
    }

    @Test("nesting up to the limit is read", arguments: [1, 128, 1_000])
    func deepEnough(levels: Int) throws {
        let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        #expect(try JSON(parsing: text, maximumDepth: levels).jsonText == text)
    }

    @Test(
        "a member that stands twice is refused and named",
        arguments: [
            #"{"id":1,"id":2}"#, #"{"a":{"id":1,"b":2,"id":1}}"#, #"{"id":1,"\u0069d":2}"#, #"[{"id":null,"id":null}]"#,
            "{" + (0..<40).map { "\"m\($0)\":0," }.joined() + "\"id\":1,\"id\":2}",
        ])
    func duplicates(text: String) throws {
        let error = try #require(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error.code == .duplicateMember)
        #expect(error.description.contains("\"id\""))
    }

    @Test("a text cut at any byte is refused")
    func truncated() throws {
        let whole = Array(
            #"{"a":[1,-2.5,true,null,"x\u00e9\n日"],"b":{"c":18446744073709551615,"d":[]},"e":"\ud83d\ude00"}"#.utf8)
        _ = try JSON(parsing: whole)
        for count in whole.indices {
            #expect(throws: JSONError.self, "cut at \(count)") { try JSON(parsing: Array(whole[..<count])) }
        }
    }

    @Test("a text with any one byte changed is read or refused, never worse")
    func mutated() throws {
        let whole = Array(#"{"a":[1,-2.5,true,null,"x\u00e9\n日"],"b":{"c":[]}}"#.utf8)
        for index in whole.indices {
            for byte: UInt8 in [0x00, 0x22, 0x5C, 0x7B, 0x5D, 0x2C, 0x80, 0xFF] {
                var bytes = whole
                bytes[index] = byte
                guard let value = try? JSON(parsing: bytes) else { continue }
                #expect(try JSON(parsing: value.jsonBytes) == value)
            }
        }
    }
}
