internal import FoundationEssentials
internal import JSON
internal import SimulatedCompany

/// What happens in the company on any day: people work by day, scanners never sleep.
struct BackgroundActivity {
    let company: SimulatedCompany
    let catalogue: VulnerabilityCatalogue
    /// The reference time in milliseconds since 1970.
    let reference: Int
    private var maker: AlertMaker
    private let linux: [SimulatedAgent]
    private let exposed: [SimulatedAgent]
    private let windows: [SimulatedAgent]
    private let all: [SimulatedAgent]

    static let days = 30

    init(company: SimulatedCompany, catalogue: VulnerabilityCatalogue, reference: Int) {
        self.company = company
        self.catalogue = catalogue
        self.reference = reference
        maker = AlertMaker(random: SeededGenerator(seed: company.seed, part: "background"))
        all = company.agents.filter { $0.os != nil && $0.hasSynchronised && !$0.isManager }
        linux = all.filter { $0.os?.family == .linux }
        exposed = linux.filter { $0.groups.contains("web") || $0.groups.contains("dmz") }
        windows = all.filter { $0.os?.family == .windows }
    }

    /// At least so many alerts, in any order: a group of failures may add a few.
    mutating func alerts(count: Int) -> [AlertSketch] {
        var alerts: [AlertSketch] = []
        alerts.reserveCapacity(count + 64)
        while alerts.count < count { alerts += incident() }
        return alerts
    }

    private mutating func incident() -> [AlertSketch] {
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

    private mutating func session() -> [AlertSketch] {
        let agent = pick(linux)
        let time = moment(agent, byDay: true)
        let user = maker.random.pick(Self.users)
        if maker.random.chance(8) { return [maker.pam(.pamFailure, agent, time, user: user)] }
        let closed = min(time + maker.random.number(2...900) * 1_000, reference)
        return [
            maker.pam(.sessionOpened, agent, time, user: user), maker.pam(.sessionClosed, agent, closed, user: user),
        ]
    }

    private mutating func linuxLogin() -> AlertSketch {
        let agent = pick(linux)
        let time = moment(agent, byDay: true)
        let user = maker.random.pick(Self.users)
        if maker.random.chance(45) {
            return maker.sudo(agent, time, user: user, command: maker.random.pick(Self.commands))
        }
        let rule: AlertRule = maker.random.chance(85) ? .sshSuccess : .sshFailure
        return maker.ssh(rule, agent, time, user: user, from: "10.20.60.\(maker.random.number(20...80))")
    }

    private mutating func scan() -> [AlertSketch] {
        let agent = pick(exposed)
        let time = moment(agent, byDay: false)
        let host = maker.random.pick(ExternalHost.scanners)
        let user = maker.random.pick(Self.guessedUsers)
        var alerts = [
            maker.ssh(
                user == "root" ? .sshFailure : .sshUnknownUser, agent, time, user: user, from: host.ip, host: host)
        ]
        if maker.random.chance(4) {
            alerts.append(maker.ssh(.sshUnknownUserBruteForce, agent, time + 40, user: user, from: host.ip, host: host))
        }
        return alerts
    }

    private mutating func windowsActivity() -> [AlertSketch] {
        let agent = pick(windows)
        let time = moment(agent, byDay: true)
        let user = maker.random.pick(Self.users)
        let ip = "10.20.6\(maker.random.number(0...2)).\(maker.random.number(20...60))"
        switch maker.random.number(1...100) {
        case ...50: return [maker.windows(.windowsLogon, agent, time, user: user, from: ip)]
        case ...75: return [maker.windows(.windowsLogoff, agent, time, user: user, from: ip)]
        case ...97: return [maker.windows(.windowsLogonFailure, agent, time, user: user, from: ip)]
        default:
            let failures = (0..<8).map {
                maker.windows(.windowsLogonFailure, agent, time + $0 * 700, user: user, from: ip)
            }
            return failures + [maker.windows(.windowsLogonFailures, agent, time + 5_700, user: user, from: ip)]
        }
    }

    private mutating func fileActivity() -> AlertSketch {
        let agent = pick(all)
        let time = moment(agent, byDay: true)
        let isWindows = agent.os?.family == .windows
        let path = maker.random.pick(isWindows ? Self.windowsFiles : Self.linuxFiles)
        let rule = maker.random.pick([AlertRule.fileChanged, .fileChanged, .fileChanged, .fileAdded, .fileDeleted])
        if rule.id == "554", maker.random.chance(30) {
            return maker.virusTotal(agent, time, path: path, hashes: maker.hashes(), positives: 0)
        }
        return maker.file(rule, agent, time, path: path, user: isWindows ? "SYSTEM" : "root")
    }

    private mutating func webActivity() -> AlertSketch {
        let agent = pick(exposed)
        let time = moment(agent, byDay: false)
        let host = maker.random.pick(ExternalHost.scanners)
        switch maker.random.number(1...100) {
        case ...70:
            return maker.web(.webError, agent, time, from: host, url: maker.random.pick(Self.probedPaths), status: 404)
        case ...82:
            return maker.web(
                .sqlInjection, agent, time, from: host, url: "/products?id=1%20UNION%20SELECT%20null,version()--",
                status: 403)
        case ...90:
            return maker.web(.webAttack, agent, time, from: host, url: "/cgi-bin/../../../../etc/passwd", status: 400)
        case ...97:
            return maker.web(
                .crossSiteScripting, agent, time, from: host, url: "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
                status: 403)
        default: return maker.web(.manyWebErrors, agent, time, from: host, url: "/wp-login.php", status: 404)
        }
    }

    private mutating func compliance() -> AlertSketch {
        let agent = pick(all)
        let time = moment(agent, byDay: false)
        switch maker.random.number(1...100) {
        case ...45: return maker.check(.checkFailed, agent, time)
        case ...75: return maker.check(.checkPassed, agent, time)
        case ...90: return maker.check(.checkNotApplicable, agent, time)
        case ...96: return maker.check(.checkNowFails, agent, time)
        default: return maker.summary(agent, time)
        }
    }

    private mutating func vulnerability() -> AlertSketch {
        let agent = pick(all)
        let entries = catalogue.entries(for: agent).filter { $0.severity != .pending }
        return maker.vulnerability(agent, moment(agent, byDay: false), maker.random.pick(entries))
    }

    private mutating func housekeeping() -> AlertSketch {
        let agent = pick(all)
        let time = moment(agent, byDay: true)
        switch maker.random.number(1...100) {
        case ...40: return maker.service(.portsChanged, agent, time)
        case ...60: return maker.service(.agentStarted, agent, time)
        case ...75: return maker.service(.agentStopped, agent, time)
        case ...92:
            return maker.package(
                agent, time, name: maker.random.pick(["curl", "tzdata", "openssl"]), version: "3.0.2-0ubuntu1.19")
        default:
            return maker.rootcheck(
                agent, time, title: "File '/dev/shm/.lock' present on /dev. Possible hidden file.",
                file: "/dev/shm/.lock")
        }
    }

    private mutating func pick(_ agents: [SimulatedAgent]) -> SimulatedAgent { maker.random.pick(agents) }

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
