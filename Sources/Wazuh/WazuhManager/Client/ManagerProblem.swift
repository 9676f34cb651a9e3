import Encodings
import HTTP
import JSON
import Upstream

/// What the manager says in an answer that is no success (`application/problem+json`).
struct ManagerProblem {
    let status: Int
    /// Wazuh's number, absent in 401s and schema violations.
    ///
    /// The document calls it `code`, the wire `error`.
    let number: Int?
    /// One bounded line; empty when the body is no JSON, such as the page of a proxy.
    let detail: String

    init(_ response: HTTPResponse) {
        let root = try? JSONDocument(parsing: response.body).root
        status = response.status.rawValue
        number = root?["error"]?.int ?? root?["code"]?.int
        detail = WazuhError.line(root?["detail"]?.string ?? root?["title"]?.string ?? root?["message"]?.string ?? "")
    }
}

extension WazuhError {
    /// The error for an answer that is no success.
    init(_ problem: ManagerProblem, _ request: ManagerRequest) {
        let (code, advice) = Self.meaning(of: problem.number, status: problem.status, permission: request.permission)
        let reason = problem.detail.isEmpty ? "no answer of the Wazuh API" : problem.detail
        self.init(
            code, .manager, request.call.endpoint, status: problem.status, wazuhCode: problem.number, reason: reason,
            advice: advice)
    }

    /// The error for a request whose only target failed.
    init(_ item: FailedItem, _ request: ManagerRequest) {
        let (code, advice) = Self.meaning(of: item.code, status: nil, permission: request.permission)
        let target = item.ids.isEmpty ? "" : " (\(item.ids.prefix(10).map { $0.beginning() }.joined(separator: ", ")))"
        self.init(
            code, .manager, request.call.endpoint, status: 200, wazuhCode: item.code, reason: item.message + target,
            advice: advice)
    }

    private static func meaning(of number: Int?, status: Int?, permission: String?) -> (Code, String) {
        switch (number, status) {
        case (1000?, _): (.failed, "This is a defect inside Wazuh: look at its api.log.")
        case (1017?, _): (.notReady, "Usual for some seconds after a restart; otherwise start the daemons it names.")
        case (1116?, _): (.notFound, "Ask for another section of the configuration.")
        case (1117?, _): (.agentNotConnected, "The component is off, or the agent started less than a minute ago.")
        case (1208?, _): (.notFound, "The rule does not exist, or the API user may not read it (rules:read).")
        case (1308?, _): (.noData, "Wazuh has written no statistics for that day (yet): ask for another.")
        case (1701?, _): (.notFound, "List the agents to find the right id.")
        case (1703?, _): (.invalidRequest, "Agent 000 is the manager itself: name another agent.")
        case (1707?, _), (1740?, _): (.agentNotConnected, "Only a connected agent can be asked: check its state first.")
        case (1710?, _): (.notFound, "List the groups to find the right name.")
        case (1730?, _): (.notFound, "List the cluster's nodes to find the right name.")
        case (1802?, _): (.notFound, "The manager has no such list: Wazuh ships lists of indicators since 4.13.")
        case (2007?, _): (.noData, "The agent has not sent its inventory yet.")
        case (3012?, _), (3013?, _): (.clusterDisabled, "This manager runs without a cluster: ask without a node.")
        case (3021?, _), (900?, _), (901?, _): (.busy, "The API works on other requests: try again in a moment.")
        case (4000?, _): (.forbidden, permissionAdvice(permission))
        case (6000?, _):
            (
                .rateLimited,
                "Too many failed logins from this address: check WAZUH_USER and WAZUH_PASS and wait 5 minutes."
            )
        case (6001?, _), (6005?, _), (_, 429?):
            (.rateLimited, "The manager counts all its clients together: wait a minute.")
        case (_, 401?): (.invalidCredentials, "Check WAZUH_USER and WAZUH_PASS.")
        case (_, 403?): (.forbidden, permissionAdvice(permission))
        case (_, 400?), (_, 405?), (_, 406?), (_, 413?), (_, 415?): (.invalidRequest, "")
        case (_, 404?):
            (.notFound, "Check that WAZUH_HOST and WAZUH_PORT are those of the Wazuh API, version 4.8 to 4.14.")
        case (_, 502?), (_, 503?), (_, 504?):
            (.notReady, "Something before the manager answers in its place: try again.")
        default: (.failed, "")
        }
    }

    private static func permissionAdvice(_ permission: String?) -> String {
        "Give the API user (WAZUH_USER) a role with the permission \(permission ?? "for this")."
    }
}
