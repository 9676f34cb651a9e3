import FoundationEssentials
import SimulatedCompany
import JSON

extension SimulatedCompany {
    /// The totals of each hour of a day up to a last hour, as `GET /manager/stats` shows them.
    func hourTotals(day: String, lastHour: Int) -> [JSON] {
        (0...lastHour).map { hour in
            var random = SeededGenerator(seed: seed, part: "stats \(day) \(hour)")
            let alerts = Self.frequentRules.map { id, level in
                (times: random.number(3...260), item: (id, level))
            }
            let total = alerts.reduce(0) { $0 + $1.times }
            return [
                "hour": .int(hour),
                "alerts": .array(
                    alerts.map { ["sigid": .int($0.item.0), "level": .int($0.item.1), "times": .int($0.times)] }),
                "totalAlerts": .int(total), "events": .int(total * random.number(18...40)),
                "syscheck": .int(random.number(0...60)),
                "firewall": .int(random.number(0...40)),
            ]
        }
    }

    private static let frequentRules = [
        (5501, 3), (5502, 3), (5710, 5), (5716, 5), (31101, 5), (60106, 3), (550, 7), (5712, 10),
    ]

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

    /// The counters of `GET /manager/stats/analysisd`, which are floats on the wire.
    func analysisdStatistics(_ part: String) -> JSON {
        var random = SeededGenerator(seed: seed, part: "analysisd \(part)")
        let events = random.number(40_000...90_000)
        let shares = [
            ("total_events_decoded", 98), ("syscheck_events_decoded", 6), ("syscollector_events_decoded", 11),
            ("rootcheck_events_decoded", 1),
            ("sca_events_decoded", 2), ("winevt_events_decoded", 27), ("dbsync_messages_dispatched", 9),
            ("other_events_decoded", 42),
            ("events_processed", 98), ("events_received", 100), ("events_dropped", 0), ("alerts_written", 5),
            ("firewall_written", 1),
            ("fts_written", 1),
        ]
        var item = JSONObject(shares.map { ($0.0, JSON.number(Double(events * $0.1 / 100))) })
        for queue
            in "syscheck syscollector rootcheck sca hostinfo winevt dbsync upgrade event rule_matching alerts firewall statistical archives"
            .split(separator: " ")
        {
            item["\(queue)_queue_usage"] = .number(0)
            item["\(queue)_queue_size"] = .number(16_384)
        }
        return .object(item)
    }

    /// The counters of `GET /manager/stats/remoted`.
    func remotedStatistics(_ part: String) -> JSON {
        var random = SeededGenerator(seed: seed, part: "remoted \(part)")
        let events = random.number(30_000...90_000)
        let sessions = agents.count { $0.status == .active && !$0.isManager && $0.nodeName == part }
        let values: [(String, Int)] = [
            ("queue_size", 0), ("total_queue_size", 131_072), ("tcp_sessions", sessions), ("evt_count", events),
            ("ctrl_msg_count", events / 9), ("discarded_count", 0), ("sent_bytes", events * 61),
            ("recv_bytes", events * 640),
            ("dequeued_after_close", 0), ("ctrl_msg_queue_usage", 0), ("ctrl_msg_queue_inserted", events / 9),
            ("ctrl_msg_queue_replaced", 0), ("ctrl_msg_queue_processed", events / 9),
        ]
        return .object(JSONObject(values.map { ($0.0, .number(Double($0.1))) }))
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
        let files = { (share: Int) -> JSON in
            .array(
                counts.map { count in
                    [
                        "location": .string(count.path), "events": .int(count.events / share),
                        "bytes": .int(count.events / share * 108), "targets": [["name": "agent", "drops": 0]],
                    ]
                })
        }
        let span = { (seconds: Double, share: Int) -> JSON in
            [
                "start": .string(Timestamp.zulu(now.addingTimeInterval(-seconds))), "end": .string(Timestamp.zulu(now)),
                "files": files(share),
            ]
        }
        return ["global": span(6 * 86_400, 1), "interval": span(60, 900)]
    }
}
