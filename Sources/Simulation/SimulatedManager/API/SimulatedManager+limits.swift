import FoundationEssentials
import SimulatedCompany
import HTTP
import Synchronization

extension SimulatedManager {
    /// Counts a request against the limit, which is one for all users (Wazuh: a fixed window of 60 seconds).
    func countRequest(_ now: Date) throws(ManagerError) {
        guard let rateLimit else { return }
        let time = now.timeIntervalSince1970
        let requests = state.withLock { state in
            if time - state.window.start >= 60 { state.window = (time, 0) }
            state.window.requests += 1
            return state.window.requests
        }
        guard requests <= rateLimit else { throw .tooManyRequests }
    }

    /// The answer of a fault that is due; nil when the request is to be served.
    func faulty(_ request: HTTPRequest, _ now: Date) throws(ManagerError) -> HTTPResponse? {
        guard faults != SimulatedFaults() else { return nil }
        let isLogin = request.path == "/security/user/authenticate"
        let served = state.withLock { state in
            if !isLogin { state.servedRequests += 1 }
            return state.servedRequests
        }
        let isFirst = !isLogin && served <= faults.firstRequests.count
        guard let fault = isFirst ? faults.firstRequests[served - 1] : faults.everyRequest else { return nil }
        guard !isLogin || fault == .daemonsNotReady else { return nil }
        return try response(of: fault, request, now)
    }

    private func response(
        of fault: SimulatedFaults.Fault, _ request: HTTPRequest, _ now: Date
    ) throws(ManagerError) -> HTTPResponse {
        switch fault {
        case .tooManyRequests: throw .tooManyRequests
        case .timeout: throw .internal(3021)
        case .daemonsNotReady:
            throw ManagerError(
                500, "Wazuh Internal Error",
                "Some Wazuh daemons are not ready yet in node \"\(data.company.managerName)\" (wazuh-db->failed)",
                number: 1017, isFromNode: true)
        case .unavailable:
            return HTTPResponse(
                503, fields: [.contentType: "text/plain", .retryAfter: "1"], body: Array("Service Unavailable".utf8))
        case .html:
            let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
            return HTTPResponse(502, fields: [.contentType: "text/html"], body: Array(page.utf8))
        case .truncated:
            var healthy = try served(request, now)
            healthy.body = Array(healthy.body.prefix(healthy.body.count / 2))
            return healthy
        }
    }
}
