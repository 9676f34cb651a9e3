import HTTP
import HTTPClient
import Synchronization
import TestSupport
import Testing
import Wazuh

struct UpstreamPolicyTests {
    @Test(
        "only an idempotent call whose connection broke is sent again, once",
        arguments: [
            (TransportError.Code.interrupted, true, 2), (.interrupted, false, 1), (.timedOut, true, 1),
            (.unreachable, true, 1),
            (.cancelled, true, 1),
        ])
    func singleRetry(code: TransportError.Code, isIdempotent: Bool, sent: Int) async throws {
        let count = Mutex(0)
        let call = UpstreamCall(.manager, "X /y", isIdempotent: isIdempotent)
        await #expect(throws: WazuhError.self) {
            try await SingleRetryPolicy().run(call) {
                count.withLock { $0 += 1 }
                return .failure(TransportError(code, "x"))
            }
        }
        #expect(count.withLock { $0 } == sent)
    }

    @Test("the second attempt's answer counts, of whatever status")
    func recovers() async throws {
        let transport = ScriptedTransport(answers: [
            .failure(TransportError(.interrupted, "reset")), .success(HTTPResponse(503)),
        ])
        let call = UpstreamCall(.manager, "GET /", isIdempotent: true)
        let response = try await SingleRetryPolicy().run(call) {
            do throws(TransportError) {
                return .success(try await transport.send(OutgoingRequest(.get, "https://x/")))
            } catch {
                return .failure(error)
            }
        }
        #expect(response.status == 503)
    }
}

struct ConcurrencyLimitTests {
    @Test("no more than the limit run at a time, and all run")
    func bound() async throws {
        let limit = ConcurrencyLimit(3)
        let gauge = Gauge()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    _ = try await limit.run {
                        gauge.enter()
                        for _ in 0..<5 { await Task.yield() }
                        gauge.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(gauge.now == 0 && gauge.most == 3)
    }

    @Test("past the queue's bound calls are refused, and a cancelled one leaves the queue")
    func refusals() async throws {
        let limit = ConcurrencyLimit(1, longestQueue: 1)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let first = Task {
            try await limit.run {
                start.yield()
                for await _ in gate { break }
            }
        }
        for await _ in started { break }
        let waiting = Task { try await limit.run {} }
        // Until the second waits, a third would wait in its place: its cancellation gives the place back.
        while await !isFull(limit) { await Task.yield() }
        waiting.cancel()
        await #expect(throws: ConcurrencyLimit.Refusal.cancelled) { _ = try await waiting.value }
        open.yield()
        _ = try await first.value
        _ = try await limit.run {}
    }

    private func isFull(_ limit: ConcurrencyLimit) async -> Bool {
        let probe = Task { () -> Bool in
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            do throws(ConcurrencyLimit.Refusal) {
                _ = try await limit.run {}
                return false
            } catch {
                return error == .queueFull
            }
        }
        return await probe.value
    }
}

/// Counts what runs at a time.
private final class Gauge: Sendable {
    private let counts = Mutex<[Int]>([0, 0])
    var now: Int { counts.withLock { $0[0] } }
    var most: Int { counts.withLock { $0[1] } }

    func enter() { counts.withLock { $0 = [$0[0] + 1, max($0[1], $0[0] + 1)] } }
    func leave() { counts.withLock { $0[0] -= 1 } }
}
