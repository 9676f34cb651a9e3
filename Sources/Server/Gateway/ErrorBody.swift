import HTTP
import JSON

extension HTTPResponse {
    /// An error outside JSON-RPC: what is wrong and what to do.
    ///
    /// `message` is a few sentences for the caller; it never holds secrets.
    static func failure(_ status: HTTPStatus, _ message: String, fields: HTTPFields = [:]) -> HTTPResponse {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("error", status.reason)
            writer.member("message", message)
        }
        return .json(status, writer.bytes, fields: fields)
    }

    /// 405 with the methods that the path has.
    static func methodNotAllowed(_ methods: [HTTPMethod]) -> HTTPResponse {
        let list = methods.map(\.rawValue).joined(separator: ", ")
        return .failure(405, "This path answers \(list) only.", fields: [.allow: list])
    }
}
