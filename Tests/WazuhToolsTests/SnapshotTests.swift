import FoundationEssentials
import JSON
import MCP
import Testing
import WazuhTools

/// What clients see of each tool, and the full schema of its results, so that both change on purpose only.
///
/// `UPDATE_SNAPSHOTS=1 swift test --filter SnapshotTests` writes them anew.
struct SnapshotTests {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        + "/Snapshots"
    private static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1"

    @Test("each tool is listed as its snapshot says", arguments: allTools.map(\.name))
    func snapshot(_ name: String) throws {
        let listed = Indented.text(of: try #require(Self.listing[name]))
        let file = URL(filePath: "\(Self.folder)/\(name).json")
        if Self.isUpdating {
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            try Data(listed.utf8).write(to: file)
        }
        let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        #expect(kept == listed, "run with UPDATE_SNAPSHOTS=1 when the change is meant")
    }

    @Test("there is no snapshot of a tool that is gone")
    func orphans() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
        #expect(Set(files) == Set(allTools.map { "\($0.name).json" }))
    }

    private static let listing: [String: JSON] = {
        let server = ServerInfo(name: "test", title: "Test", version: "1", description: "", instructions: "")
        let bytes = ToolCatalogue(allTools, server: server).list(for: [.read, .write], version: .november2025)
        let listed = (try? JSON(parsing: bytes))?["tools"]?.array ?? []
        let both = zip(allTools, listed).map { tool, listed in
            (tool.name, JSON.object(["listed": listed, "fullOutputSchema": tool.outputSchema]))
        }
        return Dictionary(uniqueKeysWithValues: both)
    }()
}

/// JSON over several lines, for people who read differences.
private enum Indented {
    static func text(of value: JSON) -> String { text(of: value, indent: "") + "\n" }

    private static func text(of value: JSON, indent: String) -> String {
        let inner = indent + "  "
        switch value {
        case .object(let object) where !object.isEmpty:
            let members = object.map {
                "\(inner)\(JSON.string($0.name).jsonText): \(text(of: $0.value, indent: inner))"
            }
            return "{\n\(members.joined(separator: ",\n"))\n\(indent)}"
        case .array(let elements) where elements.contains { $0.object != nil || $0.array != nil }:
            return "[\n\(elements.map { inner + text(of: $0, indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
        default: return value.jsonText
        }
    }
}
