import HTTP
import JSON
import SimulatedCompany
import SimulatedManager
import Testing

@Suite struct ManagerErrorTests {
    private let client = ManagerClient()

    @Test(
        "paths and methods that do not exist",
        arguments: [
            ("GET", "/nothing", 404), ("GET", "/vulnerability/001", 404), ("GET", "/rules/5710", 404),
            ("GET", "/agents/001", 404),
            ("PATCH", "/agents", 405), ("POST", "/agents/summary/status", 405), ("GET", "/active-response", 405),
            ("GET", "/agents/1/stats/agent", 400), ("GET", "/agents/abc/stats/agent", 400),
            ("GET", "/groups/missing/configuration", 404), ("GET", "/agents//stats/agent", 404),
        ])
    func routes(_ method: String, _ path: String, _ status: Int) {
        let response = client.send(HTTPMethod(rawValue: method), path)
        #expect(response.status.rawValue == status, "\(response.text)")
    }

    @Test("an escaped slash is a slash, a slash at the end is sent elsewhere")
    func slashes() throws {
        #expect(try client.items("/agents/002%2Fstats/agent")[0]["status"] == "connected")
        let redirect = client.send(.get, "/agents/?limit=1")
        #expect(redirect.status == 307 && redirect.fields["location"] == "/agents?limit=1")
    }

    @Test(
        "targets that fail inside an answer of 200",
        arguments: [
            ("/syscollector/999/packages", 1701, "999"), ("/agents?agents_list=999", 1701, "999"),
            ("/agents/007/stats/agent", 1707, "007"),
            ("/agents/000/stats/agent", 1310, "000"), ("/cluster/missing/info", 1730, "missing"),
            ("/lists/files/missing", 1802, "missing"), ("/cluster/healthcheck?nodes_list=missing", 1730, "missing"),
        ])
    func failedItems(_ target: String, _ number: Int, _ id: String) throws {
        let answer = try client.get(target)
        #expect(answer["error"]?.int == 1)
        #expect(answer["data"]?["failed_items"]?[0]?["error"]?["code"]?.int == number)
        #expect(answer["data"]?["failed_items"]?[0]?["id"] == [.string(id)])
        #expect(answer["data"]?["total_affected_items"]?.int == 0)
        #expect(answer["data"]?["total_failed_items"]?.int == 1)
    }

    @Test(
        "errors of the request have Wazuh's numbers",
        arguments: [
            ("/syscollector/017/packages", 2007), ("/sca/029", 2007), ("/agents/007/config/agent/client", 1740),
            ("/agents/001/config/auth/auth", 1117), ("/agents/001/config/agent/rules", 1116),
            ("/manager/stats?date=2020-01-01", 1308),
            ("/manager/logs?limit=501", nil), ("/manager/stats?date=2026-13-01", nil), ("/rules?level=123", nil),
        ] as [(String, Int?)])
    func numbers(_ target: String, _ number: Int?) throws {
        let response = client.send(.get, target)
        #expect(response.status == 400)
        #expect(try JSON(parsing: response.body)["error"]?.int == number, "\(response.text)")
    }

