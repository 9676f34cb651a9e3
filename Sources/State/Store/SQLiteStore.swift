package import FoundationEssentials
import SQLite

/// The store in one SQLite file, which any number of workers on one machine share.
package final class SQLiteStore: Store {
    /// Where a damaged file is kept that stood at the path, for the log; nil when all was well.
    package let setAside: String?

    let readers: SQLiteReaders
    let writer: SQLiteConnection
    let limits: SessionLimits
    let now: @Sendable () -> Date

    /// Opens the store; makes the file when there is none, and puts a damaged one aside.
    /// - Parameters:
    ///   - path: the file, in a folder that exists.
    ///   - sessionIdle: how long an unused session lives.
    ///   - sseIdle: the same for sessions on the `sse` transport.
    ///   - sessionsPerPrincipal: how many sessions a principal may have, 1 or more.
    ///   - busyTimeout: how long a call may wait for other workers.
    ///   - now: the time.
    /// - Throws: ``StoreError``; with the code `tooNew` its tables were not touched.
    package init(
        path: String, sessionIdle: Duration = .seconds(1_800), sseIdle: Duration = .seconds(86_400),
        sessionsPerPrincipal: Int = 100, busyTimeout: Duration = .seconds(5),
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(StoreError) {
        limits = SessionLimits(idle: sessionIdle, sseIdle: sseIdle, perPrincipal: sessionsPerPrincipal)
        // As the tables keep it, so that what is returned is what a later look-up finds.
        self.now = { Date(milliseconds: now().milliseconds) }
        let version: Int
        do throws(SQLiteError) {
            let file = try SQLiteFile(opening: path, busyTimeout: busyTimeout) { Self.stamp(now()) }
            version = try file.connection.migrate(StoreSchema.steps)
            setAside = file.setAside
            writer = file.connection
            readers = try SQLiteReaders(path: path, busyTimeout: busyTimeout)
        } catch {
            throw StoreError(error, path: path)
        }
        guard version <= StoreSchema.steps.count else { throw StoreError.tooNew(path) }
    }

    private static func stamp(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }

    /// Reads, without waiting for writers.
    func read<Result: Sendable>(
        _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(StoreError) -> Result {
        do throws(SQLiteError) { return try readers.next.perform(body) } catch { throw StoreError(error) }
    }

    /// Runs one statement that writes.
    @discardableResult
    func write<Result: Sendable>(
        _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(StoreError) -> Result {
        do throws(SQLiteError) { return try writer.perform(body) } catch { throw StoreError(error) }
    }

    /// Runs several statements, all or none.
    @discardableResult
    func transaction<Result: Sendable>(
        _ body: (inout SQLiteHandle) throws(SQLiteError) -> Result
    ) throws(StoreError) -> Result {
        do throws(SQLiteError) { return try writer.transaction(body) } catch { throw StoreError(error) }
    }
}

extension Date {
    /// Milliseconds since 1970, as the tables keep times.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
