internal import JSON
internal import SimulatedCompany

extension AlertMaker {
    /// A request in a web server's log.
    mutating func web(
        _ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int, from host: ExternalHost, url: String, status: Int,
        browser: String = "Mozilla/5.0 (X11; Linux x86_64)"
    ) -> AlertSketch {
        let civil = CivilTime(milliseconds: time)
        let month = AlertMaker.syslogTime(time).prefix(3)
        let clock = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
        let stamp = "\(padded(civil.day, 2))/\(month)/\(civil.year):\(clock) +0000"
        let size = random.number(120...9_000)
        return AlertSketch(
            rule: rule, agent: agent, time: time, location: "/var/log/nginx/access.log",
            log: "\(host.ip) - - [\(stamp)] \"GET \(url) HTTP/1.1\" \(status) \(size) \"-\" \"\(browser)\"",
            data: [
                "protocol": "GET", "srcip": .string(host.ip), "id": .string(String(status)), "url": .string(url),
            ], members: ["GeoLocation": host.geoLocation])
    }

    /// A security event of Windows.
    mutating func windows(
        _ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int, user: String, from ip: String
    ) -> AlertSketch {
        let (event, severity, message) =
            switch rule.id {
            case "60106": ("4624", "AUDIT_SUCCESS", "An account was successfully logged on.")
            case "60137": ("4634", "AUDIT_SUCCESS", "An account was logged off.")
            case "60109": ("4720", "AUDIT_SUCCESS", "A user account was created.")
            default: ("4625", "AUDIT_FAILURE", "An account failed to log on.")
            }
        var eventData: JSONObject = [
            "targetUserName": .string(user), "targetDomainName": "ACME",
            "logonType": .string(random.pick(["2", "3", "10"])),
            "ipAddress": .string(ip), "ipPort": .string(String(random.number(49_152...65_535))),
            "workstationName": .string(agent.name.uppercased()),
        ]
        if event == "4625" {
            eventData["status"] = "0xc000006d"
            eventData["subStatus"] = .string(random.pick(["0xc0000064", "0xc000006a"]))
            eventData["failureReason"] = "%%2313"
        }
        return AlertSketch(
            rule: rule, agent: agent, time: time, location: "EventChannel",
            data: [
                "win": [
                    "system": [
                        "providerName": "Microsoft-Windows-Security-Auditing", "eventID": .string(event),
                        "version": "2", "level": "0", "channel": "Security",
                        "computer": .string("\(agent.name).acme.example"), "severityValue": .string(severity),
                        "eventRecordID": .string(String(random.number(100_000...9_000_000))),
                        "systemTime": .string(CivilTime(milliseconds: time).text), "message": .string("\"\(message)\""),
                    ], "eventdata": .object(eventData),
                ]
            ])
    }

    /// A line of the Wazuh agent or manager itself.
    func service(_ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int) -> AlertSketch {
        let text =
            switch rule.id {
            case "503": "ossec: Agent started: '\(agent.name)->any'."
            case "506": "ossec: Agent stopped: '\(agent.name)->any'."
            default:
                "ossec: output: 'netstat listening ports':\ntcp 0.0.0.0:22 0.0.0.0:* 812/sshd\ntcp 127.0.0.1:5432 0.0.0.0:* 1021/postgres"
            }
        return AlertSketch(
            rule: rule, agent: agent, time: time,
            location: rule.id == "533" ? "netstat listening ports" : "wazuh-agent", log: text,
            data: rule.id == "533" ? [:] : ["extra_data": .string("\(agent.name)->any")])
    }

    mutating func package(_ agent: SimulatedAgent, _ time: Int, name: String, version: String) -> AlertSketch {
        let civil = CivilTime(milliseconds: time).text
        return AlertSketch(
            rule: .packageInstalled, agent: agent, time: time, location: "/var/log/dpkg.log",
            log: "\(civil.prefix(10)) \(civil.dropFirst(11).prefix(8)) status installed \(name):amd64 \(version)",
            data: [
                "package": .string(name), "arch": "amd64", "version": .string(version),
                "dpkg_status": "status installed",
            ])
    }
}
