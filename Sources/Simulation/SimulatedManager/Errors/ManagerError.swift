import HTTP
import JSON
import SimulatedCompany

/// What Wazuh says of an error number (`framework/wazuh/core/exception.py` of 4.14).
struct WazuhMessage: Sendable {
    let text: String
    let remediation: String?

    static let file = DataFile("messages.tsv", PackageResources.messages_tsv) { row throws(DataError) in
        (
            number: try row.number("number"),
            message: WazuhMessage(text: try row.text("text"), remediation: try row.optional("remediation"))
        )
    }
    private static let all = Dictionary(file.values.map { ($0.number, $0.message) }) { first, _ in first }

    static func of(_ number: Int) -> WazuhMessage {
        all[number] ?? WazuhMessage(text: "Wazuh Internal Error", remediation: nil)
    }
}

/// An error of the Wazuh API as it goes over the wire.
struct ManagerError: Error {
    let status: HTTPStatus
    let title: String
    let detail: String
    var remediation: String?
    /// Wazuh's own number; a violation of the request's schema has none.
    var number: Int?
    /// Whether the answer names the node where the error arose (`dapi_errors`).
    var isFromNode = false

    /// The answer, `application/problem+json` as Wazuh sends it.
    func response(node: String) -> HTTPResponse {
        var body: JSONObject = ["title": .string(title), "detail": .string(detail)]
        body["remediation"] = remediation.map(JSON.string)
        if isFromNode { body["dapi_errors"] = .object(JSONObject([(node, ["error": JSON.string(detail)] as JSON)])) }
        body["error"] = number.map { .integer(Int64($0)) }
        return HTTPResponse(
            status, fields: [.contentType: "application/problem+json; charset=utf-8"], body: body.jsonBytes)
    }
}

extension ManagerError {
    /// A WazuhError with the catalogue's message, made clearer by `extra`.
    static func badRequest(_ number: Int, _ extra: String? = nil) -> Self {
        catalogued(400, "Bad Request", number, extra)
    }

    static func notFound(_ number: Int) -> Self { catalogued(404, "Resource Not Found", number, nil) }

    static func `internal`(_ number: Int, _ extra: String? = nil) -> Self {
        catalogued(500, "Wazuh Internal Error", number, extra)
    }

    private static func catalogued(_ status: HTTPStatus, _ title: String, _ number: Int, _ extra: String?) -> Self {
        let message = WazuhMessage.of(number)
        return ManagerError(
            status: status, title: title, detail: extra.map { "\(message.text): \($0)" } ?? message.text,
            remediation: message.remediation, number: number, isFromNode: true)
    }

    /// A violation of the request's schema.
    static func schema(_ detail: String) -> Self { ManagerError(status: 400, title: "Bad Request", detail: detail) }

    static func unauthorized(_ detail: String) -> Self {
        ManagerError(status: 401, title: "Unauthorized", detail: detail)
    }

    /// RBAC said no to a kind of resource, such as `node:id`; `*:*` stands for none.
    static func permissionDenied(_ resource: String) -> Self {
        ManagerError(
            status: 403, title: "Permission Denied", detail: "Permission denied: Resource type: \(resource)",
            remediation: WazuhMessage.of(4000).remediation, number: 4000, isFromNode: true)
    }

    static let unknownPath = ManagerError(status: 404, title: "Not Found", detail: "404: Not Found")
    static let wrongMethod = ManagerError(
        status: 405, title: "Method Not Allowed", detail: "Specified method is invalid for this resource")
    static let tooLong = ManagerError(status: 414, title: "URI Too Long", detail: "414: Request-URI Too Long")
    static let tooManyRequests = ManagerError(
        status: 429, title: "Too Many Requests", detail: "Maximum number of requests per minute reached",
        remediation: "This limit can be changed in api.yaml file. More information here: "
            + "https://documentation.wazuh.com/4.14/user-manual/api/security/configuration.html",
        number: 6001)
    static let blockedAddress = ManagerError(
        status: 403, title: "Permission Denied",
        detail:
            "Limit of login attempts reached. The current IP has been blocked due to a high number of login attempts",
        number: 6000)
}

/// A target of a request that could not be served, one of `failed_items`.
struct FailedItem: Sendable {
    let number: Int
    /// Strings for agents and nodes, integers for rules.
    let ids: [JSON]

    init(_ number: Int, ids: [JSON]) {
        self.number = number
        self.ids = ids
    }

    var json: JSON {
        let message = WazuhMessage.of(number)
        var error: JSONObject = ["code": .integer(Int64(number)), "message": .string(message.text)]
        error["remediation"] = message.remediation.map(JSON.string)
        return ["error": .object(error), "id": .array(ids)]
    }
}
