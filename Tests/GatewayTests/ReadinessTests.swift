import Gateway
import HTTP
import JSON
import Synchronization
import TestSupport
import Testing

/// `/ready`: what is reachable, asked no more often than every five seconds.
@Suite(.timeLimit(.minutes(1)))
struct ReadinessTests {
    private struct Failure: Error, CustomStringConvertible { let description: String }

    private static let ready = HTTPRequest(.get, "/ready")

    @Test("all parts reachable: 200 with what each says")
    func ready() async {
        let parts = [Readiness.Part("store") { "3 sessions" }, Readiness.Part("manager") { "version 4.14.1" }]
        let answer = await TestGateway(readiness: Readiness(parts: parts)).send(Self.ready, as: nil)
        #expect(answer.status == 200)
        #expect(answer.fields[.cacheControl] == "no-store")
        #expect(answer.fields[.retryAfter] == nil)
        #expect(
            answer.json == [
                "status": "ready", "failing": [],
                "parts": [
                    "store": ["reachable": true, "detail": "3 sessions"],
                    "manager": ["reachable": true, "detail": "version 4.14.1"],
                ],
            ])
    }

    @Test("parts that fail are named, with the reason: 503 and when to come again")
    func notReady() async {
        let parts = [
            Readiness.Part("store") { "3 sessions" },
            Readiness.Part("manager") { throw Failure(description: "connection refused") },
            Readiness.Part("publisher") { throw Failure(description: "no socket") },
        ]
        let answer = await TestGateway(readiness: Readiness(parts: parts)).send(Self.ready, as: nil)
        #expect(answer.status == 503)
        #expect(answer.fields[.retryAfter] == "5")
        #expect(answer.json?["status"] == "not ready")
        #expect(answer.json?["failing"] == ["manager", "publisher"])
        #expect(answer.json?["parts"]?["manager"] == ["reachable": false, "detail": "connection refused"])
        #expect(answer.json?["parts"]?["store"]?["reachable"] == true)
    }

    @Test("an outcome is kept for five seconds, then looked for again", arguments: [true, false])
    func keepsOutcomes(isReachable: Bool) async {
        let clock = SteppedClock()
        let probes = Recorder<Void>()
        let part = Readiness.Part("manager") {
            probes.record(())
            guard isReachable else { throw Failure(description: "down") }
            return "up"
        }
        let gateway = TestGateway(readiness: Readiness(parts: [part], clock: clock))
        for (wait, count) in [(0, 1), (0, 1), (4_999, 1), (1, 2), (4_999, 2), (1, 3)] {
            clock.advance(by: .milliseconds(wait))
            #expect(await gateway.send(Self.ready, as: nil).status == (isReachable ? 200 : 503))
            #expect(probes.all.count == count)
        }
    }

    @Test("one probe at a time serves all who ask meanwhile")
    func probesOnce() async {
        let (gate, probes) = (Gate(), Recorder<Void>())
        let part = Readiness.Part("manager") {
            probes.record(())
            await gate.wait()
            return "up"
        }
        let gateway = TestGateway(readiness: Readiness(parts: [part], clock: SteppedClock()))
        let running = (0..<20).map { _ in gateway.start(Self.ready, as: nil) }
        await probes.wait(for: 1)
        // Who asked first goes away; the others do not lose their probe.
        running[0].exchange.cancelHandler()
        gate.open()
        for request in running { #expect(await request.answer.status == 200) }
        #expect(probes.all.count == 1)
    }

    @Test("parts are probed at the same time")
    func probesTogether() async {
        let (one, other) = (Gate(), Gate())
        let parts = [
            Readiness.Part("one") {
                other.open()
                await one.wait()
                return ""
            },
            Readiness.Part("other") {
                one.open()
                await other.wait()
                return ""
            },
        ]
        #expect(await Readiness(parts: parts).report().isReady)
    }
}
