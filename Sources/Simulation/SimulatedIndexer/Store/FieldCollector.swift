import Encodings
import JSON

/// Finds the fields of documents and collects their values by column.
struct FieldCollector {
    /// A place in the tree of field names; kept so that a path is put together once, not once a document.
    private final class Node {
        let path: ExactText
        var children: [String: Node] = [:]
        var column: ColumnBuilder?
        var text: TextColumn?

        init(path: String) { self.path = ExactText(path) }

        func child(_ name: String) -> Node {
            if let known = children[name] { return known }
            let made = Node(path: path.string.isEmpty ? name : "\(path).\(name)")
            children[name] = made
            return made
        }
    }

    private let root = Node(path: "")

    /// Adds the values of a document.
    func collect(_ value: JSON, document: Int, mapping: Mapping) {
        collect(value, at: root, document: document, mapping: mapping)
    }

    /// The columns of all fields seen, and the analysed texts.
    func columns(documents: Int) -> (columns: [ExactText: Column], texts: [ExactText: TextColumn]) {
        var columns: [ExactText: Column] = [:]
        var texts: [ExactText: TextColumn] = [:]
        var rest = [root]
        while let node = rest.popLast() {
            rest += node.children.values
            columns[node.path] = node.column?.column(documents: documents)
            texts[node.path] = node.text
        }
        return (columns, texts)
    }

    private func collect(_ value: JSON, at node: Node, document: Int, mapping: Mapping) {
        switch value {
        case .null: break
        case .object(let object):
            if mapping.types[node.path] == .geoPoint {
                append(
                    .string(object.map { "\($0.value.double ?? 0)" }.joined(separator: ",")), to: node, .geoPoint,
                    document)
            } else {
                for member in object {
                    collect(member.value, at: node.child(member.name), document: document, mapping: mapping)
                }
            }
        case .array(let elements):
            for element in elements { collect(element, at: node, document: document, mapping: mapping) }
        default:
            append(value, to: node, node.column?.type ?? mapping.types[node.path] ?? Self.type(of: value), document)
        }
    }

    private func append(_ value: JSON, to node: Node, _ type: FieldType, _ document: Int) {
        if type == .text {
            node.text = node.text ?? TextColumn()
            node.text?.texts.append((document, value.string ?? value.jsonText))
            return
        }
        let column = node.column ?? ColumnBuilder(type: type)
        node.column = column
        if !type.isNumeric {
            column.append(value.string ?? value.jsonText, to: document)
        } else if let number = Self.number(value, type: type) {
            column.append(number, to: document)
        }
    }

    private static func type(of value: JSON) -> FieldType {
        switch value {
        case .bool: .boolean
        case .integer, .unsigned: .long
        case .number: .float
        default: .keyword
        }
    }

    private static func number(_ value: JSON, type: FieldType) -> Double? {
        switch type {
        case .boolean: value.bool.map { $0 ? 1 : 0 } ?? (value.string == "true" ? 1 : 0)
        case .date: value.double ?? value.string.flatMap { ISODate.parse($0) }.map(Double.init)
        case .float: (value.double ?? value.string.flatMap(Double.init)).map { Double(Float($0)) }
        default: value.double ?? value.string.flatMap(Double.init)
        }
    }
}
