import JSON
import SimulatedCompany

/// Puts alerts in order and gives them what follows from their place: numbers, indices, identifiers.
struct AlertDocuments {
    let company: SimulatedCompany

    /// Adds the alerts to the indices of their days.
    func index(_ alerts: [Alert], into builder: inout DocumentStoreBuilder) {
        let order = alerts.indices.sorted { (alerts[$0].time, $0) < (alerts[$1].time, $1) }
        var names = SeededGenerator(seed: company.seed, part: "document names")
        var day = Day()
        for index in order {
            let alert = alerts[index]
            let number = alert.time.flooredDivision(by: CivilTime.millisecondsPerDay)
            if number != day.number {
                day.add(to: &builder)
                day = Day(number: number)
            }
            let (id, firedTimes) = day.place(of: alert)
            day.documents.append(
                .init(id: names.hex(20), source: alert.document(id: id, firedTimes: firedTimes, company: company)))
        }
        day.add(to: &builder)
    }

    /// The alerts of one day.
    private struct Day {
        var number = Int.min
        var documents: [DocumentStoreBuilder.Document] = []
        private var offset = 0
        private var fired: [String: Int] = [:]

        init(number: Int = .min) { self.number = number }

        /// The alert's identifier and how often its rule has fired on this day.
        mutating func place(of alert: Alert) -> (id: String, firedTimes: Int) {
            let id = "\(alert.time / 1_000).\(offset)"
            offset += 640 + (alert.members["full_log"]?.string?.utf8.count ?? 300)
            fired[alert.rule.id, default: 0] += 1
            return (id, fired[alert.rule.id] ?? 1)
        }

        func add(to builder: inout DocumentStoreBuilder) {
            guard !documents.isEmpty else { return }
            let date = CivilTime(milliseconds: number * CivilTime.millisecondsPerDay).date
            builder.add(
                "wazuh-alerts-4.x-\(date.replacing("-", with: "."))", mapping: .alerts, shards: 3, documents: documents)
        }
    }
}

extension Alert {
    /// The alert as Filebeat stores it.
    /// - Parameters:
    ///   - id: the second and the offset in the manager's file.
    ///   - firedTimes: how often the rule has fired since midnight.
    ///   - company: whose cluster wrote it.
    /// - Returns: the document.
    fileprivate func document(id: String, firedTimes: Int, company: SimulatedCompany) -> JSONObject {
        let text = CivilTime(milliseconds: time).text
        var agentMembers: JSONObject = ["id": .string(agent.id), "name": .string(agent.name)]
        if !agent.isManager { agentMembers["ip"] = .string(agent.ip) }
        var decoder: JSONObject = [:]
        decoder["parent"] = rule.parentDecoder.map(JSON.string)
        decoder["name"] = .string(rule.decoder)
        var rule = self.rule.members
        rule["description"] = .string(description)
        rule["firedtimes"] = .integer(Int64(firedTimes))
        var document: JSONObject = [
            "timestamp": .string(text.dropLast() + "+0000"), "rule": .object(rule), "agent": .object(agentMembers),
            "manager": ["name": .string(agent.nodeName)], "id": .string(id),
            "cluster": ["name": .string(company.clusterName), "node": .string(agent.nodeName)],
            "decoder": .object(decoder), "location": .string(location), "input": ["type": "log"],
            "@timestamp": .string(text),
        ]
        for member in members { document[member.name] = member.value }
        return document
    }
}

extension AlertRule {
    /// The member `rule` but for the description and how often the rule has fired.
    fileprivate var members: JSONObject {
        var members: JSONObject = ["level": .integer(Int64(level)), "id": .string(id)]
        if !techniques.isEmpty {
            let tactics = techniques.flatMap(\.tactics).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            members["mitre"] = [
                "id": Self.list(techniques.map(\.id)), "tactic": Self.list(tactics),
                "technique": Self.list(techniques.map(\.name)),
            ]
        }
        members["frequency"] = frequency.map { .integer(Int64($0)) }
        members["mail"] = .bool(level >= 12)
        members["groups"] = Self.list(groups)
        for standard in compliance.standards where !standard.values.isEmpty {
            members[standard.standard] = Self.list(standard.values)
        }
        return members
    }

    private static func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}
