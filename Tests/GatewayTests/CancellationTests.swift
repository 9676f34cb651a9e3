import Encodings
import HTTP
import HTTPClient
import JSON
import MemoryState
import State
import TestSupport
import Testing

extension TestGateway {
    /// How often other workers are asked to cancel a call.
    fileprivate func asked(to id: JSON, in session: String) async throws -> Int {
        let call = Cancellations.Call(session: ExactText(session), request: ExactText(id.jsonText))
        return try await Cancellations(state.keyed).requested(among: [call]).count
    }
}

/// How calls end before their time, by a notification or by a connection that closes.
@Suite(.timeLimit(.minutes(1)))
struct CancellationTests {
    /// A manager that never answers for its agents.
    private struct StuckTransport: HTTPTransport {
        let simulated = SimulatedTransport()
        let begun = Recorder<Void>()
        let cancelled = Recorder<Void>()

        func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
            guard request.url.contains("/agents") else { return try await simulated.send(request) }
            let gate = Gate()
            begun.record(())
            await withTaskCancellationHandler {
                await gate.wait()
            } onCancel: {
                cancelled.record(())
                gate.open()
            }
            throw TransportError(.cancelled, "the request was cancelled")
        }
    }

    private let transport = StuckTransport()
    private static let call = JSON.call("get_wazuh_agents", id: "c")

    @Test("a modern client cancels by closing its connection, up to the manager")
    func modernDisconnectCancels() async {
        let running = TestGateway(transport: transport).start(.modern("tools/call", ["name": "get_wazuh_agents"]))
        await transport.begun.wait(for: 1)
        running.exchange.disconnect()
        await transport.cancelled.wait(for: 1)
        #expect(await running.answer.body.isEmpty)
    }

    @Test("a legacy client's closed connection cancels nothing")
    func legacyDisconnectDoesNotCancel() async throws {
        let gateway = TestGateway()
        let running = gateway.start(.inSession(try await gateway.openSession(), .call("wait")))
        await gateway.tools.begun.wait(for: 1)
        running.exchange.disconnect()
        gateway.tools.gate.open()
        #expect(await running.answer.result?["isError"] == false)
    }

    @Test(
        "notifications/cancelled ends a call of the same worker, which is not answered", arguments: ["c", 7] as [JSON])
    func notificationCancels(id: JSON) async throws {
        let gateway = TestGateway(transport: transport)
        let session = try await gateway.openSession()
        let running = gateway.start(.inSession(session, .call("get_wazuh_agents", id: id)))
        await transport.begun.wait(for: 1)
        #expect(await gateway.send(.inSession(session, .cancelled(id))).status == 202)
        let answer = await running.answer
        #expect(answer.status == 202)
        #expect(answer.body.isEmpty)
        #expect(transport.cancelled.all.count == 1)
        #expect(try await gateway.asked(to: id, in: session) == 0)
    }

    @Test("a cancelled call whose stream has begun ends it without another event", arguments: [true, false])
    func cancelledStreamEnds(isModern: Bool) async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession()
        let running = gateway.start(
            isModern
                ? .modern("tools/call", ["name": "wait"], progressToken: "p")
                : .inSession(session, .call("wait", id: "c", progressToken: "p")))
        await gateway.tools.begun.wait(for: 1)
        if isModern {
            running.exchange.cancelHandler()
        } else {
            _ = await gateway.send(.inSession(session, .cancelled("c")))
        }
        let events = try #require(await running.answer.events)
        #expect(events.map { $0["method"] } == ["notifications/progress"])
    }

    @Test("only the session's owner cancels its calls, and only by the very id")
    func othersCancelNothing() async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession()
        let other = try await gateway.openSession(as: "bob")
        let running = gateway.start(.inSession(session, .call("wait", id: 7)))
        await gateway.tools.begun.wait(for: 1)
        #expect(await gateway.send(.inSession(session, .cancelled(7)), as: "bob").status == 404)
        #expect(await gateway.send(.inSession(other, .cancelled(7)), as: "bob").status == 202)
        #expect(await gateway.send(.inSession(session, .cancelled("7"))).status == 202)
        #expect(await gateway.send(.inSession(session, .cancelled(8))).status == 202)
        gateway.tools.gate.open()
        #expect(await running.answer.result?["isError"] == false)
    }

    @Test(
        "a cancellation that lands on another worker reaches the call through the store", arguments: ["c", 7] as [JSON])
    func cancelsInAnotherWorker(id: JSON) async throws {
        let state = SharedState.inMemory()
        let (one, other) = (TestGateway(state: state, transport: transport), TestGateway(state: state))
        let session = try await other.openSession()
        await one.maintaining {
            let running = one.start(.inSession(session, .call("get_wazuh_agents", id: id)))
            await transport.begun.wait(for: 1)
            await one.clock.waitForSleepers()
            #expect(await other.send(.inSession(session, .cancelled(id))).status == 202)
            #expect(transport.cancelled.all.isEmpty)
            one.clock.advance(by: .milliseconds(250))
            await transport.cancelled.wait(for: 1)
            let answer = await running.answer
            #expect(answer.status == 202)
            #expect(answer.body.isEmpty)
        }
    }

    @Test("a call on /sse ends without an answer on its stream")
    func cancelsOnEventStream() async throws {
        let gateway = TestGateway(transport: transport)
        let session = try await gateway.openStream()
        let running = gateway.start(.onStream(session, Self.call))
        await transport.begun.wait(for: 1)
        #expect(await gateway.send(.onStream(session, .cancelled("c"))).status == 202)
        #expect(await running.answer.status == 202)
        #expect(gateway.publisher.messages(on: session).isEmpty)
    }

    @Test("a call that is done can no longer be cancelled")
    func forgetsDoneCalls() async throws {
        let gateway = TestGateway()
        let session = try await gateway.openSession()
        #expect(await gateway.send(.inSession(session, .call("report_steps", id: 7))).status == 200)
        #expect(await gateway.send(.inSession(session, .cancelled(7))).status == 202)
        #expect(try await gateway.asked(to: 7, in: session) == 1)
    }

    @Test("once a minute expired sessions go")
    func removesExpiredSessions() async throws {
        let calendar = ManualClock()
        let gateway = TestGateway(state: .inMemory(now: { calendar.now }), calendar: calendar)
        _ = try await gateway.openSession()
        calendar.advance(by: 1_801)
        await gateway.maintaining {
            for _ in 0..<240 {
                await gateway.clock.waitForSleepers()
                gateway.clock.advance(by: .milliseconds(250))
            }
            await gateway.logged.wait(for: 1)
        }
        #expect(gateway.logged.all.first?.contains("sessions expired") == true)
    }
}
