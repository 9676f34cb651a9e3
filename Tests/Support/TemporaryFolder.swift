import FoundationEssentials

/// A folder of a test's own, gone when the last reference is.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// - Throws: what the file system says.
    package init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wazuh-mcp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in the folder, which need not exist.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names in the folder, sorted.
    package func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

    /// Writes a file.
    package func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(filePath: file(name)))
    }

    /// Gives a file another name, in place of what has that name.
    package func move(_ name: String, to other: String) throws {
        if FileManager.default.fileExists(atPath: file(other)) { try remove(other) }
        try FileManager.default.moveItem(atPath: file(name), toPath: file(other))
    }

    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

    /// A file's bytes.
    package func read(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: file(name)))) }
}
