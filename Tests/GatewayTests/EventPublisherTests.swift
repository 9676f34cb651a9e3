import Gateway
import HTTP
import HTTPClient
import TestSupport
import Testing

/// How events reach the web server's publisher.
@Suite struct EventPublisherTests {
    private static let event = StreamEvent.message(Array(#"{"jsonrpc":"2.0"}"#.utf8))

    @Test(
        "an event is posted to its channel, with its name in a field",
        arguments: [
            (
                NchanPublisher.Address.unixSocket("/run/publish.sock"), "http://publisher/publish/c1",
                "/run/publish.sock"
            ),
            (.http("http://nginx:8081"), "http://nginx:8081/publish/c1", nil),
        ] as [(NchanPublisher.Address, String, String?)])
    func posts(address: NchanPublisher.Address, url: String, socket: String?) async throws {
        let transport = ScriptedTransport(answers: [.success(HTTPResponse(201))])
        try await NchanPublisher(address, transport: transport).publish(Self.event, to: "c1")
        let request = try #require(transport.requests.first)
        #expect(request.method == .post)
        #expect(request.url == url)
        #expect(request.unixSocket == socket)
        #expect(request.fields["x-eventsource-event"] == "message")
        #expect(request.body == Self.event.data)
        #expect(request.deadline <= .seconds(5))
    }

    @Test(
        "anything but success is a failure that says why",
        arguments: [
            (.success(HTTPResponse(404)), "status 404"), (.success(HTTPResponse(507)), "status 507"),
            (.failure(TransportError(.unreachable, "connection refused")), "connection refused"),
        ] as [(Result<HTTPResponse, TransportError>, String)])
    func fails(answer: Result<HTTPResponse, TransportError>, reason: String) async throws {
        let publisher = NchanPublisher(.http("http://nginx:8081"), transport: ScriptedTransport(answers: [answer]))
        do throws(PublishingError) {
            try await publisher.publish(Self.event, to: "c1")
            Issue.record("it was taken")
        } catch {
            #expect(error.description.contains(reason))
        }
    }
}
