internal import JSON

/// The fields of an index as its mapping shows them: objects within objects.
struct FieldTree {
    private final class Node {
        var type: FieldType?
        var children: [String: Node] = [:]
    }

    private let root = Node()

    init(_ index: StoredIndex, store: DocumentStore) {
        for (name, type) in index.mapping.types { add(name, type) }
        for (name, column) in store.columns where store.isMapped(name, in: index) { add(name, column.type) }
    }

    /// The member `properties` of the mapping.
    var json: JSON { Self.json(root) }

    private func add(_ name: String, _ type: FieldType) {
        var node = root
        for part in name.split(separator: ".").map(String.init) {
            let child = node.children[part] ?? Node()
            node.children[part] = child
            node = child
        }
        node.type = type
    }

    private static func json(_ node: Node) -> JSON {
        let names = node.children.keys.sorted()
        return .object(
            JSONObject(
                names.compactMap { name in
                    guard let child = node.children[name] else { return nil }
                    guard let type = child.type else { return (name, ["properties": json(child)]) }
                    return (name, ["type": .string(type.rawValue)])
                }))
    }
}
