import HTTP
import JSON
import Upstream

/// An error answer of the indexer: JSON from OpenSearch, plain text from its security plugin or a proxy.
struct IndexerProblem {
    let status: Int
    let type: String
    let reason: String

    init(_ response: HTTPResponse) {
        let error = (try? JSONDocument(parsing: response.body).root)?["error"]
        var cause: JSONView?
        error?["root_cause"]?.forEachElement { cause = cause ?? $0 }
        status = response.status.rawValue
        type = cause?["type"]?.string ?? error?["type"]?.string ?? ""
        reason = WazuhError.line(cause?["reason"]?.string ?? error?["reason"]?.string ?? error?.string ?? "")
    }
}

extension WazuhError {
    init(_ problem: IndexerProblem, _ endpoint: String, _ target: IndexerTarget?) {
        let (code, advice) = Self.meaning(of: problem, target)
        let unexplained =
            problem.status == 401 ? "it does not accept the user and the password" : "no answer of the indexer's API"
        let reason = problem.reason.isEmpty ? unexplained : problem.reason
        self.init(code, .indexer, endpoint, status: problem.status, reason: reason, advice: advice)
    }

    /// There are no indices to search.
    static func noIndex(_ target: IndexerTarget, _ endpoint: String) -> WazuhError {
        let advice =
            switch target {
            case .alerts: "Check that Filebeat on the manager sends alerts to this indexer."
            case .vulnerabilities:
                "Check that vulnerability detection and the indexer connection are configured on the manager (ossec.conf)."
            }
        return WazuhError(
            .noData, .indexer, endpoint, status: 200,
            reason: "there is no index of \(target.name), or WAZUH_INDEXER_USER may not see it", advice: advice)
    }

    private static func meaning(of problem: IndexerProblem, _ target: IndexerTarget?) -> (Code, String) {
        switch (problem.type, problem.status) {
        case (_, 401):
            (.invalidCredentials, "Check WAZUH_INDEXER_USER and WAZUH_INDEXER_PASS, or WAZUH_INDEXER_CERT_FILE.")
        case (_, 403):
            (
                .forbidden,
                "Give WAZUH_INDEXER_USER a role that may read the indices of alerts and vulnerabilities."
            )
        case ("index_not_found_exception", _):
            (
                .noData,
                "Check WAZUH_INDEXER_ALERTS_PATTERN and WAZUH_INDEXER_VULNERABILITIES_PATTERN, and that data arrives there."
            )
        case ("search_context_missing_exception", _), ("resource_not_found_exception", _):
            (.expired, "The cursor has expired: begin again without one.")
        case ("search_phase_execution_exception", 503), ("no_shard_available_action_exception", _):
            (.notReady, "Shards are missing (the index is red): look at the indexer's cluster health.")
        case (_, 429), ("circuit_breaking_exception", _), ("opensearch_rejected_execution_exception", _):
            (.rateLimited, "The indexer is overloaded: ask for a shorter time range, or try again later.")
        case (_, 502), (_, 503), (_, 504): (.notReady, "The indexer is starting or overloaded: try again in a moment.")
        case (_, 400) where problem.reason.contains("automaton"):
            (.invalidRequest, "A pattern is too long or has too many wildcards: shorten it.")
        case (_, 400): (.invalidRequest, "")
        case (_, 404), (_, 405):
            (.notFound, "Check that WAZUH_INDEXER_HOST and WAZUH_INDEXER_PORT are those of the indexer.")
        default: (.failed, "")
        }
    }
}
