import FoundationEssentials
import HTTP
import JSON
import SimulatedManager
import Testing

/// Compares the members of our answers with those a real manager sent.
@Suite(.enabled(if: RecordedAnswer.all != nil, "the recorded answers of a real manager are not here"))
struct RecordedShapeTests {
    private let client = ManagerClient(version: "4.14.1")

    /// Our path for a recorded one, where names differ.
    private static let paths = [
        "/sca/002/checks/cis_ubuntu22-04": "/sca/001/checks/cis_ubuntu22-04"
    ]
    /// Paths whose members depend on the data and not on the API.
    private static let free: Set<String> = [
        "/cluster/healthcheck", "/security/users/me/policies", "/manager/daemons/stats",
        "/cluster/{node_id}/daemons/stats", "/groups/{group_id}/configuration",
        "/syscollector/{agent_id}/browser_extensions", "/rules",
    ]

    @Test("every recorded answer of an operation we serve has the members of ours", arguments: RecordedAnswer.served)
    func members(_ recorded: RecordedAnswer) throws {
        let path = Self.paths[recorded.path] ?? recorded.path.replacingNode
        let response = client.send(.get, path)
        if response.status == 404, response.text.contains("404: Not Found") { return }
        #expect(response.status == 200, "\(path): \(response.text.prefix(200))")
        let ours = try JSON(parsing: response.body)
        let theirs = recorded.body
        #expect(Set(ours.object?.names ?? []) == Set(theirs.object?.names ?? []))
        guard !Self.free.contains(recorded.specPath) else { return }
        #expect(Set(ours["data"]?.object?.names ?? []) == Set(theirs["data"]?.object?.names ?? []), "\(path)")
        let expected = Self.members(theirs)
        guard !expected.isEmpty, case let found = Self.members(ours), !found.isEmpty else { return }
        #expect(expected.subtracting(found) == [], "\(path): missing")
        #expect(found.subtracting(expected) == [], "\(path): not in the real answer")
    }

    /// The paths of all leaves of the items, or of the data where there are no items.
    private static func members(_ answer: JSON) -> Set<String> {
        var paths: Set<String> = []
        func visit(_ value: JSON, _ prefix: String) {
            switch value {
            case .object(let object): for member in object { visit(member.value, "\(prefix).\(member.name)") }
            case .array(let elements): for element in elements { visit(element, "\(prefix)[]") }
            default: paths.insert(prefix)
            }
        }
        if let items = answer["data"]?["affected_items"] { visit(items, "") }
        return paths
    }
}

/// One answer of a real manager, cluster mode.
struct RecordedAnswer: Sendable, CustomTestStringConvertible {
    let specPath: String
    let path: String
    let body: JSON

    var testDescription: String { path }

    static let all: [RecordedAnswer]? = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = folder.appending(path: "../shared/wazuh/recorded/get-sweep-cluster.jsonl")
        guard let data = try? Data(contentsOf: file) else { return nil }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let row = try? JSON(parsing: Array(line)), row["status"]?.int == 200, let text = row["body"]?.string,
                let body = try? JSON(parsing: text), let path = row["path"]?.string,
                let specPath = row["spec_path"]?.string
            else { return nil }
            return RecordedAnswer(specPath: specPath, path: path, body: body)
        }
    }()

    /// Those of GET operations that are the same whatever the data.
    static var served: [RecordedAnswer] { (all ?? []).filter { !$0.path.contains("/experimental") } }
}

extension String {
    /// The path with the node's name as ours is called, and without the agent that only the recording has.
    fileprivate var replacingNode: String {
        let named = split(separator: "/", omittingEmptySubsequences: false).map { $0 == "node01" ? "worker-01" : $0 }
        return String(named.joined(separator: "/").split(separator: "?")[0])
    }
}
