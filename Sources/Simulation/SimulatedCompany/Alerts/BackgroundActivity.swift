import FoundationEssentials
import JSON

/// What happens in the company on any day: people work by day, scanners never sleep.
struct BackgroundActivity {
    private static let days = 30

    private let catalogue: VulnerabilityCatalogue
    /// The reference time in milliseconds since 1970.
    private let reference: Int
    private var maker: AlertMaker
    // None of these is empty: where a company is too small, others stand in.
    private let all: [SimulatedAgent]
    private let linux: [SimulatedAgent]
    private let exposed: [SimulatedAgent]
    private let windows: [SimulatedAgent]

    init(company: SimulatedCompany, catalogue: VulnerabilityCatalogue, reference: Int) {
        self.catalogue = catalogue
        self.reference = reference
        maker = AlertMaker(random: SeededGenerator(seed: company.seed, part: "background"))
        let hosts = company.agents.filter { $0.os != nil && $0.hasSynchronised && !$0.isManager }
        let all = hosts.isEmpty ? [company.agents[0]] : hosts
        let some = { (agents: [SimulatedAgent]) in agents.isEmpty ? all : agents }
        self.all = all
        linux = some(all.filter { $0.os?.family == .linux })
        exposed = some(linux.filter { $0.groups.contains("web") || $0.groups.contains("dmz") })
        windows = some(all.filter { $0.os?.family == .windows })
    }

    /// At least so many alerts, in any order: a group of failures may add a few.
    mutating func alerts(count: Int) -> [Alert] {
        var alerts: [Alert] = []
        alerts.reserveCapacity(max(0, count) + 64)
        while alerts.count < count {
            let incident = incident().compactMap(\.self)
            guard !incident.isEmpty else { break }
            alerts += incident
        }
        return alerts
    }

    private mutating func incident() -> [Alert?] {
        switch maker.random.number(1...1_000) {
        case ...190: session()
        case ...300: [linuxLogin()]
        case ...480: scan()
        case ...640: windowsActivity()
        case ...720: [fileActivity()]
        case ...800: [webActivity()]
        case ...880: [compliance()]
        case ...920: [vulnerability()]
        default: [housekeeping()]
        }
    }

    private mutating func session() -> [Alert?] {
        let (agent, time) = occasion(linux, byDay: true)
        let values = ["user": pick(.people)]
        if maker.random.chance(8) { return [maker.alert(.pamFailure, agent, time, values)] }
        let closed = min(time + maker.random.number(2...900) * 1_000, reference)
        return [
            maker.alert(.sessionOpened, agent, time, values), maker.alert(.sessionClosed, agent, closed, values),
        ]
    }

    private mutating func linuxLogin() -> Alert? {
        let (agent, time) = occasion(linux, byDay: true)
        var values = ["user": pick(.people)]
        if maker.random.chance(45) {
            values["command"] = pick(.commands)
            return maker.alert(.sudoToRoot, agent, time, values)
        }
        let kind: AlertKind = maker.random.chance(85) ? .sshSuccess : .sshFailure
        values["ip"] = .string("10.20.60.\(maker.random.number(20...80))")
        return maker.alert(kind, agent, time, values)
    }

    private mutating func scan() -> [Alert?] {
        let (agent, time) = occasion(exposed, byDay: false)
        var values = maker.random.pick(ExternalHost.scanners).values
        let user = pick(.guessedAccounts)
        values["user"] = user
        var alerts = [maker.alert(user == "root" ? .sshFailure : .sshUnknownUser, agent, time, values)]
        if maker.random.chance(4) { alerts.append(maker.alert(.sshUnknownUserBruteForce, agent, time + 40, values)) }
        return alerts
    }

    private mutating func windowsActivity() -> [Alert?] {
        let (agent, time) = occasion(windows, byDay: true)
        let user = pick(.people)
        let ip = JSON.string("10.20.6\(maker.random.number(0...2)).\(maker.random.number(20...60))")
        let values = ["user": user, "ip": ip]
        switch maker.random.number(1...100) {
        case ...50: return [maker.alert(.windowsLogon, agent, time, values)]
        case ...75: return [maker.alert(.windowsLogoff, agent, time, values)]
        case ...97: return [maker.alert(.windowsLogonFailure, agent, time, values)]
        default:
            let failures = (0..<8).map { maker.alert(.windowsLogonFailure, agent, time + $0 * 700, values) }
            return failures + [maker.alert(.windowsLogonFailures, agent, time + 5_700, values)]
        }
    }

    private mutating func fileActivity() -> Alert? {
        let (agent, time) = occasion(all, byDay: true)
        let isWindows = agent.os?.family == .windows
        var values = ["path": pick(isWindows ? .windowsFiles : .linuxFiles)]
        if isWindows { values.merge(["user": "SYSTEM", "uid": "1001"]) { own, _ in own } }
        let kind = maker.random.pick([AlertKind.fileChanged, .fileChanged, .fileChanged, .fileAdded, .fileDeleted])
        let isScanned = kind == .fileAdded && maker.random.chance(30)
        return maker.alert(isScanned ? .fileHarmless : kind, agent, time, values)
    }

