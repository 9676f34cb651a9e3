package import HTTP
package import HTTPClient
import Synchronization

/// A transport that answers by a function, without a network, and remembers what it was asked.
package final class ScriptedTransport: HTTPTransport {
    /// What a script makes of a request.
    package typealias Script = @Sendable (OutgoingRequest) async throws(TransportError) -> HTTPResponse

    private let script: Script
    private let recorded = Mutex<[OutgoingRequest]>([])

    package init(_ script: @escaping Script) { self.script = script }

    /// Answers one request after another with these, and fails past the last.
    package convenience init(answers: [Result<HTTPResponse, TransportError>]) {
        let rest = Mutex(answers[...])
        self.init { (_) throws(TransportError) in
            let next = rest.withLock { $0.popFirst() }
            guard let next else { throw TransportError(.invalidRequest, "the script has no further answer") }
            return try next.get()
        }
    }

    /// The requests so far, in the order they were sent.
    package var requests: [OutgoingRequest] { recorded.withLock { $0 } }

    package func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        recorded.withLock { $0.append(request) }
        return try await script(request)
    }
}

/// A transport that passes requests on to another and remembers both sides.
package final class RecordingTransport: HTTPTransport {
    /// A request with what came of it.
    package struct Exchange: Sendable {
        package let request: OutgoingRequest
        package let result: Result<HTTPResponse, TransportError>
    }

    private let transport: any HTTPTransport
    private let recorded = Mutex<[Exchange]>([])

    package init(_ transport: any HTTPTransport) { self.transport = transport }

    /// The exchanges so far, in the order they ended.
    package var exchanges: [Exchange] { recorded.withLock { $0 } }

    package func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        let result: Result<HTTPResponse, TransportError>
        do throws(TransportError) { result = .success(try await transport.send(request)) } catch {
            result = .failure(error)
        }
        recorded.withLock { $0.append(Exchange(request: request, result: result)) }
        return try result.get()
    }
}
