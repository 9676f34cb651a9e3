internal import JSON
internal import SimulatedCompany

/// An alert before its place in the stream is known.
struct AlertSketch: Sendable {
    let rule: AlertRule
    let agent: SimulatedAgent
    /// When it was raised, in milliseconds since 1970.
    var time: Int
    let location: String
    /// The log line; nil where Wazuh gives none.
    var log: String?
    /// What to say instead of the rule's description.
    var description: String?
    /// The member `data`.
    var data: JSONObject = [:]
    /// More members, such as `syscheck`.
    var members: JSONObject = [:]

    /// The alert as Filebeat stores it.
    /// - Parameters:
    ///   - id: the second and the offset in the manager's file.
    ///   - firedTimes: how often the rule has fired since midnight.
    ///   - company: whose cluster wrote it.
    /// - Returns: the document.
    func document(id: String, firedTimes: Int, company: SimulatedCompany) -> JSONObject {
        let text = CivilTime(milliseconds: time).text
        var agentMembers: JSONObject = ["id": .string(agent.id), "name": .string(agent.name)]
        if !agent.isManager { agentMembers["ip"] = .string(agent.ip) }
        var document: JSONObject = [
            "timestamp": .string(text.dropLast() + "+0000"),
            "rule": rule.json(firedTimes: firedTimes, description: description), "agent": .object(agentMembers),
            "manager": ["name": .string(agent.nodeName)], "id": .string(id),
            "cluster": ["name": .string(company.clusterName), "node": .string(agent.nodeName)],
            "decoder": rule.decoder, "location": .string(location), "input": ["type": "log"],
            "@timestamp": .string(text),
        ]
        document["full_log"] = log.map(JSON.string)
        if !data.isEmpty { document["data"] = .object(data) }
        for member in members { document[member.name] = member.value }
        return document
    }
}
