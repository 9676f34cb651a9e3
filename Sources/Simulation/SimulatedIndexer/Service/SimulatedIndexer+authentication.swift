internal import Encodings
internal import HTTP

extension SimulatedIndexer {
    /// An answer to somebody who is not known.
    struct Refusal: Error {
        let response: HTTPResponse
    }

    /// The user of a request by Basic authentication (RFC 7617); without any users everybody is an administrator.
    func authenticate(_ request: HTTPRequest) -> Result<IndexerUser, Refusal> {
        guard !users.isEmpty else {
            return .success(IndexerUser("admin", password: "", indices: ["*"], readsCluster: true))
        }
        guard let user = credentials(request).flatMap({ known($0) }) else {
            let fields: HTTPFields = [
                .wwwAuthenticate: "Basic realm=\"OpenSearch Security\"", .contentType: "text/plain; charset=UTF-8",
            ]
            return .failure(Refusal(response: HTTPResponse(401, fields: fields, body: Array("Unauthorized".utf8))))
        }
        return .success(user)
    }

    private func credentials(_ request: HTTPRequest) -> (name: String, password: String)? {
        guard let value = request.fields[.authorization], value.lowercased().hasPrefix("basic "),
            let data = Base64.decode(value.dropFirst(6).trimmed),
            let text = String(validating: data, as: UTF8.self), let colon = text.firstIndex(of: ":")
        else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    private func known(_ credentials: (name: String, password: String)) -> IndexerUser? {
        users.first { $0.name == credentials.name && $0.password == credentials.password }
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
