import HTTP
import HTTPClient
import JSON
import Upstream

/// Sends requests to the manager with a valid token and reads its envelopes.
struct ManagerClient: Sendable {
    private let sender: ManagerSender
    private let login: ManagerLogin
    private let information: SharedAnswers<APIInformation>

    init(
        _ sender: ManagerSender, _ store: any UpstreamTokenStore, _ information: SharedAnswers<APIInformation>,
        _ clock: UpstreamClock
    ) {
        self.sender = sender
        self.information = information
        login = ManagerLogin(
            store: store, clock: clock,
            logIn: { (now) async throws(WazuhError) in try await sender.logIn(now: now) },
            check: { (token) async throws(WazuhError) in
                information.keep(try await sender.supportedInformation(token), to: APIInformation.request.url)
            })
    }

    /// What the API says of itself; a login has just asked for it.
    func apiInformation() async throws(WazuhError) -> APIInformation {
        _ = try await login.token()
        let request = APIInformation.request
        return try await information.answer(to: request.url, request.call) { () async throws(WazuhError) in
            try await object(request) { (data) throws(JSONError) in try APIInformation(data) }
        }
    }

    /// The value in `data`, read by `read`.
    func object<Value>(
        _ request: ManagerRequest, _ read: (JSONView) throws(JSONError) -> Value
    ) async throws(WazuhError) -> Value {
        try await request.data(of: send(request), read)
    }

    /// The items of a list, with the targets that failed beside them.
    ///
    /// HTTP 200 does not mean success: when every target failed, that is the error.
    func items<Item: Sendable>(
        _ request: ManagerRequest, _ read: (JSONView) throws(JSONError) -> Item
    ) async throws(WazuhError) -> Paged<Item> {
        let answer = try await object(request) { (data) throws(JSONError) in
            guard let items = try data["affected_items"]?.map(read) else {
                throw JSONError(.unexpectedShape, "data.affected_items is missing")
            }
            let failed = data["failed_items"]?.map { FailedItem($0) } ?? []
            return Paged(items: items, total: data["total_affected_items"]?.int ?? items.count, failed: failed)
        }
        // A page behind the last item is empty too, but something was affected then.
        if answer.items.isEmpty, answer.total == 0, let failed = answer.failed.first {
            throw WazuhError(failed, request)
        }
        return answer
    }

    /// The one item of an answer.
    func item<Item: Sendable>(
        _ request: ManagerRequest, _ read: (JSONView) throws(JSONError) -> Item
    ) async throws(WazuhError) -> Item {
        guard let item = try await items(request, read).items.first else {
            throw WazuhError(
                .noData, .manager, request.call.endpoint, status: 200, reason: "the answer is empty",
                advice:
                    "It does not exist, or the API user may not read it\(request.permission.map { " (\($0))" } ?? "").")
        }
        return item
    }

    /// Sends a request; a token that is refused is replaced once.
    private func send(_ request: ManagerRequest) async throws(WazuhError) -> HTTPResponse {
        let token = try await login.token()
        let response = try await sender.send(request, authorization: "Bearer \(token.text)")
        guard response.status == 401 else { return response }
        let other = try await login.token(insteadOf: token)
        let second = try await sender.send(request, authorization: "Bearer \(other.text)")
        guard second.status == 401 else { return second }
        throw WazuhError(
            .invalidCredentials, .manager, request.call.endpoint, status: 401,
            reason: "it refuses tokens it has just given",
            advice: "Wait a moment; if it stays, look whether something else logs WAZUH_USER out or changes its roles.")
    }
}

extension FailedItem {
    /// The targets are strings for agents and nodes, integers for rules.
    init(_ view: JSONView) {
        let ids = view["id"]?.map { $0.string ?? $0.int.map { String($0) } ?? "?" } ?? []
        let error = view["error"]
        self.init(
            ids: ids, code: error?["code"]?.int ?? 0, message: WazuhError.line(error?["message"]?.string ?? ""))
    }
}
