import Cryptography
import Encodings
import FoundationEssentials
import SQLite
import State

struct SQLiteSessions: SessionStore {
    let database: Database
    let limits: SessionLimits

    func create(
        for principal: ExactText, on transport: SessionTransport, client: SessionClient
    ) async throws(StateError) -> Session {
        try StateBounds.check("principal", principal.utf8.count, atMost: StateBounds.principal)
        try client.checkBounds()
        let id: ExactText
        do throws(CryptographyError) { id = ExactText(try Random.identifier()) } catch { throw StateError(error) }
        let session = Session(id: id, transport: transport, client: client, lastUsedAt: database.now())
        let bound = Int64(limits.perPrincipal)
        try await database.write { (handle) throws(SQLiteError) in
            let now = SQLiteValue.integer(session.lastUsedAt.milliseconds)
            try handle.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", .text(id.string), .text(principal.string),
                .text(transport.rawValue), .text(client.protocolVersion.string), .text(client.name.string),
                .text(client.capabilities.string), now, now)
            let count = try handle.first(
                "SELECT count FROM session_counts WHERE principal = ?", .text(principal.string)
            ) { $0.integer(0) }
            guard let count, count > bound else { return }
            // Two at most, so that a lowered bound is reached step by step; the new one stays, whatever the clock says.
            try handle.execute(
                """
                DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions WHERE principal = ? AND id <> ?
                ORDER BY last_used_at, rowid LIMIT ?)
                """, .text(principal.string), .text(id.string), .integer(min(count - bound, 2)))
        }
        return session
    }

    func session(_ id: ExactText, of principal: ExactText) async throws(StateError) -> Session? {
        let now = database.now()
        let found = try await database.read { (handle) throws(SQLiteError) in
            try handle.first(
                """
                SELECT transport, protocol_version, client_name, client_capabilities, last_used_at
                FROM sessions WHERE id = ? AND principal = ?
                """, .text(id.string), .text(principal.string)
            ) { Session(id: id, $0) }
        }
        guard let session = found ?? nil,
            session.lastUsedAt > limits.lastUseOfExpired(session.transport, now: now)
        else { return nil }
        guard limits.isUseDue(session.transport, lastUsedAt: session.lastUsedAt, now: now) else { return session }
        database.note(.session(id), at: now)
        return Session(id: id, transport: session.transport, client: session.client, lastUsedAt: now)
    }

    func initialize(_ id: ExactText, client: SessionClient) async throws(StateError) {
        try client.checkBounds()
        try await database.write { (handle) throws(SQLiteError) in
            _ = try handle.execute(
                "UPDATE sessions SET protocol_version = ?, client_name = ?, client_capabilities = ? WHERE id = ?",
                .text(client.protocolVersion.string), .text(client.name.string), .text(client.capabilities.string),
                .text(id.string))
        }
    }

    func end(_ id: ExactText, of principal: ExactText?) async throws(StateError) -> Bool {
        try await database.write { (handle) throws(SQLiteError) in
            let owner = principal.map { SQLiteValue.text($0.string) } ?? .null
            return try handle.execute(
                "DELETE FROM sessions WHERE id = ?1 AND (?2 IS NULL OR principal = ?2)", .text(id.string), owner) > 0
        }
    }

    func count() async throws(StateError) -> Int {
        let now = database.now()
        return try await database.read { (handle) throws(SQLiteError) in
            var count = 0
            for transport in SessionTransport.allCases {
                count +=
                    try handle.first(
                        "SELECT count(*) FROM sessions WHERE transport = ? AND last_used_at > ?",
                        .text(transport.rawValue),
                        .integer(limits.lastUseOfExpired(transport, now: now).milliseconds)
                    ) { Int($0.integer(0)) } ?? 0
            }
            return count
        }
    }

    func removeExpired() async throws(StateError) -> Int {
        let now = database.now()
        var removed = 0
        for transport in SessionTransport.allCases {
            let lastUse = limits.lastUseOfExpired(transport, now: now).milliseconds
            removed += try await database.removeInSlices { (handle) throws(SQLiteError) in
                try handle.execute(
                    """
                    DELETE FROM sessions WHERE rowid IN
                    (SELECT rowid FROM sessions WHERE transport = ? AND last_used_at <= ? LIMIT ?)
                    """, .text(transport.rawValue), .integer(lastUse), .integer(Int64(Database.rowsPerSlice)))
            }
        }
        return removed
    }
}

extension Session {
    /// Nil when the row names a transport that this version does not know.
    fileprivate init?(id: ExactText, _ row: borrowing SQLiteRow) {
        guard let transport = SessionTransport(rawValue: row.text(0)) else { return nil }
        let client = SessionClient(
            protocolVersion: ExactText(row.text(1)), name: ExactText(row.text(2)), capabilities: ExactText(row.text(3)))
        self.init(id: id, transport: transport, client: client, lastUsedAt: Date(milliseconds: row.integer(4)))
    }
}
