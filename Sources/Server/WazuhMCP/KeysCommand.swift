import Auth
import CommandLineOptions
import Configuration
import Cryptography
import FoundationEssentials
import JSON
import Store

/// `wazuh-mcp keys`: makes, lists and revokes API keys.
enum KeysCommand {
    static func create(_ invocation: CommandLineInvocation) throws -> Int32 {
        let composition = try Composition(try Settings.ofThisProcess())
        let scopes = try Self.scopes(invocation.values["scopes"] ?? Scopes.read)
        let (key, record) = try NewKey.make(name: invocation.values["name"] ?? "unnamed", scopes: scopes)
        var isMade = true
        if invocation.switches.contains("first") {
            isMade = try composition.store.insertFirstAPIKey(record)
        } else {
            try composition.store.insertAPIKey(record)
        }
        if invocation.switches.contains("json") {
            let answer: JSON = [
                "api_key": isMade ? .string(key.revealed) : .null, "id": isMade ? .string(record.id) : .null,
            ]
            print(answer.jsonText)
        } else {
            print(isMade ? key.revealed : "there is a key already; --first makes only the first one")
        }
        return 0
    }

    static func list(_ invocation: CommandLineInvocation) throws -> Int32 {
        let keys = try Composition(try Settings.ofThisProcess()).store.apiKeys()
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

    static func revoke(_ invocation: CommandLineInvocation) throws -> Int32 {
        guard let id = invocation.arguments.first, invocation.arguments.count == 1 else {
            throw CommandLineStop.usage("wazuh-mcp keys revoke: needs one ID, as keys list shows it")
        }
        guard try Composition(try Settings.ofThisProcess()).store.revokeAPIKey(id: id) else {
            throw CommandLineStop.usage("\(id): there is no active key of this id; wazuh-mcp keys list shows them")
        }
        print("\(id) is revoked; tokens made from it end within seconds.")
        return 0
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

/// Makes a key together with what is stored of it.
enum NewKey {
    static func make(name: String, scopes: [String]) throws -> (APIKey, APIKeyRecord) {
        let key = try APIKey.generate()
        let id = "key_\(Hex.encode(try Random.bytes(6)))"
        return (key, APIKeyRecord(id: id, name: name, hash: key.hash, scopes: scopes, createdAt: .now))
    }
}

/// The key that the very first start makes, so that there is a way in.
enum FirstKey {
    static func printOnce(_ store: any Store) throws {
        let (key, record) = try NewKey.make(name: "first", scopes: Scopes.all)
        guard try store.insertFirstAPIKey(record) else { return }
        writeToStandardError(
            "wazuh-mcp: first start: API key \(key.revealed) (read and write; shown once; wazuh-mcp keys manages keys)\n"
        )
    }
}

extension APIKeyRecord {
    fileprivate var json: JSON {
        [
            "id": .string(id), "name": .string(name), "scopes": .array(scopes.map(JSON.string)),
            "created_at": .string(createdAt.formatted(.iso8601)),
            "last_used_at": lastUsedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
            "revoked_at": revokedAt.map { .string($0.formatted(.iso8601)) } ?? .null,
        ]
    }
}
