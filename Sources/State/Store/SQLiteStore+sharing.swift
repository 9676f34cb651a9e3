import FoundationEssentials
import SQLite

extension SQLiteStore {
    package func requestCancellation(session: String, request: String) throws(StoreError) {
        let now = now()
        try write { (handle) throws(SQLiteError) in
            try handle.execute(
                """
                INSERT INTO cancellations VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET requested_at = excluded.requested_at
                """, .text(session), .text(request), .integer(now.milliseconds))
        }
    }

    package func recentCancellations() throws(StoreError) -> [Cancellation] {
        let oldest = now() - Retention.cancellation
        return try read { (handle) throws(SQLiteError) in
            try handle.query(
                "SELECT session, request FROM cancellations WHERE requested_at > ? ORDER BY requested_at DESC LIMIT ?",
                .integer(oldest.milliseconds), .integer(Int64(Retention.cancellations))
            ) { Cancellation(session: $0.text(0), request: $0.text(1)) }
        }
    }

    package func sealedToken(name: String) throws(StoreError) -> [UInt8]? {
        try read { (handle) throws(SQLiteError) in
            try handle.first("SELECT bytes FROM sealed_tokens WHERE name = ?", .text(name)) { $0.blob(0) }
        }
    }

    package func replaceSealedToken(name: String, with token: [UInt8]) throws(StoreError) {
        try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT INTO sealed_tokens VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes", .text(name),
                .blob(token))
        }
    }

    package func putCursor(_ cursor: [UInt8], name: String) throws(StoreError) {
        let now = now()
        try write { (handle) throws(SQLiteError) in
            try handle.execute(
                "INSERT OR REPLACE INTO cursors VALUES (?, ?, ?)", .text(name), .blob(cursor),
                .integer(now.milliseconds))
        }
    }

    package func cursor(name: String) throws(StoreError) -> [UInt8]? {
        let oldest = now() - Retention.cursor
        return try read { (handle) throws(SQLiteError) in
            try handle.first(
                "SELECT bytes FROM cursors WHERE name = ? AND made_at > ?", .text(name), .integer(oldest.milliseconds)
            ) { $0.blob(0) }
        }
    }

    package func acquireLease(name: String, holder: String, for duration: Duration) throws(StoreError) -> Bool {
        let now = now()
        return try write { (handle) throws(SQLiteError) in
            try handle.execute(
                """
                INSERT INTO leases VALUES (?1, ?2, ?3)
                ON CONFLICT DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
                WHERE leases.holder = excluded.holder OR leases.expires_at <= ?4
                """, .text(name), .text(holder), .integer((now + duration.seconds).milliseconds),
                .integer(now.milliseconds)) == 1
        }
    }

    package func releaseLease(name: String, holder: String) throws(StoreError) {
        try write { (handle) throws(SQLiteError) in
            try handle.execute("DELETE FROM leases WHERE name = ? AND holder = ?", .text(name), .text(holder))
        }
    }
}
