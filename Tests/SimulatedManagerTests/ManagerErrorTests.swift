import HTTP
import JSON
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
            ("GET", "/agents/1/key", 400), ("GET", "/agents/abc/key", 400), ("GET", "/groups/missing/agents", 404),
        ])
    func routes(_ method: String, _ path: String, _ status: Int) {
        let response = client.send(HTTPMethod(rawValue: method), path)
        #expect(response.status.rawValue == status, "\(response.text)")
    }

    @Test("an escaped slash is a slash, a slash at the end is sent elsewhere")
    func slashes() throws {
        #expect(try client.items("/agents/002%2Fkey")[0]["id"] == "002")
        let redirect = client.send(.get, "/agents/?limit=1")
        #expect(redirect.status == 307 && redirect.fields["location"] == "/agents?limit=1")
    }

    @Test(
        "targets that fail inside an answer of 200",
        arguments: [
            ("/syscollector/999/packages", 1701, "999"), ("/agents?agents_list=999", 1701, "999"),
            ("/agents/007/stats/agent", 1707, "007"),
            ("/agents/000/daemons/stats", 1703, "000"), ("/cluster/missing/info", 1730, "missing"),
            ("/lists/files/missing", 1802, "missing"), ("/agents/upgrade_result?agents_list=002", 1813, "002"),
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
            ("/manager/configuration?section=open-scap", 1106), ("/manager/logs?limit=501", nil),
            ("/rules/requirement/pci-dss", nil),
        ] as [(String, Int?)])
    func numbers(_ target: String, _ number: Int?) throws {
        let response = client.send(.get, target)
        #expect(response.status == 400)
        #expect(try JSON(parsing: response.body)["error"]?.int == number, "\(response.text)")
    }

    @Test(
        "what a reader of agents may not see",
        arguments: [
            ("/manager/status", 403), ("/cluster/nodes", 403), ("/mitre/tactics", 403), ("/syscollector/001/os", 403),
            ("/sca/001", 403),
            ("/rules", 403), ("/rules/groups", 403), ("/agents", 200), ("/groups", 200),
            ("/security/users/me/policies", 200),
        ])
    func permissions(_ path: String, _ status: Int) throws {
        let response = client.send(.get, path, as: "agents")
        #expect(response.status.rawValue == status, "\(response.text)")
        if status == 403 { #expect(try JSON(parsing: response.body)["error"]?.int == 4000) }
    }

    @Test("lists without a right to read them are empty; rules were so before 4.14.5")
    func filteredLists() throws {
        #expect(try client.items("/lists", as: "agents").isEmpty)
        #expect(try client.get("/lists", as: "agents")["error"]?.int == 0)
        let older = ManagerClient(version: "4.14.1")
        #expect(try older.items("/rules", as: "agents").isEmpty)
        #expect(try client.items("/agents", as: "web").allSatisfy { $0["group"]?.array?.contains("web") == true })
        #expect(try client.items("/groups", as: "web").isEmpty)
    }

    @Test("operations that came later are unknown to older versions")
    func versions() {
        #expect(ManagerClient(version: "4.12.0").send(.get, "/agents/summary").status == 404)
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

    @Test("secrets of the configuration are masked for those who may not change it")
    func maskedSecrets() {
        #expect(client.send(.get, "/manager/configuration").text.contains("simulated0cluster0key"))
        #expect(!client.send(.get, "/manager/configuration", as: "reader").text.contains("simulated0cluster0key"))
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
