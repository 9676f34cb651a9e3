import HTTP
import HTTPClient
import JSON
import TestSupport
import Testing
import Upstream
import WazuhManager

struct WazuhManagerTests {
    private static let empty = #"{"data":{"affected_items":[],"total_affected_items":0,"failed_items":[]},"error":0}"#

    private func sent(
        _ path: String, _ call: (WazuhManager) async throws -> Void
    ) async throws -> String {
        let fake = FakeManager(path, Self.empty)
        try? await call(fake.manager())
        return try String(#require(fake.requests.first).url.dropFirst(FakeManager.base.count))
    }

    @Test("filters become the endpoint's parameters, each value escaped")
    func agentQuery() async throws {
        var filter = AgentFilter()
        filter.statuses = [.active, .neverConnected]
        filter.ids = [AgentID("1"), AgentID("2")].compactMap { $0 }
        filter.name = "a&b=c d"
        filter.group = GroupName("default")
        filter.search = SearchText("x/y")
        let sort = SortOrder.ascending("name")
        let url = try await sent("/agents") {
            _ = try await $0.agents(filter, page: Page(limit: 5, offset: 10), sort: sort)
        }
        #expect(
            url == "/agents?status=active%2Cnever_connected&agents_list=001%2C002&name=a%26b%3Dc%20d&group=default"
                + "&search=x%2Fy&q=id%21%3D000"
                + "&select=id%2Cname%2Cip%2Cstatus%2Cos.name%2Cos.version%2Cos.platform%2Cversion%2Cgroup%2Cnode_name"
                + "%2ClastKeepAlive%2Cdisconnection_time&sort=%2Bname&limit=5&offset=10")
    }

