import Cryptography
import FoundationEssentials
import SQLite

extension SQLiteStore {
    package func createSession(_ new: NewSession) throws(StoreError) -> Session {
        let now = now()
        let session = Session(id: try Self.newIdentifier(), new, createdAt: now, lastUsedAt: now)
        try transaction { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", .text(session.id), .text(new.principal),
                .text(new.transport.rawValue), .text(new.protocolVersion), .text(new.clientName),
                .text(new.clientCapabilities), .integer(now.milliseconds), .integer(now.milliseconds))
            try handle.execute(
                """
                DELETE FROM sessions WHERE rowid IN (SELECT rowid FROM sessions WHERE principal = ?
                ORDER BY last_used_at DESC, rowid DESC LIMIT -1 OFFSET ?)
                """, .text(new.principal), .integer(Int64(limits.perPrincipal)))
        }
        return session
    }

    static func newIdentifier() throws(StoreError) -> String {
        do throws(CryptographyError) { return try Random.identifier() } catch { throw StoreError(error) }
    }

    package func session(id: String, principal: String) throws(StoreError) -> Session? {
        let now = now()
        let found = try read { (handle) throws(SQLiteError) in
            try handle.first(
                """
                SELECT principal, transport, protocol_version, client_name, client_capabilities, created_at, last_used_at
                FROM sessions WHERE id = ?
                """, .text(id)
            ) { Session(id: id, $0) }
        }
        guard let session = found ?? nil, session.principal == principal,
            limits.expiry(of: session.transport, lastUsedAt: session.lastUsedAt) > now
        else { return nil }
        guard limits.isTouchDue(session.transport, lastUsedAt: session.lastUsedAt, now: now) else { return session }
        return try touch(session, now: now)
    }

    /// Nil when another worker ended the session since it was read.
    private func touch(_ session: Session, now: Date) throws(StoreError) -> Session? {
        let changes = try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "UPDATE sessions SET last_used_at = max(last_used_at, ?) WHERE id = ?", .integer(now.milliseconds),
                .text(session.id))
        }
        return changes == 1 ? session.used(at: now) : nil
    }

    package func initializeSession(
        id: String, protocolVersion: String, clientName: String, clientCapabilities: String
    ) throws(StoreError) {
        try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "UPDATE sessions SET protocol_version = ?, client_name = ?, client_capabilities = ? WHERE id = ?",
                .text(protocolVersion), .text(clientName), .text(clientCapabilities), .text(id))
        }
    }

    package func endSession(id: String, principal: String?) throws(StoreError) -> Bool {
        try write { (handle) throws(SQLiteError) in
            let owner = principal.map(SQLiteValue.text) ?? .null
            return try handle.execute(
                "DELETE FROM sessions WHERE id = ?1 AND (?2 IS NULL OR principal = ?2)", .text(id), owner) > 0
        }
    }

    package func removeExpired() throws(StoreError) -> Int {
        let now = now()
        return try transaction { (handle) throws(SQLiteError) in
            var removed = 0
            for transport in SessionTransport.allCases {
                removed += try handle.execute(
                    "DELETE FROM sessions WHERE transport = ? AND last_used_at <= ?", .text(transport.rawValue),
                    .integer(limits.lastUseOfExpired(transport, now: now).milliseconds))
            }
            try handle.execute(
                "DELETE FROM cancellations WHERE requested_at <= ?",
                .integer((now - Retention.cancellation).milliseconds))
            try handle.execute(
                "DELETE FROM cursors WHERE made_at <= ?", .integer((now - Retention.cursor).milliseconds))
            try handle.execute("DELETE FROM leases WHERE expires_at <= ?", .integer(now.milliseconds))
            return removed
        }
    }

    package func sessionCount() throws(StoreError) -> Int {
        let now = now()
        return try read { (handle) throws(SQLiteError) in
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
}

extension Session {
    /// Nil when the row names a transport that this version does not know.
    fileprivate init?(id: String, _ row: borrowing SQLiteRow) {
        guard let transport = SessionTransport(rawValue: row.text(1)) else { return nil }
        let new = NewSession(
            principal: row.text(0), transport: transport, protocolVersion: row.text(2), clientName: row.text(3),
            clientCapabilities: row.text(4))
        self.init(
            id: id, new, createdAt: Date(milliseconds: row.integer(5)), lastUsedAt: Date(milliseconds: row.integer(6)))
    }
}
