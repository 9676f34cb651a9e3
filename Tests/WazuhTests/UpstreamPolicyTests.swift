import HTTP
import HTTPClient
import Synchronization
import TestSupport
import Testing
import Upstream

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

@Suite(.timeLimit(.minutes(1)))
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

    @Test("who has no turn in time leaves the queue, and nothing is begun past its time")
    func deadlines() async throws {
        let limit = ConcurrencyLimit(1)
        _ = try await limit.run {
            for end in [ContinuousClock.now, .now + .milliseconds(20)] {
                await #expect(throws: ConcurrencyLimit.Refusal.timedOut) { _ = try await limit.run(until: end) {} }
            }
        }
        await #expect(throws: ConcurrencyLimit.Refusal.timedOut) { _ = try await limit.run(until: .now) {} }
        _ = try await limit.run(until: .now + .seconds(60)) {}
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

struct LimitedTransportTests {
    private let scripted = ScriptedTransport { _ in HTTPResponse(200) }
    private let request = OutgoingRequest(.get, "https://x/", deadline: .seconds(20))

    @Test("a request ends with its call, or by its own deadline where that comes first")
    func deadlines() async throws {
        let transport = LimitedTransport(scripted, to: .manager, limit: ConcurrencyLimit(1))
        _ = try await transport.send(request)
        _ = try await CallDeadline.within(.seconds(60)) { try await transport.send(request) }
        _ = try await CallDeadline.within(.seconds(5)) {
            // An inner call cannot prolong the outer one.
            try await CallDeadline.within(.seconds(60)) { try await transport.send(request) }
        }
        let deadlines = scripted.requests.map(\.deadline)
        #expect(deadlines.count == 3 && deadlines[0] == .seconds(20) && deadlines[1] == .seconds(20))
        #expect(deadlines[2] > .zero && deadlines[2] <= .seconds(5))
    }

    @Test("nothing is sent when the call's time is up")
    func isOver() async throws {
        let transport = LimitedTransport(scripted, to: .manager, limit: ConcurrencyLimit(1))
        let error = await #expect(throws: TransportError.self) {
            try await CallDeadline.within(.zero) { try await transport.send(request) }
        }
        #expect(error?.code == .timedOut)
        #expect(scripted.requests.isEmpty)
    }
}

struct UpstreamUseTests {
    private let request = OutgoingRequest(.get, "https://x/", deadline: .seconds(20))

    @Test("requests count for the call that sends them, failed ones too, with the bytes that came back")
    func counts() async throws {
        let manager = LimitedTransport(
            ScriptedTransport(answers: [
                .success(HTTPResponse(200, body: [1, 2, 3])), .failure(TransportError(.interrupted, "broke")),
                .success(HTTPResponse(500, body: [4])),
            ]), to: .manager, limit: ConcurrencyLimit(1))
        let use = UpstreamUse()
        let other = UpstreamUse()
        try await use.count {
            _ = try await manager.send(request)
            // Child tasks and tasks of their own belong to the call.
            async let second = try? manager.send(request)
            _ = await second
        }
        await other.count { _ = await Task { try? await manager.send(request) }.value }
        #expect(use[.manager] == UpstreamUse.Count(requests: 2, bytes: 3) && use[.indexer] == UpstreamUse.Count())
        #expect(other[.manager] == UpstreamUse.Count(requests: 1, bytes: 1))
    }

    @Test("what had no turn is no request")
    func refused() async {
        let transport = LimitedTransport(
            ScriptedTransport(answers: []), to: .reputation, limit: ConcurrencyLimit(1))
        let use = UpstreamUse()
        await use.count { await CallDeadline.within(.zero) { _ = try? await transport.send(request) } }
        #expect(use[.reputation] == UpstreamUse.Count())
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
