import Encodings
import HTTPClient
import Synchronization

/// Answers that calls share: each is asked for once however many wait for it, and kept for a short time.
///
/// Whoever asks first asks with its own deadline; when that one gives up, the next that waits asks in its place. Errors are
/// told to all who waited for them, and not kept. Every caller sees the same answers: they must be those of one user.
package final class SharedAnswers<Answer: Sendable>: Sendable {
    /// A question and what is known of it.
    private final class Entry: Sendable {
        struct State {
            /// How often it was asked.
            var asked = 0
            var isAsking = false
            /// How many calls look at it.
            var callers = 0
            var outcome: Outcome?
        }

        let question: ExactText
        let turn = ConcurrencyLimit(1)
        let state = Mutex(State())

        init(_ question: ExactText) { self.question = question }
    }

    private struct Outcome {
        let result: Result<Answer, WazuhError>
        /// Which asking it came of.
        let number: Int
        /// From when to when it is given to calls that came later.
        let kept: Range<Int>
    }

    private let entries = Mutex<[Entry]>([])
    private let lifetime: Int
    private let capacity: Int
    private let clock: UpstreamClock

    /// - Parameters:
    ///   - lifetime: how long an answer is kept, in whole seconds; 0 keeps none.
    ///   - capacity: how many are kept at the most, from 1; the oldest question is forgotten first.
    ///   - clock: the time.
    package init(lifetime: Int, capacity: Int, clock: UpstreamClock) {
        self.lifetime = lifetime
        self.capacity = max(capacity, 1)
        self.clock = clock
    }

    /// The answer to a question, a kept one or a new one.
    /// - Parameters:
    ///   - question: tells it from all others of these answers.
    ///   - call: what is asked, for errors.
    ///   - isKept: whether an answer is worth keeping.
    ///   - ask: asks upstream.
    /// - Returns: an answer that is no older than the lifetime.
    /// - Throws: what `ask` throws, and ``WazuhError`` when the call is cancelled or its time is up first.
    package func answer(
        to question: String, _ call: UpstreamCall, isKept: @Sendable (Answer) -> Bool = { _ in true },
        ask: @Sendable () async throws(WazuhError) -> Answer
    ) async throws(WazuhError) -> Answer {
        let entry = entry(for: ExactText(question))
        let (kept, first): (Answer?, Int) = entry.state.withLock { state in
            state.callers += 1
            // What comes of the asking under way is new enough for this call too.
            return (current(in: state), state.isAsking ? state.asked : state.asked + 1)
        }
        defer { leave(entry) }
        if let kept { return kept }
        let result: Result<Answer, WazuhError>
        do throws(ConcurrencyLimit.Refusal) {
            result = try await entry.turn.run(until: CallDeadline.end) { () async throws(WazuhError) in
                if let outcome = entry.state.withLock({ $0.outcome }), outcome.number >= first {
                    return try outcome.result.get()
                }
                return try await self.ask(entry, isKept, ask)
            }
        } catch {
            throw WazuhError(TransportError(error), call)
        }
        return try result.get()
    }

    /// Keeps an answer that came another way.
    package func keep(_ answer: Answer, to question: String) {
        let entry = entry(for: ExactText(question))
        entry.state.withLock { state in
            state.asked += 1
            state.outcome = Outcome(result: .success(answer), number: state.asked, kept: timeKept)
        }
    }

    /// How many calls ask or wait for the answer to a question now.
    package func callers(of question: String) -> Int { entry(for: ExactText(question)).state.withLock(\.callers) }

    private var timeKept: Range<Int> {
        let now = clock.now()
        return now..<now + lifetime
    }

    private func current(in state: Entry.State) -> Answer? {
        guard let outcome = state.outcome, outcome.kept.contains(clock.now()) else { return nil }
        return try? outcome.result.get()
    }

    private func ask(
        _ entry: Entry, _ isKept: (Answer) -> Bool, _ ask: () async throws(WazuhError) -> Answer
    ) async throws(WazuhError) -> Answer {
        let number = entry.state.withLock { state in
            state.asked += 1
            state.isAsking = true
            return state.asked
        }
        let result: Result<Answer, WazuhError>
        do throws(WazuhError) { result = .success(try await ask()) } catch { result = .failure(error) }
        let time = (try? result.get()).map(isKept) == true ? timeKept : 0..<0
        entry.state.withLock { state in
            state.isAsking = false
            // That this call gave up says nothing to the others.
            guard !Task.isCancelled, !CallDeadline.isOver else { return }
            state.outcome = Outcome(result: result, number: number, kept: time)
        }
        return try result.get()
    }

    private func leave(_ entry: Entry) {
        entry.state.withLock { state in
            state.callers -= 1
            if state.callers == 0, state.outcome?.kept.isEmpty == true { state.outcome = nil }
        }
    }

    private func entry(for question: ExactText) -> Entry {
        entries.withLock { entries in
            if let known = entries.first(where: { $0.question == question }) { return known }
            let new = Entry(question)
            if entries.count >= capacity { entries.removeFirst() }
            entries.append(new)
            return new
        }
    }
}