    private mutating func webActivity() -> Alert? {
        let (agent, time) = occasion(exposed, byDay: false)
        var values = maker.random.pick(ExternalHost.scanners).values
        let (kind, url, status): (AlertKind, JSON, JSON) =
            switch maker.random.number(1...100) {
            case ...70: (.webError, pick(.probedPaths), "404")
            case ...82: (.sqlInjection, "/products?id=1%20UNION%20SELECT%20null,version()--", "403")
            case ...90: (.webAttack, "/cgi-bin/../../../../etc/passwd", "400")
            case ...97: (.crossSiteScripting, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "403")
            default: (.manyWebErrors, "/wp-login.php", "404")
            }
        (values["url"], values["status"]) = (url, status)
        return maker.alert(kind, agent, time, values)
    }

    private mutating func compliance() -> Alert? {
        let (agent, time) = occasion(all, byDay: false)
        let kind: AlertKind =
            switch maker.random.number(1...100) {
            case ...45: .checkFailed
            case ...75: .checkPassed
            case ...90: .checkNotApplicable
            case ...96: .checkNowFails
            default: .scoreLow
            }
        return maker.alert(kind, agent, time, kind == .scoreLow ? [:] : maker.random.pick(Self.checks))
    }

    static let checkFile = DataFile("alert_checks.tsv", PackageResources.alert_checks_tsv) { row throws(DataError) in
        [
            "check": JSON.string(try row.text("id")), "title": .string(try row.text("title")),
            "control": .string(try row.text("control")),
        ]
    }
    private static let checks = checkFile.values

    private mutating func vulnerability() -> Alert? {
        let agent = maker.random.pick(all)
        let known = catalogue.vulnerabilities(for: agent).filter { $0.severity != .pending }
        let time = moment(agent, byDay: false)
        let found = maker.random.pick(known)
        let kind: AlertKind =
            switch found.severity {
            case .critical: .vulnerabilityCritical
            case .high: .vulnerabilityHigh
            case .medium: .vulnerabilityMedium
            default: .vulnerabilityLow
            }
        return maker.alert(
            kind, agent, time,
            [
                "cve": .string(found.cve), "package": .string(found.package),
                "severity": .string(found.severity.rawValue),
                "published": .string(found.published), "version": .string(found.version),
                "condition": .string(found.condition), "score": .string("\(found.score)"),
            ])
    }

    private mutating func housekeeping() -> Alert? {
        let (agent, time) = occasion(all, byDay: true)
        switch maker.random.number(1...100) {
        case ...40: return maker.alert(.portsChanged, agent, time)
        case ...60: return maker.alert(.agentStarted, agent, time)
        case ...75: return maker.alert(.agentStopped, agent, time)
        case ...92:
            let name = JSON.string(maker.random.pick(["curl", "tzdata", "openssl"]))
            return maker.alert(.packageInstalled, agent, time, ["name": name, "version": "3.0.2-0ubuntu1.19"])
        default:
            return maker.alert(
                .anomaly, agent, time,
                ["title": "File '/dev/shm/.lock' present on /dev. Possible hidden file.", "file": "/dev/shm/.lock"])
        }
    }

    private mutating func pick(_ list: NameList) -> JSON { .string(maker.random.pick(list.values)) }

    /// One of some agents and a time.
    private mutating func occasion(_ agents: [SimulatedAgent], byDay: Bool) -> (SimulatedAgent, time: Int) {
        let agent = maker.random.pick(agents)
        return (agent, moment(agent, byDay: byDay))
    }

    /// A time in the last 30 days: with the hours of work, and only while the agent was connected.
    private mutating func moment(_ agent: SimulatedAgent, byDay: Bool) -> Int {
        let span = Self.days * CivilTime.millisecondsPerDay
        let end = min(reference, agent.disconnectedAt.map { Int($0.timeIntervalSince1970) * 1_000 } ?? reference)
        var time = end
        repeat {
            time = reference - 1 - maker.random.number(0...span - 1)
        } while time >= end || (byDay && !maker.random.chance(Self.presence(at: time)))
        return time
    }

    /// How many of a hundred people are at work.
    private static func presence(at time: Int) -> Int {
        let civil = CivilTime(milliseconds: time)
        let weekday = (time / CivilTime.millisecondsPerDay + 3) % 7
        let hourly = [8, 6, 5, 5, 6, 10, 22, 50, 85, 100, 98, 92, 70, 88, 96, 92, 84, 60, 38, 25, 20, 16, 12, 10]
        return max(3, weekday < 5 ? hourly[civil.hour] : hourly[civil.hour] / 4)
    }
}
