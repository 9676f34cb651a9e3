package import Encodings
package import HTTP
import JSON
package import Logging
import MCP
import Synchronization

/// What became of one request: made for every one, refused ones too.
///
/// The log line is made of it; so is whatever else is to be known about requests.
package struct CallRecord: Sendable {
    /// A JSON-RPC request in the body; a batch has several.
    package struct Call: Sendable, Hashable {
        package enum Outcome: String, Sendable, Hashable {
            case succeeded, failed, forbidden, cancelled
            /// The client has to answer before the call can go on.
            case asked
        }

        package let method: String
        package let tool: String?
        package let outcome: Outcome
        /// How many requests it took of others, by their names.
        package var requests: [String: Int] = [:]
    }

    package let method: HTTPMethod
    /// The path of the route; nil where the path is unknown.
    package let route: ExactText?
    /// The client's address as the web server saw it.
    package let address: String
    /// The caller's subject; nil for who sent no credential, or a bad one.
    package let subject: ExactText?
    package let status: HTTPStatus
    package let calls: [Call]
    /// Why it failed, where the client was not told; without secrets.
    package let causes: [String]
    package let duration: Duration
}

/// Collects what becomes of a request while it is served.
final class CallAccount: Sendable {
    private struct Entries {
        var route: ExactText?
        var subject: ExactText?
        var calls: [CallRecord.Call] = []
        var causes: [String] = []
    }

    private let start = ContinuousClock.now
    private let entries = Mutex(Entries())

    func note(route: ExactText) { entries.withLock { $0.route = route } }

    func note(subject: ExactText) { entries.withLock { $0.subject = subject } }

    func note(_ call: CallRecord.Call) { entries.withLock { $0.calls.append(call) } }

    /// Notes why something failed; nil is no cause.
    func note(cause: String?) {
        guard let cause else { return }
        entries.withLock { $0.causes.append(cause) }
    }

    /// The record of the request once its answer is written.
    func record(of request: HTTPRequest, status: HTTPStatus) -> CallRecord {
        let entries = entries.withLock { $0 }
        return CallRecord(
            method: request.method, route: entries.route, address: request.remoteAddress, subject: entries.subject,
            status: status, calls: entries.calls, causes: entries.causes, duration: .now - start)
    }
}

extension CallRecord {
    /// Writes the line of the log, without arguments, which may hold what is sought.
    ///
    /// What failed within the server is an error, tool calls and refusals are worth a line, the rest is for a close look.
    package func log(to logger: Logger) {
        let tools = calls.compactMap(\.tool)
        let isRefused = status == 401 || status == 403 || calls.contains { $0.outcome == .forbidden }
        let level: Logger.Level = !causes.isEmpty ? .error : !tools.isEmpty || isRefused ? .info : .debug
        guard logger.logs(level) else { return }
        var details: JSONObject = ["http_method": .string(method.rawValue.beginning(bytes: 32))]
        if let route { details["path"] = .string(route.string) }
        details["status"] = .integer(Int64(status.rawValue))
        if let subject { details["principal"] = .string(subject.string) }
        if !address.isEmpty { details["address"] = .string(address) }
        if let call = calls.first, calls.count == 1 {
            details["method"] = .string(call.method)
            if let tool = call.tool { details["tool"] = .string(tool) }
            details["outcome"] = .string(call.outcome.rawValue)
            if !call.requests.isEmpty {
                let sorted = call.requests.sorted { $0.key < $1.key }
                details["requests"] = .object(JSONObject(sorted.map { ($0.key, .integer(Int64($0.value))) }))
            }
        } else if !calls.isEmpty {
            details["calls"] = .array(
                calls.map { ["method": .string($0.tool ?? $0.method), "outcome": .string($0.outcome.rawValue)] })
        }
        if !causes.isEmpty { details["causes"] = .array(causes.map(JSON.string)) }
        details["milliseconds"] = .integer(duration.milliseconds)
        logger.log(level, "request", details)
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
