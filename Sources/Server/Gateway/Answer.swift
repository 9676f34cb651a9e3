import HTTP
import JSON
import MCP

/// What goes out for a request, before it is written.
enum Answer: Sendable {
    case response(HTTPResponse)
    /// The last message of the event stream that was begun as this request's answer.
    case lastEvent([UInt8])
    /// Nothing more: a stream that just ends.
    case nothing

    /// The status that the client sees.
    var status: HTTPStatus {
        switch self {
        case .response(let response): response.status
        case .lastEvent, .nothing: 200
        }
    }

    /// Writes itself: the one place where answers go out.
    func write(to exchange: any HTTPExchange) async {
        switch self {
        case .response(let response): await exchange.respond(response)
        // A client that has gone is noticed by the exchange itself.
        case .lastEvent(let message): try? await exchange.write(EventStreamText.event(message))
        case .nothing: break
        }
    }
}

/// Why a request is not served.
struct RequestFailure: Error, Sendable {
    private enum Form {
        case plain(HTTPResponse)
        case rpc(RPCFailure, id: RequestID?)
    }

    private let form: Form
    /// Why it failed, for the log, where the client is not told; without secrets.
    let cause: String?

    private init(_ form: Form, cause: String?) {
        self.form = form
        self.cause = cause
    }

    /// A failure outside JSON-RPC.
    /// - Parameters:
    ///   - status: the status code.
    ///   - message: a few sentences for the caller: what is wrong and what to do; without secrets.
    ///   - fields: more fields of the answer.
    ///   - cause: why, for the log.
    init(_ status: HTTPStatus, _ message: String, fields: HTTPFields = [:], cause: String? = nil) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("error", status.reason)
            writer.member("message", message)
        }
        self.init(.plain(.json(status, writer.bytes, fields: fields)), cause: cause)
    }

    /// A failure that JSON-RPC has a form for.
    init(_ failure: RPCFailure, id: RequestID? = nil, cause: String? = nil) {
        self.init(.rpc(failure, id: id), cause: cause)
    }

    /// 405 with the methods that the path has.
    static func methodNotAllowed(_ methods: [HTTPMethod]) -> RequestFailure {
        let list = methods.map(\.rawValue).joined(separator: ", ")
        return RequestFailure(405, "This path answers \(list) only.", fields: [.allow: list])
    }

    /// The same failure as the answer to a message with an id.
    func answering(_ id: RequestID?) -> RequestFailure {
        guard case .rpc(let failure, nil) = form else { return self }
        return RequestFailure(failure, id: id, cause: cause)
    }

    /// The JSON-RPC failure; nil where it has none.
    var rpc: RPCFailure? {
        guard case .rpc(let failure, _) = form else { return nil }
        return failure
    }

    /// The failure where nothing speaks JSON-RPC.
    var outsideRPC: RequestFailure {
        guard case .rpc(let failure, _) = form else { return self }
        let status = HTTPStatus(rawValue: failure.status)
        return RequestFailure(
            status, failure.error.message, fields: status == 503 ? .retrySoon : [:], cause: cause)
    }

    var response: HTTPResponse {
        switch form {
        case .plain(let response): response
        case .rpc(let failure, let id): .rpcFailure(failure, id: id)
        }
    }
}

extension HTTPFields {
    /// Answers depend on the caller: nothing between us and it may keep them.
    static let uncached: HTTPFields = [.cacheControl: "no-store"]
    static let retrySoon: HTTPFields = [.retryAfter: "5"]
}

extension HTTPResponse {
    static let accepted = HTTPResponse(202)
    static let acceptedText = HTTPResponse(202, fields: [.contentType: "text/plain"], body: Array("Accepted".utf8))

    /// A JSON-RPC message in the form that the client of a request accepts.
    static func message(_ message: [UInt8], for request: HTTPRequest) -> HTTPResponse {
        guard request.acceptsEventsOnly else { return .json(200, message, fields: .uncached) }
        return HTTPResponse(200, fields: EventStreamText.fields, body: EventStreamText.event(message))
    }

    static func rpcFailure(_ failure: RPCFailure, id: RequestID?) -> HTTPResponse {
        var fields = HTTPFields.uncached
        if failure.status == 503 { fields[.retryAfter] = HTTPFields.retrySoon[.retryAfter] }
        return .json(HTTPStatus(rawValue: failure.status), RPCEncoding.error(failure.error, id: id), fields: fields)
    }

    /// Hands the connection to the web server, which feeds it from a channel.
    static func stream(_ channel: String) -> HTTPResponse {
        HTTPResponse(
            200, fields: ["x-accel-redirect": "/internal/stream/\(channel)", .contentType: "text/event-stream"])
    }
}
