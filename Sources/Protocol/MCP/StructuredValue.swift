package import JSON

/// A value that can stand in a tool's structured output: knows its JSON Schema and writes itself.
package protocol StructuredValue: JSONWritable, Sendable {
    static var schema: JSON { get }
    /// True when the value may be missing, so that its member is not required.
    static var isOptional: Bool { get }
    /// True when there is nothing to write.
    var isAbsent: Bool { get }
    /// Writes itself as a member, or nothing when it is absent.
    func write(as name: JSONName, to writer: inout JSONWriter)
}

extension StructuredValue {
    package static var isOptional: Bool { false }
    package var isAbsent: Bool { false }

    package func write(as name: JSONName, to writer: inout JSONWriter) {
        guard !isAbsent else { return }
        writer.name(name)
        write(to: &writer)
    }
}

extension String: StructuredValue {
    package static var schema: JSON { ["type": "string"] }

    package func write(as name: JSONName, to writer: inout JSONWriter) { writer.member(name, self) }
}

extension Int: StructuredValue {
    package static var schema: JSON { ["type": "integer"] }
}

extension Double: StructuredValue {
    package static var schema: JSON { ["type": "number"] }
    /// JSON has no infinity and no NaN, such as the mean of nothing.
    package var isAbsent: Bool { !isFinite }
}

extension Bool: StructuredValue {
    package static var schema: JSON { ["type": "boolean"] }
}

extension Optional: StructuredValue where Wrapped: StructuredValue {
    package static var schema: JSON { Wrapped.schema }
    package static var isOptional: Bool { true }
    package var isAbsent: Bool { self?.isAbsent ?? true }

    package func write(as name: JSONName, to writer: inout JSONWriter) { self?.write(as: name, to: &writer) }
}

extension Array: StructuredValue where Element: StructuredValue {
    package static var schema: JSON { ["type": "array", "items": Element.schema] }
}

extension JSONObject: StructuredValue {
    package static var schema: JSON { ["type": "object"] }
}
