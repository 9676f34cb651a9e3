import CSecretPlaces
import JSON
import Redaction
import Testing

/// Masking finished JSON in one pass gives what masking each of its strings gives.
struct JSONMaskingTests {
    /// Each string masked by itself, by the name that was written last.
    private struct OneByOne {
        private var name = ""

        mutating func masked(_ value: JSON) -> JSON {
            switch value {
            case .string(let text): return .string(Redaction.redact(text, of: name))
            case .array(let elements): return .array(elements.map { masked($0) })
            case .object(let object):
                return .object(
                    JSONObject(
                        object.map { member in
                            name = member.name
                            return (member.name, masked(member.value))
                        }))
            default: return value
            }
        }
    }

    private func expectSame(_ value: JSON, _ comment: Comment? = nil) {
        var oneByOne = OneByOne()
        let expected = oneByOne.masked(value).jsonText
        #expect(String(decoding: Redaction.redact(json: value.jsonBytes), as: UTF8.self) == expected, comment)
    }

    @Test(
        "names, values and what stands around them",
        arguments: [
            ["a": "x", "password": "hunter2", "b": "y"], ["password": ["a", "b", ["c"]], "b": ["c"]],
            ["password": ["x": "y"]], ["password": 1, "n": -5, "list": [-1, "-p", -2, true, nil]],
            ["token": "", "secret": "yes", "pwd": "/home"], ["list": ["--password", "x1", "--user"]],
            ["a": ["password": "x", "list": ["y", ["token": "z"], "behind"]]], ["a\"b": "password=\"x y\" z"],
            ["line": "one\npassword=x1\n\\", "next": "https://u:p@h/"], ["my\npassword": "x", "pass\"word": "x"],
            ["pass\\word": "x", "\"password": "x", "password\"": "x"], ["": "x", "x": ""],
            ["a": ":/x", "b": "=x", "c": ":"],
            ["password=": "x", "a": "password=", "b": "x1"], ["a": "password=\"", "b": "x1"],
            ["Bearer abcdefg12345678": "x"],
            ["a": "Bearer ", "b": "abcdefg12345678"], ["é": "é password=é1", "a": "\u{2028}token: x"], [], "password=x",
            "x",
            ["deep": ["deep": ["api_key": ["deep": ["deep": "x"]]]]], ["a": "mysql -u root -pS3cret db", "b": "-pX"],
            .object([String(repeating: "x", count: 52) + "\n\n\n\n.token": "y"]),
        ] as [JSON])
    func examples(_ value: JSON) { expectSame(value) }

    @Test("random values", arguments: 0..<40)
    func random(seed: UInt64) {
        var values = RandomValues(seed: seed)
        for round in 0..<50 { expectSame(values.value(depth: 4), "seed \(seed), round \(round)") }
    }

    @Test("what is no JSON is gone through to its end too", arguments: 0..<20)
    func anyBytes(seed: UInt64) {
        var values = RandomValues(seed: seed)
        for _ in 0..<200 {
            let bytes = Array(values.text(parts: 12).utf8)
            for end in [bytes.count, bytes.count / 2] { _ = Redaction.redact(json: Array(bytes[..<end])) }
        }
    }

    @Test(
        "a string that does not end is masked too",
        arguments: [
            (#"{"password":"x1y2"#, #"{"password":"[redacted]""#), (#"{"password":""#, #"{"password":""#),
            (#"{"a":"password=x1y2"#, #"{"a":"password=[redacted]""#),
            (#"{"password":"x\"#, #"{"password":"[redacted]""#),
        ])
    func unfinished(json: String, masked: String) {
        #expect(String(decoding: Redaction.redact(json: Array(json.utf8)), as: UTF8.self) == masked)
    }

    @Test("sixteen bytes at once find the places that a look at each byte finds", arguments: 0..<20)
    func places(seed: UInt64) {
        var values = RandomValues(seed: seed)
        let tables = values.tables()
        for _ in 0..<40 {
            let bytes = Array(values.text(parts: 12).utf8)
            for start in 0...bytes.count {
                let (text, json) = unsafe bytes.withUnsafeBufferPointer { bytes in
                    unsafe tables.withTables { tables in
                        unsafe (
                            wz_next_place(bytes.baseAddress, bytes.count, start, tables)
                                == wz_next_place_slowly(bytes.baseAddress, bytes.count, start, tables, 0),
                            wz_next_place_in_json(bytes.baseAddress, bytes.count, start, tables)
                                == wz_next_place_slowly(bytes.baseAddress, bytes.count, start, tables, 1)
                        )
                    }
                }
                #expect(text && json, "\(bytes) from \(start)")
            }
        }
    }
}

/// Values made of what secrets are told by.
private struct RandomValues {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 + 1 }

    private mutating func number(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }

    private static let parts = [
        "password", "=", ":", "://", "x1y2z3", " ", "\"", "\\", "'", "--", "-p", "token", "secret", "user", "@", "/",
        "\n",
        "Bearer ", "abcdefGH1234", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0", "%3d", "%", "mysql ", "curl ", "-u ", "a:b",
        "identified by ", "<", ">", ",", ";", "{", "}", "[", "]", "é", "🙂", "_", ".", "api", "key",
        "AKIASIMULATED0000042",
        "-----BEGIN PRIVATE KEY-----", "wazuh_", "pwd", "/home", "yes", "host-001", "2026-11-21T00:00:00+00:00",
        "\u{1}",
    ]
    private static let names = [
        "id", "name", "version", "node", "password", "api_key", "x-token", "os", "status", "pwd", "authorization",
        "a\"b",
        "my\\token", "pass\nword", "key", "list", "Secret", "", "full_log", "cookie", "t\\oken",
    ]

    mutating func text(parts count: Int) -> String {
        var text = ""
        for _ in 0..<number(below: count + 1) { text += Self.parts[number(below: Self.parts.count)] }
        return text
    }

    mutating func value(depth: Int) -> JSON {
        switch number(below: depth > 0 ? 9 : 6) {
        case 0: return .integer(Int64(number(below: 2_000) - 1_000))
        case 1: return .bool(number(below: 2) == 0)
        case 2...5: return .string(text(parts: 8))
        case 6:
            var elements: [JSON] = []
            for _ in 0..<number(below: 5) { elements.append(value(depth: depth - 1)) }
            return .array(elements)
        default:
            var object: JSONObject = [:]
            for _ in 0..<number(below: 6) {
                object[Self.names[number(below: Self.names.count)]] = value(depth: depth - 1)
            }
            return .object(object)
        }
    }

    /// Tables in which a tenth of all beginnings and endings is known.
    mutating func tables() -> Tables {
        Tables(
            beginnings: (0..<4_096).map { _ in UInt8(number(below: 5) == 0 ? number(below: 256) : 0) },
            endings: (0..<1_024).map { _ in number(below: 10) == 0 ? 1 : 0 })
    }

    struct Tables {
        let beginnings: [UInt8]
        let endings: [UInt8]

        func withTables<Result>(_ body: (wz_place_tables) -> Result) -> Result {
            unsafe beginnings.withUnsafeBufferPointer { beginnings in
                unsafe endings.withUnsafeBufferPointer { endings in
                    unsafe body(
                        wz_place_tables(beginnings: beginnings.baseAddress, endings: endings.baseAddress))
                }
            }
        }
    }
}
