package import JSON

/// A value that can stand in a tool's structured output: knows its JSON Schema and writes itself.
package protocol StructuredValue: JSONWritable, Sendable {
    static var schema: JSON { get }
    /// True when the value may be missing, so that its member is not required.
    static var isOptional: Bool { get }
    /// True when there is nothing to write.
    var isAbsent: Bool { get }
}

extension StructuredValue {
    package static var isOptional: Bool { false }
    package var isAbsent: Bool { false }
}

/// A record in a tool's output whose fields are declared once: the declaration gives both schema and encoding.
package protocol Structured: StructuredValue {
    static var structure: Structure<Self> { get }
}

extension Structured {
    package static var schema: JSON { structure.schema }
    package func write(to writer: inout JSONWriter) { Self.structure.write(self, to: &writer) }
}

/// The fields of a record, in their order.
package struct Structure<Record>: Sendable {
    /// One member: its schema and how it is written.
    package struct Field: Sendable {
        let name: String
        let schema: JSON
        let isRequired: Bool
        let isListed: Bool
        let write: @Sendable (Record, inout JSONWriter) -> Void

        /// Declares a member.
        /// - Parameters:
        ///   - name: the member's name, in snake case.
        ///   - description: what the value is, with its unit; empty where the name says it all.
        ///   - isListed: whether `tools/list` shows it; false for remarks about the answer, which explain themselves.
        ///   - read: takes the value from the record.
        package init<Value: StructuredValue>(
            _ name: String, _ description: String = "", isListed: Bool = true,
            _ read: @escaping @Sendable (Record) -> Value
        ) {
            self.name = name
            self.isListed = isListed
            isRequired = !Value.isOptional
            var schema = Value.schema.object ?? [:]
            if !description.isEmpty { schema["description"] = .string(description) }
            self.schema = .object(schema)
            write = { record, writer in
                let value = read(record)
                if !value.isAbsent { writer.member(name, value) }
            }
        }
    }

    private let fields: [Field]
    /// Every member, with all that it holds.
    let schema: JSON
    /// What every model reads in every conversation: the listed members at the top with their types, no deeper.
    ///
    /// What fits ``schema`` fits this too.
    let listedSchema: JSON

    package init(_ fields: Field...) {
        self.fields = fields
        schema = [
            "type": "object",
            "properties": .object(JSONObject(fields.map { ($0.name, $0.schema) })),
            "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
        ]
        let listed = fields.filter(\.isListed).map { field in
            let kept = ["type", "description"].compactMap { name in field.schema[name].map { (name, $0) } }
            return (field.name, JSON.object(JSONObject(kept)))
        }
        listedSchema = ["type": "object", "properties": .object(JSONObject(listed))]
    }

    func write(_ record: Record, to writer: inout JSONWriter) {
        writer.object { writer in
            for field in fields { field.write(record, &writer) }
        }
    }
}
