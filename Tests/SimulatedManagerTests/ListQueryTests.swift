import HTTP
import JSON
import SimulatedCompany
import SimulatedManager
import Testing

@Suite struct ListQueryTests {
    private let client = ManagerClient()

    /// A query with the agents it selects.
    struct Row: Sendable, CustomTestStringConvertible {
        let query: String
        let isExpected: @Sendable (SimulatedAgent) -> Bool

        init(_ query: String, _ isExpected: @escaping @Sendable (SimulatedAgent) -> Bool) {
            self.query = query
            self.isExpected = isExpected
        }

        var testDescription: String { query }
    }

    static let rows: [Row] = [
        Row("", { _ in true }),
        Row("status=active", { $0.status == .active }),
        Row("status=disconnected,pending", { $0.status == .disconnected || $0.status == .pending }),
        Row("q=id!=000", { !$0.isManager }),
        Row("q=id=003", { $0.id == "003" }),
        Row("q=id>035", { Int($0.id) ?? 0 > 35 }),
        Row("q=name~web", { $0.name.contains("web") }),
        Row("q=os.platform=UBUNTU", { $0.os?.platform == "ubuntu" }),
        Row("q=os.platform=ubuntu;status=active", { $0.os?.platform == "ubuntu" && $0.status == .active }),
        Row("q=os.platform=ubuntu,os.platform=debian", { ["ubuntu", "debian"].contains($0.os?.platform) }),
        Row(
            "q=(os.platform=ubuntu,os.platform=debian);status!=active",
            { ["ubuntu", "debian"].contains($0.os?.platform) && $0.status != .active }
        ),
        Row(
            "q=status!=active;(os.platform=ubuntu,os.platform=debian)",
            { ["ubuntu", "debian"].contains($0.os?.platform) && $0.status != .active }
        ),
        Row("q=os.platform!=ubuntu", { $0.os != nil && $0.os?.platform != "ubuntu" }),
        Row("q=os.name=null", { $0.os == nil }), Row("q=os.name!=null", { $0.os != nil }),
        Row("q=os.name=Debian GNU/Linux", { $0.os?.name == "Debian GNU/Linux" }),
        Row("q=lastKeepAlive<1h", { $0.status == .active && !$0.isManager || $0.status == .pending }),
        Row("q=lastKeepAlive>1h", { $0.status == .disconnected }),
        Row(
            "q=lastKeepAlive>2026-11-18",
            { $0.keepAliveAge.map { $0 < 86_400 } ?? true && $0.status != .neverConnected }
        ),
        Row("q=group=web", { $0.groups.contains("web") }),
        Row("group=database", { $0.groups.contains("database") }),
        Row("older_than=1d", { $0.status == .disconnected || $0.status == .neverConnected }),
        Row("os.platform=windows", { $0.os?.platform == "windows" }),
        Row("version=4.14.7", { $0.version == "Wazuh v4.14.7" }),
        Row("version=v4.14.7", { $0.version == "Wazuh v4.14.7" }),
        Row("version=Wazuh%20v4.14.7", { $0.version == "Wazuh v4.14.7" }),
        Row("node_name=worker-01", { $0.nodeName == "worker-01" }), Row("name=WEB-01", { $0.name == "web-01" }),
        Row("group_config_status=not%20synced", { !$0.isConfigurationSynced }),
        Row("agents_list=001,002", { ["001", "002"].contains($0.id) }),
        Row("agents_list=001&agents_list=002", { ["001", "002"].contains($0.id) }),
        Row("search=alpine", { $0.os?.platform == "alpine" }), Row("search=-alpine", { $0.os?.platform != "alpine" }),
    ]

    @Test("a query selects the agents it describes", arguments: rows)
    func agents(_ row: Row) throws {
        let escaped = row.query.split(separator: " ").joined(separator: "%20")
        let company = SimulatedCompany(now: ManagerClient.start)
        let ids = try client.items("/agents?\(escaped)").compactMap { $0["id"]?.string }
        #expect(ids == company.agents.filter(row.isExpected).map(\.id))
        #expect(!ids.isEmpty)
    }

