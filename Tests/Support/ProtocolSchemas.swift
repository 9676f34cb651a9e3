import FoundationEssentials
import JSON

/// The official JSON schemas of the protocol's versions, kept beside the repository.
package enum ProtocolSchemas {
    private static let folder =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        + "/../shared/mcp-schema"

    /// True when the schemas are there.
    package static let arePresent = FileManager.default.fileExists(atPath: folder + "/2024-11-05.json")

    /// The schema of a version such as `2025-11-25`.
    package static func schema(of version: String) throws -> JSONSchema {
        let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(version).json"))
        return JSONSchema(try JSON(parsing: Array(bytes)))
    }
}
