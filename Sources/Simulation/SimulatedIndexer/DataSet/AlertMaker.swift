internal import JSON
internal import SimulatedCompany

/// Makes alerts of every kind; what they say follows from the generator.
struct AlertMaker {
    var random: SeededGenerator

    /// The head of a syslog line: `Nov 21 02:06:35 web-01 sshd[2001]:`.
    mutating func syslog(_ time: Int, _ agent: SimulatedAgent, _ program: String, hasProcess: Bool = true) -> String {
        let process = hasProcess ? "[\(random.number(800...64_000))]" : ""
        return "\(Self.syslogTime(time)) \(agent.name) \(program)\(process):"
    }

    static func syslogTime(_ time: Int) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let civil = CivilTime(milliseconds: time)
        let day = civil.day < 10 ? " \(civil.day)" : "\(civil.day)"
        return
            "\(months[civil.month - 1]) \(day) \(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
    }

    /// The member `predecoder` of an alert on a syslog line.
    static func predecoder(_ time: Int, _ agent: SimulatedAgent, _ program: String) -> JSON {
        [
            "program_name": .string(program), "timestamp": .string(syslogTime(time)), "hostname": .string(agent.name),
        ]
    }

    /// A failed or successful login by ssh.
    mutating func ssh(
        _ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int, user: String, from ip: String,
        host: ExternalHost? = nil
    ) -> AlertSketch {
        let port = random.number(32_768...60_999)
        let head = syslog(time, agent, "sshd")
        let isKnown = rule.id != "5710" && rule.id != "5712"
        let text =
            rule.groups.contains("authentication_success")
            ? "Accepted password for \(user) from \(ip) port \(port) ssh2"
            : "Failed password for \(isKnown ? "" : "invalid user ")\(user) from \(ip) port \(port) ssh2"
        var data: JSONObject = ["srcip": .string(ip), "srcport": .string(String(port))]
        data[isKnown ? "dstuser" : "srcuser"] = .string(user)
        var alert = AlertSketch(
            rule: rule, agent: agent, time: time, location: "/var/log/auth.log", log: "\(head) \(text)", data: data,
            members: ["predecoder": Self.predecoder(time, agent, "sshd")])
        if let host { alert.members["GeoLocation"] = host.geoLocation }
        if rule.id == "5763" || rule.id == "5712" {
            alert.members["previous_output"] = .string("\(head) \(text)\n\(head) \(text)")
        }
        return alert
    }

    /// A session of PAM, or a failure to open one.
    mutating func pam(_ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int, user: String) -> AlertSketch {
        let service = random.pick(["sshd:session", "sudo:session", "cron:session", "su:session"])
        let program = String(service.prefix { $0 != ":" })
        let what =
            switch rule.id {
            case "5501":
                "pam_unix(\(service)): session opened for user \(user)(uid=\(random.number(1_000...1_060))) by (uid=0)"
            case "5502": "pam_unix(\(service)): session closed for user \(user)"
            default:
                "pam_unix(\(program):auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost= user=\(user)"
            }
        return AlertSketch(
            rule: rule, agent: agent, time: time, location: "/var/log/auth.log",
            log: "\(syslog(time, agent, program)) \(what)",
            data: ["dstuser": .string(user)], members: ["predecoder": Self.predecoder(time, agent, program)])
    }

    mutating func sudo(
        _ agent: SimulatedAgent, _ time: Int, user: String, command: String, isFirst: Bool = false
    ) -> AlertSketch {
        let terminal = "pts/\(random.number(0...4))"
        let head = syslog(time, agent, "sudo", hasProcess: false)
        return AlertSketch(
            rule: isFirst ? .firstSudo : .sudoToRoot, agent: agent, time: time, location: "/var/log/auth.log",
            log: "\(head)    \(user) : TTY=\(terminal) ; PWD=/home/\(user) ; USER=root ; COMMAND=\(command)",
            data: [
                "srcuser": .string(user), "dstuser": "root", "tty": .string(terminal), "pwd": .string("/home/\(user)"),
                "command": .string(command),
            ], members: ["predecoder": Self.predecoder(time, agent, "sudo")])
    }

    mutating func newUser(_ agent: SimulatedAgent, _ time: Int, user: String) -> AlertSketch {
        let number = random.number(1_001...1_090)
        let head = syslog(time, agent, "useradd")
        return AlertSketch(
            rule: .newUser, agent: agent, time: time, location: "/var/log/auth.log",
            log: "\(head) new user: name=\(user), UID=\(number), GID=\(number), home=/home/\(user), shell=/bin/bash",
            data: [
                "dstuser": .string(user), "uid": .string("\(number)"), "gid": .string("\(number)"),
                "home": .string("/home/\(user)"), "shell": "/bin/bash",
            ], members: ["predecoder": Self.predecoder(time, agent, "useradd")])
    }
}