    @Test(
        "what a reader of agents may not see",
        arguments: [
            ("/manager/status", 403), ("/cluster/nodes", 403), ("/lists/files/malicious-ip", 403),
            ("/syscollector/001/os", 403),
            ("/sca/001", 403),
            ("/rules", 403), ("/rules/groups", 403), ("/agents", 200), ("/groups/web/configuration", 200),
            ("/security/users/me/policies", 200),
        ])
    func permissions(_ path: String, _ status: Int) throws {
        let response = client.send(.get, path, as: "agents")
        #expect(response.status.rawValue == status, "\(response.text)")
        if status == 403 { #expect(try JSON(parsing: response.body)["error"]?.int == 4000) }
    }

    @Test("a list shows what the caller may see; rules without the right were an empty list before 4.14.5")
    func filteredLists() throws {
        let older = ManagerClient(version: "4.14.1")
        #expect(try older.items("/rules", as: "agents").isEmpty)
        #expect(try client.items("/agents", as: "web").allSatisfy { $0["group"]?.array?.contains("web") == true })
    }

    @Test("operations that came later are unknown to older versions")
    func versions() {
        #expect(ManagerClient(version: "4.13.1").send(.get, "/syscollector/001/users").status == 404)
        #expect(client.send(.get, "/syscollector/001/users").status == 200)
    }

    @Test(
        "an active response is checked and says where it was sent",
        arguments: [
            (#"{"command": "!firewall-drop"}"#, "001", 200, 0),
            (#"{"command": "firewall-drop600"}"#, "001,002", 200, 0),
            (#"{"command": "firewall-drop"}"#, "001", 200, 1), (#"{"command": "!x"}"#, "001,999", 200, 2),
            (#"{"command": "!x"}"#, "000", 200, 0), (#"{"command": "!x"}"#, "007", 200, 1),
            (#"{"custom": true, "command": "x"}"#, "001", 400, nil),
            (#"{}"#, "001", 400, nil), ("nonsense", "001", 400, 1018), (#"{"command": "../x"}"#, "001", 400, nil),
            (#"{"command": "!x", "arguments": [1]}"#, "001", 400, nil),
        ] as [(String, String, Int, Int?)])
    func activeResponse(_ body: String, _ agents: String, _ status: Int, _ error: Int?) throws {
        let response = client.send(.put, "/active-response?agents_list=\(agents)", body: body)
        #expect(response.status.rawValue == status, "\(response.text)")
        #expect(try JSON(parsing: response.body)["error"]?.int == error, "\(response.text)")
    }

    @Test("a command needs JSON and a right")
    func activeResponseRights() {
        #expect(client.send(.put, "/active-response?agents_list=001", body: "{}", type: "text/plain").status == 415)
        #expect(
            client.send(.put, "/active-response?agents_list=001", as: "reader", body: #"{"command": "!x"}"#).status
                == 403)
        #expect(client.send(.put, "/agents/001/restart", as: "reader").status == 403)
    }

    @Test("texts are compared by their bytes, and longer targets than a server reads are refused")
    func bytes() {
        // U+00E9 and e with U+0301 look alike and are no digits, names or paths of ours.
        for target in ["/agents/00\u{0661}/stats/agent", "/groups/we\u{0301}b/configuration", "/age\u{0301}nts"] {
            let escaped = target.utf8.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "%" + String($0, radix: 16) }
                .joined()
            #expect([400, 404].contains(client.send(.get, escaped).status.rawValue), "\(target)")
        }
        #expect(client.send(.get, "/agents?search=" + String(repeating: "a", count: 32_000)).status == 200)
        #expect(client.send(.get, "/agents?search=" + String(repeating: "a", count: 33_000)).status == 414)
    }

    @Test("every data file is read whole", arguments: ManagerDataFiles.all.map(\.name))
    func dataFiles(name: String) throws {
        let file = try #require(ManagerDataFiles.all.first { $0.name == name })
        #expect(try file.count() > 0)
    }
}

@Suite struct SimulatedFaultsTests {
    @Test(
        "a fault hits the first request, the next one is served",
        arguments: [
            (SimulatedFaults.Fault.tooManyRequests, 429, 6001), (.timeout, 500, 3021), (.daemonsNotReady, 500, 1017),
            (.unavailable, 503, nil),
            (.html, 502, nil),
        ] as [(SimulatedFaults.Fault, Int, Int?)])
    func first(_ fault: SimulatedFaults.Fault, _ status: Int, _ number: Int?) {
        let client = ManagerClient(faults: SimulatedFaults(firstRequests: [fault]))
        let response = client.send(.get, "/agents")
        #expect(response.status.rawValue == status)
        #expect((try? JSON(parsing: response.body))?["error"]?.int == number)
        #expect(client.send(.get, "/agents").status == 200)
    }

    @Test("a truncated answer is half a body with status 200")
    func truncated() {
        let client = ManagerClient(faults: SimulatedFaults(everyRequest: .truncated))
        let response = client.send(.get, "/agents")
        #expect(response.status == 200)
        #expect((try? JSON(parsing: response.body)) == nil && !response.body.isEmpty)
    }

    @Test("daemons that are not ready refuse the login too, and one token is refused once")
    func others() {
        #expect(ManagerClient(faults: SimulatedFaults(everyRequest: .daemonsNotReady)).login().status == 500)
        let client = ManagerClient(faults: SimulatedFaults(refusesTokenOnce: true))
        #expect([client.send(.get, "/agents").status, client.send(.get, "/agents").status] == [401, 200])
    }
}