    @Test(
        "what a list refuses",
        arguments: [
            ("limit=0", nil), ("limit=100001", nil), ("limit=x", nil), ("offset=-1", nil), ("pretty=yes", nil),
            ("search=", nil),
            ("search=a%3Bb", nil), ("status=unknown", nil), ("older_than=soon", nil), ("agents_list=all", nil),
            ("nonsense=1", nil),
            ("sort=-lastKeepAlive,%2Bname", nil), ("select=os", 1724), ("select=id,nope", 1724), ("sort=nope", 1403),
            ("sort=+name", 1403),
            ("q=id", 1407), ("q=(id=001", 1407), ("q=nope=1", 1408), ("q=NAME~web", 1408), ("q=id==001", 1409),
            ("q=id<>001", 1409),
            ("q=;", 1407), ("q=id=", 1407), ("q=", 1407),
        ] as [(String, Int?)])
    func refusals(_ query: String, _ number: Int?) throws {
        let response = client.send(.get, "/agents?\(query)")
        #expect(response.status == 400, "\(response.text)")
        #expect(response.fields[.contentType]?.hasPrefix("application/problem+json") == true)
        let body = try JSON(parsing: response.body)
        #expect(body["error"]?.int == number, "\(response.text)")
        #expect(body["title"] == "Bad Request")
    }

    @Test("unknown parameters are named as Wazuh names them")
    func extraParameter() throws {
        #expect(
            try client.get("/syscollector/001/os?limit=2")["detail"] == "Extra query parameter(s) limit not in spec")
        #expect(try client.get("/agents?b=1&a=2")["detail"] == "Extra query parameter(s) a, b not in spec")
    }

    @Test("pages follow one another and know the total")
    func paging() throws {
        let all = try client.items("/agents?limit=100000")
        let pages = try [0, 15, 30].flatMap { try client.items("/agents?limit=15&offset=\($0)") }
        #expect(pages == all)
        let beyond = try client.get("/agents?offset=500")
        #expect(beyond["data"]?["affected_items"]?.array?.isEmpty == true)
        #expect(beyond["data"]?["total_affected_items"]?.int == 41)
        #expect(beyond["error"]?.int == 0)
    }

    @Test("select keeps nested fields and the id; distinct leaves unique combinations")
    func selection() throws {
        let item = try #require(try client.items("/agents?select=name,os.platform,os.name&limit=2").last)
        #expect(item == ["name": "web-01", "os": ["platform": "ubuntu", "name": "Ubuntu"], "id": "001"])
        let platforms = try client.items("/agents?distinct=true&select=os.platform").compactMap {
            $0["os"]?["platform"]?.string
        }
        #expect(Set(platforms).count == platforms.count && platforms.count >= 6)
        let controls = try client.items(
            "/sca/001/checks/cis_ubuntu22-04?select=compliance.key,compliance.value&limit=1")
        #expect(controls[0]["compliance"]?[0]?.object?.names == ["key", "value"])
        #expect(try client.get("/sca/001/checks/cis_ubuntu22-04?select=compliance")["error"]?.int == 1724)
    }

    @Test("sort goes both ways, over several fields, versions by their parts")
    func sorting() throws {
        let names = try client.items("/agents?sort=-name").compactMap { $0["name"]?.string }
        #expect(names == names.sorted(by: >))
        let versions = try client.items("/agents?sort=%2Bversion,id&q=version!=null").compactMap {
            $0["version"]?.string
        }
        #expect(versions.first == "Wazuh v4.8.2" && versions.last == "Wazuh v4.14.7")
    }

    @Test("every rule can be counted, past the default page")
    func rules() throws {
        let page = try client.get("/rules")
        #expect(page["data"]?["affected_items"]?.array?.count == 500)
        let total = try #require(page["data"]?["total_affected_items"]?.int)
        #expect(try client.items("/rules?limit=100000").count == total && total > 4000)
        #expect(try client.items("/rules?level=12-15").allSatisfy { (12...15).contains($0["level"]?.int ?? 0) })
        let filtered = try client.items("/rules?nist-800-53=SI.7&pci_dss=11.5")
        #expect(!filtered.isEmpty && filtered.allSatisfy { $0["nist_800_53"] == ["SI.7"] })
        let partly = try client.get("/rules?rule_ids=5710,999999")
        #expect(partly["error"]?.int == 2 && partly["data"]?["failed_items"]?[0]?["id"] == [999_999])
    }
}