    @Test("rules, ports, processes and logs are asked for with their own parameters")
    func otherQueries() async throws {
        let agent = try #require(AgentID("7"))
        #expect(
            try await sent("/rules") { _ = try await $0.rulesForCounting() }
                == "/rules?status=all&select=id%2Clevel%2Cgroups%2Cstatus%2Cmitre%2Cpci_dss%2Cgdpr%2Chipaa%2Cnist_800_53%2Ctsc"
                + "%2Cgpg13&limit=100000&offset=0")
        let ports = try await sent("/syscollector/007/ports") {
            _ = try await $0.ports(of: agent, state: "listening", localPort: 22)
        }
        #expect(
            ports == "/syscollector/007/ports?state=listening&local.port=22&select=protocol%2Clocal.ip%2Clocal.port"
                + "%2Cremote.ip%2Cremote.port%2Cstate%2Cpid%2Cprocess%2Cscan.time&limit=100&offset=0")
        let logs = try await sent("/manager/logs") {
            _ = try await $0.logs(LogFilter(search: SearchText("a b"), level: .error, tag: "wazuh-remoted"), page: .all)
        }
        #expect(logs == "/manager/logs?search=a%20b&level=error&tag=wazuh-remoted&limit=500&offset=0")
    }

    @Test("a node turns a call to the manager into one to the cluster")
    func nodes() async throws {
        let node = try #require(NodeName("worker-1"))
        let day = try #require(CalendarDay("2026-11-21"))
        #expect(
            try await sent("/cluster/worker-1/stats") { _ = try await $0.statistics(of: day, node: node) }
                == "/cluster/worker-1/stats?date=2026-11-21")
        for (path, call) in [
            ("/stats/weekly", { _ = try await $0.weeklyAverages(node: $1) }),
            ("/status", { _ = try await $0.daemons(node: $1) }), ("/logs", { _ = try await $0.logs(node: $1) }),
            ("/daemons/stats", { _ = try await $0.remotedStatistics(node: $1) }),
        ] as [(String, (WazuhManager, NodeName?) async throws -> Void)] {
            #expect(try await sent("/manager" + path) { try await call($0, nil) }.hasPrefix("/manager" + path))
            let url = try await sent("/cluster/worker-1" + path) { try await call($0, node) }
            #expect(url.hasPrefix("/cluster/worker-1" + path))
        }
    }

    @Test("targets that failed stand beside those that did not")
    func partialFailure() async throws {
        let body =
            #"{"data":{"affected_items":[{"id":"001","status":"active"}],"total_affected_items":1,"total_failed_items":2,"failed_items":[{"error":{"code":1701,"message":"Agent does not exist."},"id":["998","999"]}]},"error":2}"#
        let answer = try await FakeManager("/agents", body).manager().agents()
        #expect(answer.items.map(\.id.description) == ["001"] && answer.total == 1)
        #expect(answer.failed == [FailedItem(ids: ["998", "999"], code: 1701, message: "Agent does not exist")])
    }

    @Test("the older endpoint stands in for the numbers of remoted, but not for a missing permission")
    func remotedFallback() async throws {
        let legacy =
            #"{"data":{"affected_items":[{"tcp_sessions":3.0,"evt_count":12.0,"queue_size":1.0,"total_queue_size":131072.0}]},"error":0}"#
        let old = FakeManager("/manager/stats/remoted", legacy)
        let statistics = try await old.manager().remotedStatistics()
        #expect(statistics.sessions == 3 && statistics.events == 12 && statistics.queueSize == 131_072)
        let denied = FakeManager("/manager/daemons/stats", #"{"detail":"Permission denied","error":4000}"#, status: 403)
        let error = try await #require(throws: WazuhError.self) { try await denied.manager().remotedStatistics() }
        #expect(error.code == .forbidden && denied.requests.count == 1)
    }

    @Test("only so many requests are under way at a time")
    func concurrency() async throws {
        let fake = FakeManager("/agents", Self.empty)
        let manager = fake.manager(concurrency: 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await manager.agents() } }
            try await group.waitForAll()
        }
        #expect(fake.requests.count == 20)
    }

    @Test(
        "policies tell what the user may do",
        arguments: [
            ("agent:read", true), ("active-response:command", false), ("cluster:read", false),
        ])
    func policies(action: String, isAllowed: Bool) async throws {
        let body =
            #"{"data":{"agent:read":{"agent:id:002":"allow","agent:id:*":"deny"},"active-response:command":{"agent:id:*":"deny"},"rbac_mode":"white"},"error":0}"#
        let policies = try await FakeManager("/security/users/me/policies", body).manager().policies()
        #expect(policies.allows(action) == isAllowed && policies.mode == .white)
    }

    @Test("the version is asked for once, by the login, and again when some seconds have passed")
    func sharedVersion() async throws {
        let time = FakeTime()
        let fake = FakeManager()
        let manager = fake.manager(time)
        for _ in 1...2 { #expect(try await manager.apiInformation().version == "4.14.1") }
        #expect(fake.versionRequests == 1)
        time.advance(5)
        _ = try await manager.apiInformation()
        #expect(fake.versionRequests == 2 && fake.logins == 1)
    }

    @Test("what changes little is asked for once by many calls, for as long as it is shared")
    func sharedAnswers() async throws {
        let rule = #"{"data":{"affected_items":[{"id":1,"level":3}],"total_affected_items":1},"error":0}"#
        let policy = #"{"data":{"affected_items":[{"policy_id":"cis"}],"total_affected_items":1},"error":0}"#
        let summary =
            #"{"data":{"connection":{"active":1,"disconnected":0,"never_connected":0,"pending":0,"total":1}},"error":0}"#
        for (path, body, seconds) in [
            ("/rules", rule, 60.0), ("/sca/007", policy, 30), ("/agents/summary/status", summary, 5),
        ] {
            let time = FakeTime()
            let fake = FakeManager(path, body)
            let manager = fake.manager(time)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...10 { group.addTask { try await ask(manager, path) } }
                try await group.waitForAll()
            }
            time.advance(seconds - 1)
            try await ask(manager, path)
            #expect(fake.requests.count == 1, "\(path)")
            time.advance(1)
            try await ask(manager, path)
            #expect(fake.requests.count == 2, "\(path)")
        }
    }

    private func ask(_ manager: WazuhManager, _ path: String) async throws {
        switch path {
        case "/rules": _ = try await manager.rulesForCounting()
        case "/sca/007": _ = try await manager.scaPolicies(of: #require(AgentID("7")))
        default: _ = try await manager.agentSummary()
        }
    }
}
