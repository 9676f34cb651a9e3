import JSON
import MCP
import TestSupport
import Testing

/// One declaration gives schema and encoding: what is written is what the schema says.
struct StructureTests {
    @Test("the schema names every member, requires those that cannot be missing and describes them")
    func schema() {
        #expect(
            SampleItem.schema == [
                "type": "object",
                "properties": [
                    "id": ["type": "integer", "description": "The item's number."], "name": ["type": "string"],
                    "note": ["type": "string"], "password": ["type": "string"],
                ],
                "required": ["id", "name"],
            ])
        #expect(
            SampleList.schema == [
                "type": "object",
                "properties": [
                    "items": ["type": "array", "items": SampleItem.schema, "description": "What was found."],
                    "share": ["type": "number"], "is_complete": ["type": "boolean"], "extra": ["type": "object"],
                    "left_out": ["type": "integer"],
                ],
                "required": ["items", "is_complete", "extra"],
            ])
    }

    @Test("members are written in their order, absent ones not at all")
    func writes() {
        #expect(SampleItem(id: 1, name: "a").jsonText == #"{"id":1,"name":"a"}"#)
        #expect(
            SampleItem(id: .min, name: "\"\n", note: "").jsonText
                == #"{"id":-9223372036854775808,"name":"\"\n","note":""}"#)
        #expect(SampleList(items: []).jsonText == #"{"items":[],"is_complete":true,"extra":{}}"#)
    }

    @Test(
        "every value fits its own schema",
        arguments: [
            SampleList(items: []),
            SampleList(
                items: [SampleItem(id: 1, name: "", note: nil), SampleItem(id: 2, name: "größe", note: "n")], share: 0.5
            ),
            SampleList(items: [], share: 1e300, extra: ["a": [1, nil, "b"], "c": ["d": true]], leftOut: 3),
            SampleList(items: [], share: .nan), SampleList(items: [], share: .infinity),
            SampleList(items: [], share: -0.0),
        ])
    func fitsItsSchema(value: SampleList) throws {
        #expect(JSONSchema(SampleList.schema).problems(of: try JSON(parsing: value.jsonBytes)) == [])
    }
}
