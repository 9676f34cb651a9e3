import Encodings
import FoundationEssentials
import SQLite
import State

struct SQLiteAPIKeys: APIKeyStore {
    let database: Database

    func insert(_ key: APIKeyRecord) async throws(StateError) {
        try await database.write { (handle) throws(SQLiteError) in
            _ = try handle.execute(
                "INSERT INTO api_keys VALUES (?, ?, ?, ?, ?, ?, ?)", .text(key.id.string), .text(key.name.string),
                .blob(key.hash), .text(key.scopes.joined(separator: " ")), .integer(key.createdAt.milliseconds),
                .time(key.lastUsedAt), .time(key.revokedAt))
        }
    }

    func insertFirst(_ key: APIKeyRecord) async throws(StateError) -> Bool {
        try await database.write { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT INTO api_keys SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM api_keys)",
                .text(key.id.string), .text(key.name.string), .blob(key.hash),
                .text(key.scopes.joined(separator: " ")), .integer(key.createdAt.milliseconds), .time(key.lastUsedAt),
                .time(key.revokedAt)) == 1
        }
    }

    func key(hash: [UInt8]) async throws(StateError) -> APIKeyRecord? {
        let now = database.now()
        let found = try await database.read { (handle) throws(SQLiteError) in
            try handle.first(
                "SELECT id, name, hash, scopes, created_at, last_used_at, revoked_at FROM api_keys WHERE hash = ?",
                .blob(hash)
            ) { APIKeyRecord($0) }
        }
        guard var key = found, key.isUseDue(now: now) else { return found }
        database.note(.key(key.id), at: now)
        key.lastUsedAt = now
        return key
    }

    func key(id: ExactText) async throws(StateError) -> APIKeyRecord? {
        try await database.read { (handle) throws(SQLiteError) in
            try handle.first(
                "SELECT id, name, hash, scopes, created_at, last_used_at, revoked_at FROM api_keys WHERE id = ?",
                .text(id.string)
            ) { APIKeyRecord($0) }
        }
    }

    func all() async throws(StateError) -> [APIKeyRecord] {
        try await database.read { (handle) throws(SQLiteError) in
            try handle.query(
                """
                SELECT id, name, hash, scopes, created_at, last_used_at, revoked_at FROM api_keys
                ORDER BY created_at, rowid
                """
            ) { APIKeyRecord($0) }
        }
    }

    func revoke(id: ExactText) async throws(StateError) -> Bool {
        let now = database.now()
        return try await database.write { (handle) throws(SQLiteError) in
            try handle.execute(
                "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", .integer(now.milliseconds),
                .text(id.string)) == 1
        }
    }
}

extension APIKeyRecord {
    fileprivate init(_ row: borrowing SQLiteRow) {
        self.init(
            id: ExactText(row.text(0)), name: ExactText(row.text(1)), hash: row.blob(2),
            scopes: row.text(3).split(separator: " ").map(String.init), createdAt: Date(milliseconds: row.integer(4)),
            lastUsedAt: row.integerIfPresent(5).map { Date(milliseconds: $0) },
            revokedAt: row.integerIfPresent(6).map { Date(milliseconds: $0) })
    }
}

extension SQLiteValue {
    fileprivate static func time(_ date: Date?) -> SQLiteValue { date.map { .integer($0.milliseconds) } ?? .null }
}
