import Encodings
import FoundationEssentials
import SQLite
import State

struct SQLiteKeyedStore: KeyedStore {
    let database: Database

    func value(at key: StateKey) async throws(StateError) -> [UInt8]? {
        try key.checkBounds()
        let now = database.now()
        return try await database.read { (handle) throws(SQLiteError) in try Self.value(at: key, now, &handle) }
    }

    func values(at keys: [StateKey]) async throws(StateError) -> [StateKey: [UInt8]] {
        try keys.checkBounds()
        let now = database.now()
        return try await database.read { (handle) throws(SQLiteError) in
            var found: [StateKey: [UInt8]] = [:]
            for key in keys { found[key] = try Self.value(at: key, now, &handle) }
            return found
        }
    }

    private static func value(
        at key: StateKey, _ now: Date, _ handle: inout SQLiteHandle
    ) throws(SQLiteError) -> [UInt8]? {
        try handle.first(
            "SELECT value FROM keyed WHERE namespace = ? AND key = ? AND expires_at > ?", key.namespaceValue,
            key.bytesValue, .integer(now.milliseconds)
        ) { $0.blob(0) }
    }

    func put(_ value: [UInt8], at key: StateKey, for lifetime: Duration) async throws(StateError) {
        try key.checkBounds(value: value)
        let end = database.now() + lifetime.inSeconds
        try await database.write { (handle) throws(SQLiteError) in
            try Self.put(value, at: key, until: end, &handle)
        }
    }

    static func put(
        _ value: [UInt8], at key: StateKey, until end: Date, _ handle: inout SQLiteHandle
    ) throws(SQLiteError) {
        try handle.execute(
            """
            INSERT INTO keyed VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
            """, key.namespaceValue, key.bytesValue, .blob(value), .integer(end.milliseconds))
    }

    func take(_ key: StateKey) async throws(StateError) -> [UInt8]? {
        try key.checkBounds()
        let now = database.now()
        return try await database.write { (handle) throws(SQLiteError) in
            // To the end: a statement left early would keep its error to itself.
            try handle.query(
                "DELETE FROM keyed WHERE namespace = ? AND key = ? RETURNING value, expires_at", key.namespaceValue,
                key.bytesValue
            ) { $0.integer(1) > now.milliseconds ? $0.blob(0) : nil }.first ?? nil
        }
    }

    func compareAndSwap(
        _ key: StateKey, from expected: [UInt8]?, to value: [UInt8]?, for lifetime: Duration
    ) async throws(StateError) -> Bool {
        try key.checkBounds(value: value ?? [])
        let now = database.now()
        let end = now + lifetime.inSeconds
        return try await database.write { (handle) throws(SQLiteError) in
            guard try Self.value(at: key, now, &handle) == expected else { return false }
            if let value {
                try Self.put(value, at: key, until: end, &handle)
            } else {
                try handle.execute(
                    "DELETE FROM keyed WHERE namespace = ? AND key = ?", key.namespaceValue, key.bytesValue)
            }
            return true
        }
    }

    func add(_ amount: Int, to key: StateKey, within window: Duration) async throws(StateError) -> WindowSum {
        try key.checkBounds()
        let now = database.now()
        let amount = min(max(amount, -WindowSum.largestAddition), WindowSum.largestAddition)
        return try await database.write { (handle) throws(SQLiteError) in
            let old = try handle.first(
                "SELECT sum, ends_at FROM sums WHERE namespace = ? AND key = ? AND ends_at > ?", key.namespaceValue,
                key.bytesValue, .integer(now.milliseconds)
            ) { WindowSum(sum: Int($0.integer(0)), end: Date(milliseconds: $0.integer(1))) }
            let sum = min(max((old?.sum ?? 0) + amount, -WindowSum.largestSum), WindowSum.largestSum)
            let new = WindowSum(sum: sum, end: old?.end ?? Date(milliseconds: (now + window.inSeconds).milliseconds))
            try handle.execute(
                """
                INSERT INTO sums VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET sum = excluded.sum, ends_at = excluded.ends_at
                """, key.namespaceValue, key.bytesValue, .integer(Int64(new.sum)), .integer(new.end.milliseconds))
            return new
        }
    }

    func removeExpired() async throws(StateError) {
        let now = SQLiteValue.integer(database.now().milliseconds)
        let slice = SQLiteValue.integer(Int64(Database.rowsPerSlice))
        try await database.removeInSlices { (handle) throws(SQLiteError) in
            try handle.execute(
                "DELETE FROM keyed WHERE rowid IN (SELECT rowid FROM keyed WHERE expires_at <= ? LIMIT ?)", now, slice)
        }
        try await database.removeInSlices { (handle) throws(SQLiteError) in
            try handle.execute(
                "DELETE FROM sums WHERE rowid IN (SELECT rowid FROM sums WHERE ends_at <= ? LIMIT ?)", now, slice)
        }
    }
}

extension StateKey {
    fileprivate var namespaceValue: SQLiteValue { .text(namespace.name.string) }
    fileprivate var bytesValue: SQLiteValue { .blob(bytes) }
}
