import JSON
import MCP

/// A list whose schema says no more than that its items are objects: what `tools/list` repeats to every model stays short.
struct Items<Element: Structured>: StructuredValue {
    let elements: [Element]

    init(_ elements: [Element]) { self.elements = elements }

    static var schema: JSON { ["type": "array", "items": ["type": "object"]] }

    func write(to writer: inout JSONWriter) { elements.write(to: &writer) }
}
