import Synchronization
import TestSupport
import Testing
import Upstream

@Suite(.timeLimit(.minutes(1))) struct SharedAnswersTests {
    private let time = FakeTime()
    private let call = UpstreamCall(.manager, "GET /x", isIdempotent: true)

    private func answers(lifetime: Int = 5, capacity: Int = 2) -> SharedAnswers<Int> {
        SharedAnswers(lifetime: lifetime, capacity: capacity, clock: time.clock)
    }

    /// Asks, giving the number of the asking.
    private func ask(
        _ answers: SharedAnswers<Int>, _ asked: Counter, to question: String = "a"
    ) async throws -> Int {
        try await answers.answer(to: question, call) { () async throws(WazuhError) in asked.next() }
    }

    @Test("an answer is kept for its lifetime and not longer")
    func lifetime() async throws {
        let answers = answers()
        let asked = Counter()
        #expect(try await ask(answers, asked) == 1)
        time.advance(4)
        #expect(try await ask(answers, asked) == 1)
        time.advance(1)
        #expect(try await ask(answers, asked) == 2)
        // A clock that is set back makes nothing live longer.
        time.advance(-1_000)
        #expect(try await ask(answers, asked) == 3)
    }

    @Test("without a lifetime nothing is kept")
    func noLifetime() async throws {
        let answers = answers(lifetime: 0)
        let asked = Counter()
        #expect(try await ask(answers, asked) == 1)
        #expect(try await ask(answers, asked) == 2)
    }

    @Test("questions are told apart byte by byte, and the oldest is forgotten beyond the bound")
    func questions() async throws {
        let answers = answers(capacity: 2)
        let asked = Counter()
        #expect(try await ask(answers, asked, to: "\u{E9}") == 1)
        #expect(try await ask(answers, asked, to: "e\u{301}") == 2)
        #expect(try await ask(answers, asked, to: "\u{E9}") == 1)
        #expect(try await ask(answers, asked, to: "third") == 3)
        #expect(try await ask(answers, asked, to: "e\u{301}") == 2)
        #expect(try await ask(answers, asked, to: "\u{E9}") == 4)
    }

    @Test("what is not worth keeping is asked for again")
    func notKept() async throws {
        let answers = answers()
        let asked = Counter()
        for number in 1...2 {
            let answer = try await answers.answer(to: "a", call, isKept: { $0 > 1 }) { () async throws(WazuhError) in
                asked.next()
            }
            #expect(answer == number)
        }
        #expect(try await ask(answers, asked) == 2)
    }

    @Test("what came another way is kept too")
    func keep() async throws {
        let answers = answers()
        answers.keep(7, to: "a")
        #expect(try await ask(answers, Counter()) == 7)
    }

    @Test("who asks while the answer is on its way gets the same one", arguments: [0, 5])
    func singleFlight(lifetime: Int) async throws {
        let answers = answers(lifetime: lifetime)
        let asked = Counter()
        let (gate, arrived) = (Gate(), Gate())
        let first = Task { try await held(answers, asked, arrived, gate) }
        await arrived.wait()
        let others = (1...3).map { _ in Task { try await ask(answers, asked) } }
        await waiting(for: answers, 4)
        gate.open()
        #expect(try await first.value == 1)
        for other in others { #expect(try await other.value == 1) }
    }

    @Test("an error is told to all who waited for it, and not kept")
    func errors() async throws {
        let answers = answers()
        let asked = Counter()
        let (gate, arrived) = (Gate(), Gate())
        let first = Task { try await held(answers, asked, arrived, gate, fails: true) }
        await arrived.wait()
        let other = Task { try await ask(answers, asked) }
        await waiting(for: answers, 2)
        gate.open()
        for task in [first, other] {
            let error = await #expect(throws: WazuhError.self) { try await task.value }
            #expect(error?.code == .failed)
        }
        #expect(try await ask(answers, asked) == 2)
    }

    @Test("when the one that asks gives up, the next asks in its place")
    func takeOver() async throws {
        let answers = answers()
        let asked = Counter()
        let (gate, arrived) = (Gate(), Gate())
        let first = Task { try await held(answers, asked, arrived, gate, fails: true) }
        await arrived.wait()
        let other = Task { try await ask(answers, asked) }
        await waiting(for: answers, 2)
        first.cancel()
        gate.open()
        await #expect(throws: WazuhError.self) { try await first.value }
        #expect(try await other.value == 2)
    }

    @Test("who waits is not held beyond its own time, nor when it is cancelled")
    func leaving() async throws {
        let answers = answers()
        let asked = Counter()
        let (gate, arrived) = (Gate(), Gate())
        let first = Task { try await held(answers, asked, arrived, gate) }
        await arrived.wait()
        let late = await #expect(throws: WazuhError.self) {
            try await CallDeadline.within(.milliseconds(10)) { try await ask(answers, asked) }
        }
        #expect(late?.code == .timedOut)
        let cancelled = Task { try await ask(answers, asked) }
        await waiting(for: answers, 2)
        cancelled.cancel()
        let error = await #expect(throws: WazuhError.self) { try await cancelled.value }
        #expect(error?.code == .cancelled)
        gate.open()
        #expect(try await first.value == 1)
    }

    private func held(
        _ answers: SharedAnswers<Int>, _ asked: Counter, _ arrived: Gate, _ gate: Gate, fails: Bool = false
    ) async throws -> Int {
        try await answers.answer(to: "a", call) { () async throws(WazuhError) in
            let number = asked.next()
            arrived.open()
            await gate.wait()
            if fails { throw WazuhError(.failed, .manager, "GET /x", reason: "it fails") }
            return number
        }
    }

    /// Until so many calls look at the question, those that wait among them.
    private func waiting(for answers: SharedAnswers<Int>, _ count: Int) async {
        while answers.callers(of: "a") < count { await Task.yield() }
    }
}

/// Counts up from 1.
private final class Counter: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
