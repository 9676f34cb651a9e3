import JSON
import Testing

struct JSONWriterTests {
    @Test(
        "values read back as they were written",
        arguments: [
            "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551615",
            "0.1", "1e+300",
            "\"\"", #""\"\\\n\r\t\u0000\u001f""#, "\"日本 é 😀\"", "[]", "{}", "[[],{}]",
            #"{"b":1,"a":[{"c":null}],"":""}"#,
            #"{"z":1,"y":2,"x":3}"#,
        ])
    func roundTrip(text: String) throws { #expect(try JSON(parsing: text).jsonText == text) }

    @Test("what needs an escape is found wherever it stands", arguments: ["\"", "\\", "\n", "\u{1f}", "é"])
    func escapesAnywhere(character: Character) throws {
        for length in 0...40 {
            for place in 0...length {
                let text =
                    String(repeating: "a", count: place) + "\(character)"
                    + String(repeating: "b", count: length - place)
                #expect(try JSON(parsing: text.jsonText).string == text)
            }
        }
    }

    @Test("names and numbers of every length are written whole")
    func lengths() throws {
        let names: [StaticString] = [
            "", "a", "ab_cdef", "abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopq",
        ]
        for name in names {
            var writer = JSONWriter(reservingCapacity: 0)
            writer.object { writer in
                writer.member(JSONName(name), "x")
                writer.member(JSONName("n"), 7)
                writer.member(JSONName("list"), ["y", "z"])
            }
            #expect(writer.text == #"{"\#(name)":"x","n":7,"list":["y","z"]}"#)
        }
        var power: UInt64 = 1
        for _ in 0..<20 {
            for value in [power - 1, power, power + 1] { #expect(value.jsonText == "\(value)") }
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
    }

    @Test(
        "doubles have the shortest text that reads back",
        arguments: [
            (1.0, "1"), (-0.5, "-0.5"), (0.1, "0.1"), (1e15, "1000000000000000.0"), (1e16, "1e+16"),
            (999_999_999_999_999, "999999999999999"),
            (1e-7, "1e-07"),
            (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ] as [(Double, String)])
    func doubles(value: Double, text: String) throws {
        #expect(value.jsonText == text)
        if value.isFinite { #expect(try JSON(parsing: text).double == value) }
    }

    @Test("commas stand between members and elements only")
    func structure() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("a", 1)
            writer.member("none", ifPresent: Int?.none)
            writer.member("some", ifPresent: "x")
            writer.member(
                "list",
                array: { writer in
                    writer.value(true)
                    writer.raw(Array("{\"raw\":1}".utf8))
                    writer.object { _ in }
                })
            writer.member("null", JSON.null)
        }
        #expect(writer.text == #"{"a":1,"some":"x","list":[true,{"raw":1},{}],"null":null}"#)
    }

    @Test("an object keeps the order of its members and the last value of a name")
    func object() {
        var object: JSONObject = ["b": 1, "a": 2, "b": 3]
        #expect(object.names == ["b", "a"])
        object["b"] = nil
        object["c"] = true
        #expect(object.jsonText == #"{"a":2,"c":true}"#)
    }
}
