import HTTP
import JSON

/// An error of the Wazuh API as it goes over the wire.
struct ManagerError: Error, Hashable {
    let status: HTTPStatus
    let title: String
    let detail: String
    let remediation: String?
    /// Wazuh's own number; a violation of the request's schema has none.
    let number: Int?
    /// Whether the answer names the node where the error arose (`dapi_errors`).
    let isFromNode: Bool

    init(
        _ status: HTTPStatus, _ title: String, _ detail: String, remediation: String? = nil, number: Int? = nil,
        isFromNode: Bool = false
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.remediation = remediation
        self.number = number
        self.isFromNode = isFromNode
    }

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

    static func notFound(_ number: Int, _ extra: String? = nil) -> Self {
        catalogued(404, "Resource Not Found", number, extra)
    }

    static func `internal`(_ number: Int, _ extra: String? = nil) -> Self {
        catalogued(500, "Wazuh Internal Error", number, extra)
    }

    /// A violation of the request's schema.
    static func schema(_ detail: String) -> Self { ManagerError(400, "Bad Request", detail) }

    static func unauthorized(_ detail: String) -> Self { ManagerError(401, "Unauthorized", detail) }

    /// RBAC said no to a kind of resource, such as `node:id`; `*:*` stands for none.
    static func permissionDenied(_ resource: String) -> Self {
        ManagerError(
            403, "Permission Denied", "Permission denied: Resource type: \(resource)",
            remediation: WazuhMessage.of(4000).remediation, number: 4000, isFromNode: true)
    }

    static let unknownPath = ManagerError(404, "Not Found", "404: Not Found")
    static let wrongMethod = ManagerError(
        405, "Method Not Allowed", "Specified method is invalid for this resource")
    static let tooManyRequests = ManagerError(
        429, "Too Many Requests", "Maximum number of requests per minute reached",
        remediation: "This limit can be changed in api.yaml file. More information here: "
            + "https://documentation.wazuh.com/4.14/user-manual/api/security/configuration.html",
        number: 6001)
    static let blockedAddress = ManagerError(
        403, "Permission Denied",
        "Limit of login attempts reached. The current IP has been blocked due to a high number of login attempts",
        number: 6000)

    private static func catalogued(_ status: HTTPStatus, _ title: String, _ number: Int, _ extra: String?) -> Self {
        let message = WazuhMessage.of(number)
        return ManagerError(
            status, title, extra.map { "\(message.text): \($0)" } ?? message.text, remediation: message.remediation,
            number: number, isFromNode: true)
    }
}
