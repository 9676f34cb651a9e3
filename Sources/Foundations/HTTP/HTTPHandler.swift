/// Answers one request: calls `respond` or `begin` on the exchange once, then returns when all its work is done.
package typealias HTTPHandler = @Sendable (HTTPRequest, any HTTPExchange) async -> Void

/// Where a handler's answer goes.
package protocol HTTPExchange: Sendable {
    /// Sends a whole answer and ends the request for the client; the handler may go on working after it.
    /// A second answer is ignored.
    func respond(_ response: HTTPResponse) async

    /// Sends the head of an answer whose body follows piece by piece; it ends when the handler returns.
    func begin(_ status: HTTPStatus, fields: HTTPFields) async

    /// Sends a piece of the body at once.
    /// - Throws: ``HTTPDisconnected`` when the client has gone.
    func write(_ bytes: [UInt8]) async throws(HTTPDisconnected)

    /// Runs `action` once when the client closes the connection before it has its answer; at once if it has gone already.
    func onDisconnect(_ action: @escaping @Sendable () -> Void)

    /// Cancels the task that handles this request.
    func cancelHandler()
}

/// The client closed the connection before it had its whole answer.
package struct HTTPDisconnected: Error, Hashable {
    package init() {}
}
