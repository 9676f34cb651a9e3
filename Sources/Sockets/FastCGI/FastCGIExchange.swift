import HTTP
import Synchronization

/// One request's answer on its way to the web server.
final class FastCGIExchange: HTTPExchange {
    private let connection: FastCGIConnection
    private let poller: ConnectionPoller
    private let watch: DisconnectWatch
    private let state = Mutex(State())
    /// Held while bytes go out: several tasks of a handler may write at once.
    private let output = Mutex(())

    private struct State {
        enum Phase { case waiting, streaming, finished }
        var phase = Phase.waiting
        var isGone = false
        /// Whether the handler has gone on past its first wait, or is at it.
        var handlerWaits = false
        var watchToken: UInt64?
        var onDisconnect: [@Sendable () -> Void] = []
        var handler: Task<Void, Never>?
        var handlerHasReturned = false
        var isCancelled = false
    }

    init(_ connection: FastCGIConnection, _ poller: ConnectionPoller, _ watch: DisconnectWatch) {
        self.connection = connection
        self.poller = poller
        self.watch = watch
    }

    func respond(_ response: HTTPResponse) async { send(response) }

    /// Sends a whole answer unless one is on its way already, and ends the request.
    func send(_ response: HTTPResponse) {
        // RFC 9110 §8.6: no length where there can be no content.
        let length = response.status == 204 ? nil : response.body.count
        let head = Self.head(response.status, response.fields, length: length)
        output.withLock { _ in
            if enter(.finished, from: .waiting) { end(with: head, response.body) }
        }
    }

    func begin(_ status: HTTPStatus, fields: HTTPFields) async {
        let isSent = output.withLock { _ in
            guard enter(.streaming, from: .waiting) else { return true }
            return connection.send(Self.head(status, fields), endsRequest: false)
        }
        if !isSent { markGone() }
    }

    func write(_ bytes: [UInt8]) async throws(HTTPDisconnected) {
        let isSent = output.withLock { _ in
            let canWrite = state.withLock { $0.phase == .streaming && !$0.isGone }
            return canWrite && connection.send(bytes, endsRequest: false)
        }
        guard isSent else {
            markGone()
            throw HTTPDisconnected()
        }
    }

    func onDisconnect(_ action: @escaping @Sendable () -> Void) {
        let isGone = state.withLock { state in
            guard state.phase != .finished, !state.isGone else { return state.isGone }
            state.onDisconnect.append(action)
            watchIfNeeded(&state)
            return false
        }
        if isGone { action() }
    }

    /// Says that the handler has begun to wait, if it has not ended, and names its task: only now can the client go, or the
    /// task be cancelled, before there is an answer.
    func handlerWaits(_ handler: Task<Void, Never>) {
        let isCancelled = state.withLock { state in
            if !state.handlerHasReturned { state.handler = handler }
            state.handlerWaits = true
            watchIfNeeded(&state)
            return state.isCancelled
        }
        if isCancelled { handler.cancel() }
    }

    private func watchIfNeeded(_ state: inout State) {
        guard state.handlerWaits, state.phase != .finished, state.watchToken == nil, !state.onDisconnect.isEmpty else {
            return
        }
        state.watchToken = watch.start(descriptor: connection.descriptor) { [weak self] in self?.markGone() }
    }

    func cancelHandler() {
        let handler = state.withLock { state in
            state.isCancelled = true
            return state.handler
        }
        handler?.cancel()
    }

    /// Ends a streamed answer, or refuses a request that its handler left without one.
    func handlerReturned() {
        // It would keep itself alive through its own exchange.
        state.withLock { state in
            state.handlerHasReturned = true
            state.handler = nil
        }
        output.withLock { _ in
            if enter(.finished, from: .streaming) { end() }
        }
        guard state.withLock({ $0.phase == .waiting }) else { return }
        send(FastCGIServer.failure(500, "The server made no answer to this request; its log says more."))
    }

    private func enter(_ next: State.Phase, from phase: State.Phase) -> Bool {
        state.withLock { state in
            guard state.phase == phase else { return false }
            state.phase = next
            return true
        }
    }

    /// Sends the last bytes of the answer and hands the connection back.
    private func end(with head: [UInt8] = [], _ body: [UInt8] = []) {
        let token = state.withLock { state in
            state.onDisconnect = []
            return state.watchToken
        }
        // First, because the web server may close the connection as soon as it has the answer.
        if let token { watch.stop(token, descriptor: connection.descriptor) }
        let isSent = connection.send(head, body, endsRequest: true)
        if connection.endRequest(), isSent { poller.park(connection) } else { connection.close() }
    }

    private func markGone() {
        let actions = state.withLock { state in
            state.isGone = true
            defer { state.onDisconnect = [] }
            return state.onDisconnect
        }
        for action in actions { action() }
    }

    /// The head of a CGI answer (RFC 3875 §6): no name or value here comes from a client unchecked.
    private static func head(_ status: HTTPStatus, _ fields: HTTPFields, length: Int? = nil) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(256)
        if (statusLines.indices).contains(status.rawValue) {
            head += statusLines[status.rawValue]
        } else {
            head += statusLine(status)
        }
        for field in fields where field.name != .contentLength {
            head += field.name.description.utf8
            head += ": ".utf8
            if field.value.utf8.allSatisfy({ $0 >= 0x20 }) { head += field.value.utf8 }
            head += "\r\n".utf8
        }
        if let length {
            head += "content-length: ".utf8
            head += String(length).utf8
            head += "\r\n".utf8
        }
        head += "\r\n".utf8
        return head
    }

    private static func statusLine(_ status: HTTPStatus) -> [UInt8] {
        Array("Status: \(status.rawValue) \(status.reason)\r\n".utf8)
    }

    private static let statusLines = (0..<600).map { statusLine(HTTPStatus(rawValue: $0)) }
}
