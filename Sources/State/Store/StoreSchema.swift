/// The tables of ``SQLiteStore``; times are milliseconds since 1970.
enum StoreSchema {
    /// Each step once: to change a table, add a step.
    static let steps: [StaticString] = [
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
    ]
}
