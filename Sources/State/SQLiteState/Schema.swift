import SQLite

/// The tables; times are milliseconds since 1970.
enum Schema {
    static let application = SQLiteApplication(
        // "WzMS", as the last step writes it.
        id: 0x577A_4D53, tablesBeforeID: ["sessions", "api_keys", "sealed_tokens", "leases"], steps: steps)

    /// Each step once: to change a table, add a step.
    private static let steps: [StaticString] = [
        """
        CREATE TABLE sessions (
            id TEXT NOT NULL PRIMARY KEY, principal TEXT NOT NULL, transport TEXT NOT NULL,
            protocol_version TEXT NOT NULL, client_name TEXT NOT NULL, client_capabilities TEXT NOT NULL,
            created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL) STRICT;
        CREATE INDEX sessions_by_principal ON sessions (principal, last_used_at);
        CREATE INDEX sessions_by_use ON sessions (transport, last_used_at);
        CREATE TABLE cancellations (
            session TEXT NOT NULL, request TEXT NOT NULL, requested_at INTEGER NOT NULL,
            PRIMARY KEY (session, request)) STRICT;
        CREATE INDEX cancellations_by_time ON cancellations (requested_at);
        CREATE TABLE api_keys (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, scopes TEXT NOT NULL,
            created_at INTEGER NOT NULL, last_used_at INTEGER, revoked_at INTEGER) STRICT;
        CREATE TABLE sealed_tokens (name TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE leases (
            name TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
        """,
        """
        CREATE TABLE cursors (name TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT;
        CREATE INDEX cursors_by_time ON cursors (made_at);
        """,
        // What all but sessions and keys are kept in; and how many sessions each principal has, so that opening one more
        // counts none of them.
        """
        DROP TABLE cancellations;
        DROP TABLE sealed_tokens;
        DROP TABLE leases;
        DROP TABLE cursors;
        CREATE TABLE keyed (
            namespace TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, expires_at INTEGER NOT NULL,
            PRIMARY KEY (namespace, key)) STRICT;
        CREATE INDEX keyed_by_expiry ON keyed (expires_at);
        CREATE TABLE sums (
            namespace TEXT NOT NULL, key BLOB NOT NULL, sum INTEGER NOT NULL, ends_at INTEGER NOT NULL,
            PRIMARY KEY (namespace, key)) STRICT;
        CREATE INDEX sums_by_end ON sums (ends_at);
        CREATE TABLE session_counts (principal TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO session_counts SELECT principal, count(*) FROM sessions GROUP BY principal;
        CREATE TRIGGER session_opened AFTER INSERT ON sessions BEGIN
            INSERT INTO session_counts VALUES (NEW.principal, 1) ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER session_ended AFTER DELETE ON sessions BEGIN
            UPDATE session_counts SET count = count - 1 WHERE principal = OLD.principal;
            DELETE FROM session_counts WHERE principal = OLD.principal AND count <= 0;
        END;
        PRAGMA application_id = 0x577A4D53;
        """,
    ]
}
