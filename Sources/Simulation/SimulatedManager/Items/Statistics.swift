import FoundationEssentials
import JSON
import SimulatedCompany

/// What daemons count, with places for how much they had to do.
enum DaemonMetrics {
    static let file = DataFile("statistics.tsv", PackageResources.statistics_tsv) { row throws(DataError) in
        (of: try row.text("of"), metrics: try row.convert("metrics", Template.init(cell:)))
    }
    static let all = Dictionary(file.values.map { ($0.of, $0.metrics) }) { first, _ in first }
}

extension SimulatedCompany {
    /// A daemon of a node, as `…/daemons/stats` shows it.
    func daemonStatistics(_ daemon: String, of node: String, at now: Date) -> JSON {
        var random = SeededGenerator(seed: seed, part: "daemon \(daemon) \(node)")
        return [
            "uptime": .string(Timestamp.offset(self.now.addingTimeInterval(-6 * 86_400))),
            "timestamp": .string(Timestamp.offset(now)), "name": .string(daemon),
            "metrics": metrics(daemon, of: node, events: random.number(2_000_000...6_000_000)),
        ]
    }

    /// The counters of `GET /manager/stats/remoted`.
    func remotedStatistics(of node: String) -> JSON {
        var random = SeededGenerator(seed: seed, part: "remoted \(node)")
        return metrics("remoted counters", of: node, events: random.number(30_000...90_000))
    }

    private func metrics(_ name: String, of node: String, events: Int) -> JSON {
        let sessions = agents.count { $0.status == .active && !$0.isManager && $0.nodeName == node }
        let values: [String: JSON] = ["events": .int(events), "queries": .int(events / 3), "sessions": .int(sessions)]
        return DaemonMetrics.all[name]?.filled { values[$0] } ?? [:]
    }

    /// The totals of each hour of a day up to a last hour, as `GET /manager/stats` shows them.
    func hourTotals(day: String, lastHour: Int) -> [JSON] {
        let frequentRules = [5501, 5502, 5710, 5716, 31101, 60106, 550, 5712].compactMap { id in
            SimulatedRule.all.first { $0.id == id }
        }
        return (0...lastHour).map { hour in
            var random = SeededGenerator(seed: seed, part: "stats \(day) \(hour)")
            var total = 0
            let alerts = frequentRules.map { rule -> JSON in
                let times = random.number(3...260)
                total += times
                return ["sigid": .int(rule.id), "level": .int(rule.level), "times": .int(times)]
            }
            return [
                "hour": .int(hour), "alerts": .array(alerts), "totalAlerts": .int(total),
                "events": .int(total * random.number(18...40)), "syscheck": .int(random.number(0...60)),
                "firewall": .int(random.number(0...40)),
            ]
        }
    }

    /// The average alerts of each hour of the day.
    func hourAverages(_ part: String) -> [JSON] {
        var random = SeededGenerator(seed: seed, part: "hours \(part)")
        return (0..<24).map { hour in
            .int(random.number(180...320) + ((8...18).contains(hour) ? random.number(150...400) : 0))
        }
    }

    /// The averages of each day of the week.
    func weekAverages(_ part: String) -> [JSON] {
        ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].map { day in
            let value: JSON = ["hours": .array(hourAverages("\(part) \(day)")), "interactions": 12]
            return .object(JSONObject([(day, value)]))
        }
    }

    /// What an agent's log collector has read.
    func logcollectorStatistics(of agent: SimulatedAgent, at now: Date) -> JSON {
        var random = SeededGenerator(seed: seed, part: "logcollector \(agent.id)")
        let paths =
            agent.os?.family == .windows
            ? ["Application", "Security", "System"]
            : ["/var/log/auth.log", "/var/log/syslog"]
                + (agent.groups.contains("web") ? ["/var/log/nginx/access.log"] : [])
        let counts = paths.map { (path: $0, events: random.number(200...90_000)) }
        let span = { (seconds: Double, share: Int) -> JSON in
            let files = counts.map { count -> JSON in
                let events = count.events / share
                return [
                    "location": .string(count.path), "events": .int(events), "bytes": .int(events * 108),
                    "targets": [["name": "agent", "drops": 0]],
                ]
            }
            return [
                "start": .string(Timestamp.zulu(now.addingTimeInterval(-seconds))), "end": .string(Timestamp.zulu(now)),
                "files": .array(files),
            ]
        }
        return ["global": span(6 * 86_400, 1), "interval": span(60, 900)]
    }
}
