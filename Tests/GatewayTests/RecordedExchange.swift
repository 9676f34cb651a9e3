import HTTP
import Synchronization
import TestSupport

/// The web server's side of one request: remembers what the gateway sends, and can go away.
///
/// It keeps the contract of the real one: a second answer is ignored, and one who has gone gets no more pieces.
final class RecordedExchange: HTTPExchange {
    enum Event: Sendable, Hashable {
        case response(HTTPResponse)
        case head(HTTPStatus, HTTPFields)
        case piece([UInt8])
    }

    private struct State {
        var isGone = false
        var whenGone: [@Sendable () -> Void] = []
        var handler: Task<Void, Never>?
    }

    let events = Recorder<Event>()
    private let state = Mutex(State())

    func respond(_ response: HTTPResponse) async {
        if events.all.isEmpty { events.record(.response(response)) }
    }

    func begin(_ status: HTTPStatus, fields: HTTPFields) async {
        if events.all.isEmpty { events.record(.head(status, fields)) }
    }

    func write(_ bytes: [UInt8]) async throws(HTTPDisconnected) {
        guard !state.withLock(\.isGone) else { throw HTTPDisconnected() }
        events.record(.piece(bytes))
    }

    func onDisconnect(_ action: @escaping @Sendable () -> Void) {
        let isGone = state.withLock { state in
            if !state.isGone { state.whenGone.append(action) }
            return state.isGone
        }
        if isGone { action() }
    }

    func cancelHandler() { state.withLock(\.handler)?.cancel() }

    /// Names the task that ``cancelHandler()`` cancels.
    func attach(_ handler: Task<Void, Never>) { state.withLock { $0.handler = handler } }

    /// The client closes the connection.
    func disconnect() {
        let actions = state.withLock { state in
            state.isGone = true
            defer { state.whenGone = [] }
            return state.whenGone
        }
        for action in actions { action() }
    }
}
