import Encodings
import JSON
import MCP
import WazuhIndexer

/// An ATT&CK technique as alerts name it.
struct Technique: Structured, Hashable {
    let id: String
    /// nil where no alert says it.
    let name: String?

    static let structure = Structure<Technique>(.init("id") { $0.id }, .init("name") { $0.name })

    var words: String { name.map { "\(id) \($0)" } ?? id }
}

/// The names of ATT&CK techniques, which stand in alerts beside their ids.
enum TechniqueNames {
    /// The newest alert of a bucket, which tells the names of its techniques.
    static let aggregations: JSONObject = [
        "named": [
            "top_hits": [
                "size": 1, "sort": [["timestamp": ["order": "desc"]]],
                "_source": ["rule.mitre.id", "rule.mitre.technique"],
            ]
        ]
    ]

    /// Names by id.
    /// - Parameter bucket: of an aggregation with ``aggregations`` in it.
    /// - Returns: nothing where ids and names differ in number: Wazuh leaves out names that it does not know.
    static func read(_ bucket: Bucket) -> [ExactText: String] {
        var found: JSONView?
        bucket.aggregation("named")?["hits"]?["hits"]?.forEachElement {
            found = found ?? $0["_source"]?["rule"]?["mitre"]
        }
        let ids = texts(found?["id"])
        let names = texts(found?["technique"])
        guard ids.count == names.count else { return [:] }
        return Dictionary(zip(ids.map { ExactText($0) }, names)) { first, _ in first }
    }

    /// The texts of a list; a lone value may stand for a list of one.
    private static func texts(_ view: JSONView?) -> [String] {
        guard let view else { return [] }
        guard view.isArray else { return view.string.map { [$0] } ?? [] }
        var texts: [String] = []
        view.forEachElement { texts.append($0.string ?? "") }
        return texts
    }
}
