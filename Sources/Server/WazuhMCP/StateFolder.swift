import Configuration
import Cryptography
import Encodings
import FoundationEssentials
import Glibc

/// The folder for what the server makes itself: readable by its owner only.
struct StateFolder {
    let path: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes the folder when it is missing.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(description: "WAZUH_MCP_STATE_DIR is \"\(path)\": the folder cannot be made: \(reason())")
        }
    }

    /// The key of the access tokens: the configured one, or the one that development makes at the first start.
    func authSecret(_ settings: Settings) throws -> [UInt8] {
        if let configured = settings.authSecret { return Array(configured.revealed.utf8) }
        let file = "\(path)/auth-secret-key"
        // Of several workers that start at once one makes the file; it appears whole, because a link cannot exist half.
        if unsafe access(file, F_OK) != 0 {
            let draft = try draft(of: file, saying: Base64URL.encode(try Random.bytes(48)))
            unsafe link(draft, file)
            unsafe unlink(draft)
        }
        guard let data = FileManager.default.contents(atPath: file), data.count >= 32 else {
            throw Failure(
                description: "\(file): cannot be read or is shorter than 32 bytes; remove it to have a new one made")
        }
        var secret = [UInt8](data)
        while let last = secret.last, last == 0x0A || last == 0x0D { secret.removeLast() }
        return secret
    }

    /// Writes a secret into a file of the folder that only its owner may read, whole or not at all.
    /// - Parameters:
    ///   - secret: what is written.
    ///   - name: the file's name.
    ///   - isWanted: called once the secret is written and cannot be lost any more; when false, no file is made.
    /// - Returns: the file.
    /// - Throws: ``Failure``, or what `isWanted` throws.
    func keep(_ secret: String, as name: String, if isWanted: () async throws -> Bool) async throws -> String? {
        let file = "\(path)/\(name)"
        let draft = try draft(of: file, saying: secret)
        defer { unsafe unlink(draft) }
        guard try await isWanted() else { return nil }
        guard unsafe rename(draft, file) == 0 else {
            throw Failure(description: "\(file): cannot be written: \(reason())")
        }
        return file
    }

    /// Writes a line into a file beside another one; workers in containers, whose process ids are the same, do not meet there.
    private func draft(of file: String, saying text: String) throws -> String {
        let draft = "\(file).\(Hex.encode(try Random.bytes(8)))"
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(description: "\(draft): cannot be written: \(reason())") }
        defer { close(descriptor) }
        let bytes = Array("\(text)\n".utf8)
        let count = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else {
            unsafe unlink(draft)
            throw Failure(description: "\(draft): cannot be written: \(reason())")
        }
        return draft
    }

    private func reason() -> String { unsafe String(cString: strerror(errno)) }
}
