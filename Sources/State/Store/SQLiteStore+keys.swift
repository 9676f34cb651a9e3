import FoundationEssentials
import SQLite

extension SQLiteStore {
    package func insertAPIKey(_ key: APIKeyRecord) throws(StoreError) {
        try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT INTO api_keys VALUES (?, ?, ?, ?, ?, ?, ?)", .text(key.id), .text(key.name), .blob(key.hash),
                .text(key.scopes.joined(separator: " ")), .integer(key.createdAt.milliseconds), .time(key.lastUsedAt),
                .time(key.revokedAt))
        }
    }

    package func insertFirstAPIKey(_ key: APIKeyRecord) throws(StoreError) -> Bool {
        try transaction { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT INTO api_keys SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM api_keys)",
                .text(key.id), .text(key.name), .blob(key.hash), .text(key.scopes.joined(separator: " ")),
                .integer(key.createdAt.milliseconds), .time(key.lastUsedAt), .time(key.revokedAt)) == 1
        }
    }

    package func apiKey(hash: [UInt8]) throws(StoreError) -> APIKeyRecord? {
        let now = now()
        let found = try read { (handle) throws(SQLiteError) in
            try handle.first(
                "SELECT id, name, hash, scopes, created_at, last_used_at, revoked_at FROM api_keys WHERE hash = ?",
                .blob(hash)
            ) { APIKeyRecord($0) }
        }
        guard let key = found, key.isTouchDue(now: now) else { return found }
        try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "UPDATE api_keys SET last_used_at = ? WHERE id = ?", .integer(now.milliseconds), .text(key.id))
        }
        return key.used(at: now)
    }

    package func apiKey(id: String) throws(StoreError) -> APIKeyRecord? {
        try read { (handle) throws(SQLiteError) in
            try handle.first(
                "SELECT id, name, hash, scopes, created_at, last_used_at, revoked_at FROM api_keys WHERE id = ?",
                .text(id)
            ) { APIKeyRecord($0) }
        }
    }

    package func apiKeys() throws(StoreError) -> [APIKeyRecord] {
        try read { (handle) throws(SQLiteError) in
            try handle.query(
                """
                SELECT id, name, hash, scopes, created_at, last_used_at, revoked_at FROM api_keys
                ORDER BY created_at, rowid
                """
            ) { APIKeyRecord($0) }
        }
    }

    package func revokeAPIKey(id: String) throws(StoreError) -> Bool {
        let now = now()
        return try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", .integer(now.milliseconds),
                .text(id)) == 1
        }
    }
}

extension APIKeyRecord {
    fileprivate init(_ row: borrowing SQLiteRow) {
        self.init(
            id: row.text(0), name: row.text(1), hash: row.blob(2),
            scopes: row.text(3).split(separator: " ").map(String.init), createdAt: Date(milliseconds: row.integer(4)),
            lastUsedAt: row.integerIfPresent(5).map { Date(milliseconds: $0) },
            revokedAt: row.integerIfPresent(6).map { Date(milliseconds: $0) })
    }
}

extension SQLiteValue {
    fileprivate static func time(_ date: Date?) -> SQLiteValue { date.map { .integer($0.milliseconds) } ?? .null }
}
