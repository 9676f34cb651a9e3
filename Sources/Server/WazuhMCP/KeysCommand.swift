import Auth
import CommandLineOptions
import Configuration
import Cryptography
import Encodings
import FoundationEssentials
import JSON
import Server
import State

/// `wazuh-mcp keys`: makes, lists and revokes API keys.
enum KeysCommand {
    static func create(_ invocation: CommandLineInvocation) async throws -> Int32 {
        let settings = try Settings.ofThisProcess()
        let scopes = try Self.scopes(invocation.values["scopes"] ?? Scopes.read)
        let key = try APIKey.generate()
        let record = APIKeyRecord(
            id: ExactText("key_\(Hex.encode(try Random.bytes(6)))"),
            name: ExactText(invocation.values["name"] ?? "unnamed"), hash: key.hash,
            scopes: scopes, createdAt: .now)
        let isFirst = invocation.switches.contains("first")
        let store = try store(settings, acceptsNew: invocation.switches.contains("accept-new-store"))
        func make() async throws -> Bool {
            if isFirst { return try await store.insertFirst(record) }
            try await store.insert(record)
            return true
        }
        let thereIsOne = "there is a key already; --first makes only the first one"
        switch SecretOutput(invocation) {
        case .json:
            let isMade = try await make()
            let answer: JSON = [
                "api_key": isMade ? .string(key.revealed) : .null, "id": isMade ? .string(record.id.string) : .null,
            ]
            print(answer.jsonText)
        case .terminal:
            print(try await make() ? key.revealed : thereIsOne)
        case .file:
            let name = isFirst ? "first-api-key" : "api-\(record.id)"
            if let file = try await StateFolder(settings.stateFolder).keep(key.revealed, as: name, if: make) {
                SecretOutput.name(file, of: "API key")
            } else {
                print(thereIsOne)
            }
        }
        return 0
    }

    static func list(_ invocation: CommandLineInvocation) async throws -> Int32 {
        let keys = try await store(try Settings.ofThisProcess()).all()
        if invocation.switches.contains("json") {
            print(JSON.array(keys.map(\.json)).jsonText)
            return 0
        }
        if keys.isEmpty { print("There are no API keys: wazuh-mcp keys create --name NAME makes one.") }
        for key in keys {
            let state = key.revokedAt.map { "revoked \($0.formatted(.iso8601))" } ?? "active"
            let used = key.lastUsedAt.map { $0.formatted(.iso8601) } ?? "never"
            print("\(key.id)  \(key.name)  \(key.scopes.joined(separator: ","))  \(state)  last used \(used)")
        }
        return 0
    }

    static func revoke(_ invocation: CommandLineInvocation) async throws -> Int32 {
        guard let id = invocation.arguments.first, invocation.arguments.count == 1 else {
            throw CommandLineStop.usage("wazuh-mcp keys revoke: needs one ID, as keys list shows it")
        }
        guard try await store(try Settings.ofThisProcess()).revoke(id: ExactText(id)) else {
            throw CommandLineStop.usage("\(id): there is no active key of this id; wazuh-mcp keys list shows them")
        }
        print("\(id) is revoked; tokens made from it end within seconds.")
        return 0
    }

    private static func store(_ settings: Settings, acceptsNew: Bool = false) throws -> any APIKeyStore {
        _ = try StateFolder(settings.stateFolder)
        return try SharedState.configured(settings, acceptsNew: acceptsNew, log: Composition.log(settings)).keys
    }

    /// Scopes written with commas between them.
    static func scopes(_ text: String) throws -> [String] {
        let scopes = text.split(separator: ",").map(String.init)
        guard !scopes.isEmpty, scopes.allSatisfy(Scopes.all.contains) else {
            throw CommandLineStop.usage(
                "--scopes \(text): must be \(Scopes.all.joined(separator: ", ")), separated by commas")
        }
        return scopes
    }
}

extension APIKeyRecord {
    fileprivate var json: JSON {
        [
            "id": .string(id.string), "name": .string(name.string), "scopes": .array(scopes.map(JSON.string)),
            "created_at": .string(createdAt.formatted(.iso8601)),
            "last_used_at": lastUsedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
            "revoked_at": revokedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
        ]
    }
}
