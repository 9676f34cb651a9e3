import HTTP

/// What goes wrong on purpose, for tests.
package struct SimulatedFaults: Sendable, Hashable {
    /// A way to answer a request that should have succeeded.
    package enum Fault: Sendable, Hashable, CaseIterable {
        /// 429 with number 6001.
        case tooManyRequests
        /// 503 of a proxy, with `Retry-After: 1`.
        case unavailable
        /// 500 with number 3021.
        case timeout
        /// 502 with a page of HTML.
        case html
        /// 200 with half of the body.
        case truncated
        /// 500 with number 1017, for the login too.
        case daemonsNotReady
    }

    /// Refuses the first token that is presented as `Invalid token`.
    package var refusesTokenOnce: Bool
    /// The faults of the first requests, one each; later requests are served.
    package var firstRequests: [Fault]
    /// The fault of every request.
    package var everyRequest: Fault?

    package init(refusesTokenOnce: Bool = false, firstRequests: [Fault] = [], everyRequest: Fault? = nil) {
        self.refusesTokenOnce = refusesTokenOnce
        self.firstRequests = firstRequests
        self.everyRequest = everyRequest
    }

    /// The fault of a request by its number, logins not counted; a login suffers from what hinders the whole API only.
    func fault(ofRequest number: Int, isLogin: Bool) -> Fault? {
        guard !isLogin else { return everyRequest == .daemonsNotReady ? .daemonsNotReady : nil }
        return number <= firstRequests.count ? firstRequests[number - 1] : everyRequest
    }
}

extension SimulatedFaults.Fault {
    /// What the fault makes of the answer that a healthy API would give.
    func response(node: String, healthy: () throws(ManagerError) -> HTTPResponse) throws(ManagerError) -> HTTPResponse {
        switch self {
        case .tooManyRequests: throw .tooManyRequests
        case .timeout: throw .internal(3021)
        case .daemonsNotReady:
            throw ManagerError(
                status: 500, title: "Wazuh Internal Error",
                detail: "Some Wazuh daemons are not ready yet in node \"\(node)\" (wazuh-db->failed)", number: 1017,
                isFromNode: true)
        case .unavailable:
            return HTTPResponse(
                503, fields: [.contentType: "text/plain", .retryAfter: "1"], body: Array("Service Unavailable".utf8))
        case .html:
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
            return HTTPResponse(502, fields: [.contentType: "text/html"], body: Array(page.utf8))
        case .truncated:
            var response = try healthy()
            response.body = Array(response.body.prefix(response.body.count / 2))
            return response
        }
    }
}
