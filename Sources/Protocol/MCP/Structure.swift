package import JSON

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
        let isRequired: Bool
        let isListed: Bool
        /// Made when it is asked for: records whose type has parameters declare their fields anew for each answer.
        let schema: @Sendable () -> JSON
        let write: @Sendable (Record, inout JSONWriter) -> Void

        /// Declares a member.
        /// - Parameters:
        ///   - name: the member's name, in snake case.
        ///   - description: what the value is, with its unit; empty where the name says it all.
        ///   - isListed: whether `tools/list` shows it; false for remarks about the answer, which explain themselves.
        ///   - read: takes the value from the record.
        package init<Value: StructuredValue>(
            _ name: StaticString, _ description: String = "", isListed: Bool = true,
            _ read: @escaping @Sendable (Record) -> Value
        ) {
            let name = JSONName(name)
            self.name = name.text
            self.isListed = isListed
            isRequired = !Value.isOptional
            schema = {
                var schema = Value.schema.object ?? [:]
                if !description.isEmpty { schema["description"] = .string(description) }
                return .object(schema)
            }
            write = Self.writer(of: name, read)
        }

        /// What most fields are is written without a detour through the tables of its type.
        private static func writer<Value: StructuredValue>(
            of name: JSONName, _ read: @escaping @Sendable (Record) -> Value
        ) -> @Sendable (Record, inout JSONWriter) -> Void {
            if Value.self == String?.self, let read = read as? @Sendable (Record) -> String? {
                return { record, writer in if let text = read(record) { writer.member(name, text) } }
            }
            if Value.self == String.self, let read = read as? @Sendable (Record) -> String {
                return { record, writer in writer.member(name, read(record)) }
            }
            if Value.self == Int.self, let read = read as? @Sendable (Record) -> Int {
                return { record, writer in writer.member(name, read(record)) }
            }
            if Value.self == [String].self, let read = read as? @Sendable (Record) -> [String] {
                return { record, writer in writer.member(name, read(record)) }
            }
            if Value.self == [String]?.self, let read = read as? @Sendable (Record) -> [String]? {
                return { record, writer in if let texts = read(record) { writer.member(name, texts) } }
            }
            return { record, writer in read(record).write(as: name, to: &writer) }
        }
    }

    private let fields: [Field]
    private let writeFields: @Sendable (Record, inout JSONWriter) -> Void

    package init(_ fields: Field...) {
        self.fields = fields
        // Closures in closures, because a loop would count references for each field of each record.
        var writeFields: @Sendable (Record, inout JSONWriter) -> Void = { _, _ in }
        for field in fields {
            let before = writeFields
            let write = field.write
            writeFields = { record, writer in
                before(record, &writer)
                write(record, &writer)
            }
        }
        self.writeFields = writeFields
    }

    /// Every member, with all that it holds.
    var schema: JSON {
        [
            "type": "object",
            "properties": .object(JSONObject(fields.map { ($0.name, $0.schema()) })),
            "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
        ]
    }

    /// What every model reads in every conversation: the listed members at the top with their types, no deeper.
    ///
    /// What fits ``schema`` fits this too.
    var listedSchema: JSON {
        let listed = fields.filter(\.isListed).map { field in
            let schema = field.schema()
            let kept = ["type", "description"].compactMap { name in schema[name].map { (name, $0) } }
            return (field.name, JSON.object(JSONObject(kept)))
        }
        return ["type": "object", "properties": .object(JSONObject(listed))]
    }

    func write(_ record: Record, to writer: inout JSONWriter) {
        writer.object { writeFields(record, &$0) }
    }
}
