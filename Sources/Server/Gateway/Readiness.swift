package import JSON
import Synchronization

/// Whether the parts that the server depends on answer.
///
/// A probe's outcome is kept for 5 s and one probe runs at a time, so that asking often costs the parts nothing.
package actor Readiness {
    /// A dependency and how to find out whether it answers.
    package struct Part: Sendable {
        let name: String
        let probe: @Sendable () async throws -> String

        /// - Parameters:
        ///   - name: the part's name in the report.
        ///   - probe: returns what is good to know, such as a version; throws what is wrong.
        package init(_ name: String, probe: @escaping @Sendable () async throws -> String) {
            self.name = name
            self.probe = probe
        }
    }

    /// The state of all parts at one time.
    package struct Report: Sendable, Hashable {
        package struct Entry: Sendable, Hashable {
            package let name: String
            package let isReachable: Bool
            package let detail: String
        }

        package let entries: [Entry]
        package var isReady: Bool { entries.allSatisfy(\.isReachable) }
    }

    private let parts: [Part]
    private let lifetime: Duration
    private let clock: any Clock<Duration>
    private var current: (report: Report, isFresh: @Sendable () -> Bool)?
    private var running: Task<Report, Never>?

    /// - Parameters:
    ///   - parts: what to probe.
    ///   - lifetime: how long an outcome is kept.
    ///   - clock: what tells the time.
    package init(parts: [Part], lifetime: Duration = .seconds(5), clock: any Clock<Duration> = ContinuousClock()) {
        self.parts = parts
        self.lifetime = lifetime
        self.clock = clock
    }

    /// The state of all parts, at most as old as an outcome is kept.
    package func report() async -> Report {
        if let current, current.isFresh() { return current.report }
        if let running { return await running.value }
        // Unstructured: the probe serves all who ask meanwhile and must not end with the first one's request.
        let probe = Task { [parts] in await Self.probe(parts) }
        running = probe
        let report = await probe.value
        current = (report, Self.freshness(clock, lifetime))
        running = nil
        return report
    }

    private static func freshness<C: Clock>(_ clock: C, _ lifetime: Duration) -> @Sendable () -> Bool
    where C.Duration == Duration {
        let end = clock.now.advanced(by: lifetime)
        return { clock.now < end }
    }

    private static func probe(_ parts: [Part]) async -> Report {
        await withTaskGroup(of: (Int, Report.Entry).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask {
                    do {
                        let detail = try await part.probe()
                        return (index, Report.Entry(name: part.name, isReachable: true, detail: detail))
                    } catch {
                        return (index, Report.Entry(name: part.name, isReachable: false, detail: "\(error)"))
                    }
                }
            }
            var entries = [(Int, Report.Entry)]()
            for await entry in group { entries.append(entry) }
            return Report(entries: entries.sorted { $0.0 < $1.0 }.map(\.1))
        }
    }
}

extension Readiness.Report: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("status", isReady ? "ready" : "not ready")
            writer.member("failing", entries.filter { !$0.isReachable }.map(\.name))
            writer.member(
                "parts",
                object: { writer in
                    for entry in entries {
                        writer.member(
                            entry.name,
                            object: { writer in
                                writer.member("reachable", entry.isReachable)
                                writer.member("detail", entry.detail)
                            })
                    }
                })
        }
    }
}
