import Encodings
import HTTP
import JSON
import SimulatedCompany

extension Endpoint {
    static let actions: [Endpoint] = [
        Endpoint("/active-response", .none, "agents_list", method: .put, takesBody: true) { call throws(ManagerError) in
            try call.activeResponse()
        },
        Endpoint("/agents/{agent_id}/restart", .agent("agent:restart"), method: .put) { call in
            call.command(to: [call.path("agent_id")], "Restart command")
        },
        Endpoint("/agents/restart", .none, "agents_list", method: .put) { call throws(ManagerError) in
            call.command(to: try call.targets(of: "agent:restart"), "Restart command")
        },
    ]
}

extension Call {
    /// `PUT /active-response`; says that the command was sent, never that it ran.
    fileprivate func activeResponse() throws(ManagerError) -> Answer {
        guard let request = try? JSON(parsing: body), let object = request.object else {
            let text = WazuhMessage.of(1018).text
            throw ManagerError(status: 400, title: "Bad Request", detail: text, number: 1018)
        }
        let known: Set<ExactText> = ["command", "arguments", "alert"]
        let extra = object.names.filter { !known.contains(ExactText($0)) }
        guard extra.isEmpty else { throw .schema("Invalid field found {'\(extra.joined(separator: "', '"))'}") }
        guard let command = object["command"]?.string else {
            throw .schema("'command' is a required property. Failed validating 'required' in schema")
        }
        let isScript = command.utf8.first == UInt8(ascii: "!")
        let name = command.utf8.dropFirst(isScript ? 1 : 0)
        guard !name.isEmpty, !zip(name, name.dropFirst()).contains(where: { $0 == (46, 46) }),
            name.allSatisfy({ (48...57).contains($0) || (97...122).contains($0 | 0x20) || "_-.\\/:".utf8.contains($0) })
        else {
            throw .schema("'\(command)' is not a 'active_response_command'")
        }
        if let arguments = object["arguments"], arguments.array?.allSatisfy({ $0.string != nil }) != true {
            throw .schema("Wrong type, expected 'array' of strings for 'arguments'")
        }
        let targets = try targets(of: "active-response:command")
        // A plain name must be a line of ar.conf, timeout included; a script's name is sent unchecked.
        let lines: Set<ExactText> = ["restart-ossec0", "restart-wazuh0", "firewall-drop600"]
        let isKnown = isScript || lines.contains(ExactText(command))
        return self.command(to: targets, "AR command", refusal: isKnown ? nil : 1652)
    }

    /// The agents that a command is for: those of `agents_list`, or all without one.
    /// - Throws: 403 when the caller may command none of them.
    fileprivate func targets(of action: String) throws(ManagerError) -> [String] {
        let wanted = parameters.list("agents_list")?.map(\.string) ?? company.agents.map(\.id)
        let allowed = wanted.filter { id in
            company.agent(id).map { allows(action, $0) } ?? user.role.allows(action, on: ["agent:id:\(id)"])
        }
        guard !allowed.isEmpty else { throw .permissionDenied("agent:id") }
        return allowed
    }

    /// Sends a command to agents; the manager itself is left out without a word.
    fileprivate func command(to ids: [String], _ command: String, refusal: Int? = nil) -> Answer {
        var sent: [String] = []
        var failed: [Int: [String]] = [:]
        for id in ids where !id.hasSameBytes(as: "000") {
            if let number = refusal ?? company.agent(id).map({ $0.status == .active ? 0 : 1707 }) ?? 1701 as Int?,
                number != 0
            {
                failed[number, default: []].append(id)
            } else {
                sent.append(id)
            }
        }
        let items = failed.sorted { $0.key < $1.key }.map { FailedItem($0.key, ids: $0.value.map(JSON.string)) }
        let outcome =
            sent.isEmpty
            ? "was not sent to any agent" : items.isEmpty ? "was sent to all agents" : "was not sent to some agents"
        return .all(sent.map(JSON.string), "\(command) \(outcome)", failed: items)
    }
}
