import HTTP
package import HTTPClient

/// Puts events on the streams that the web server holds open.
package protocol EventPublisher: Sendable {
    /// Sends an event to a channel's stream; without a listener it waits there for a while.
    /// - Throws: ``PublishingError`` when the web server did not take it.
    func publish(_ event: StreamEvent, to channel: String) async throws(PublishingError)
}

/// An event of a stream (HTML, server-sent events).
package struct StreamEvent: Sendable, Hashable {
    package let name: String
    package let data: [UInt8]

    package static func message(_ data: [UInt8]) -> StreamEvent { StreamEvent(name: "message", data: data) }
}

/// The web server did not take an event.
package struct PublishingError: Error, Hashable, CustomStringConvertible {
    /// For the log: the reason, never what was to be published.
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Publishes through the internal address of the web server's nchan module.
package struct NchanPublisher: EventPublisher {
    /// Where the publisher listens.
    package enum Address: Sendable, Hashable {
        case unixSocket(String)
        /// `http://HOST:PORT`
        case http(String)
    }

    private let address: Address
    private let transport: any HTTPTransport

    package init(_ address: Address, transport: any HTTPTransport) {
        self.address = address
        self.transport = transport
    }

    package func publish(_ event: StreamEvent, to channel: String) async throws(PublishingError) {
        var request = OutgoingRequest(
            .post, "http://publisher/publish/\(channel)", connectDeadline: .seconds(2), deadline: .seconds(5))
        switch address {
        case .unixSocket(let path): request.unixSocket = path
        case .http(let base): request.url = "\(base)/publish/\(channel)"
        }
        request.fields = ["x-eventsource-event": event.name, .contentType: "text/plain"]
        request.body = event.data
        do throws(TransportError) {
            let response = try await transport.send(request)
            guard response.status.isSuccess else {
                throw TransportError(.interrupted, "status \(response.status.rawValue)")
            }
        } catch {
            throw PublishingError("The event stream's publisher failed: \(error)")
        }
    }

    /// Whether the publisher answers at all.
    /// - Throws: ``PublishingError`` with the reason.
    package func probe() async throws(PublishingError) {
        try await publish(.message(Array("probe".utf8)), to: "probe-probe-probe-probe")
    }
}
