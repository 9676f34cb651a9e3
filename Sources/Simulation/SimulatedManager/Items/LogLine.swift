import FoundationEssentials
import SimulatedCompany
import JSON

/// A line of a manager's `ossec.log`.
struct LogLine: Sendable {
    let tag: String
    let level: String
    let text: String

    /// The newest 2,000 lines, newest first, as `GET /manager/logs` looks at them.
    static func items(seed: UInt64, node: String, now: Date) -> [JSON] {
        var random = SeededGenerator(seed: seed, part: "logs \(node)")
        var time = now
        return (0..<2000).map { index in
            time = time.addingTimeInterval(-Double(random.number(0...90)))
            let line = line(index, &random)
            return [
                "timestamp": .string(Timestamp.zulu(time)), "tag": .string(line.tag), "level": .string(line.level),
                "description": .string(" " + line.text.replacingMark(with: padded(random.number(1...40), 3))),
            ]
        }
    }

    static let fields = ["timestamp", "tag", "level", "description"]

    /// How many lines of which level each tag has.
    static func summary(of items: [JSON]) -> [JSON] {
        let byTag = Dictionary(grouping: items) { $0["tag"]?.string ?? "" }
        return byTag.keys.sorted().map { tag in
            let levels = (byTag[tag] ?? []).map { $0["level"]?.string ?? "" }
            let count = { (level: String) in JSON.int(levels.count { $0 == level }) }
            let counts: JSON = [
                "all": .int(levels.count), "info": count("info"), "error": count("error"),
                "critical": count("critical"),
                "warning": count("warning"), "debug": count("debug"),
            ]
            return .object(JSONObject([(tag, counts)]))
        }
    }

    /// The newest lines hold one of each level, so that every filter finds something.
    private static func line(_ index: Int, _ random: inout SeededGenerator) -> LogLine {
        let levels = ["info", "error", "warning", "critical", "debug"]
        let chance = random.number(1...100)
        let level =
            index < levels.count
            ? levels[index]
            : (chance <= 82
                ? "info" : chance <= 91 ? "warning" : chance <= 97 ? "error" : chance <= 98 ? "critical" : "debug")
        return random.pick(catalogue.filter { $0.level == level })
    }

    private static let catalogue = [
        LogLine(tag: "wazuh-remoted", level: "info", text: "(1409): Authentication file changed. Updating."),
        LogLine(tag: "wazuh-remoted", level: "info", text: "(1410): Reading authentication keys file."),
        LogLine(tag: "wazuh-authd", level: "info", text: "Agent key generated for agent '#' (requested locally)"),
        LogLine(tag: "wazuh-modulesd:syscollector", level: "info", text: "Evaluation finished."),
        LogLine(tag: "wazuh-modulesd:vulnerability-scanner", level: "info", text: "Feed update process completed."),
        LogLine(
            tag: "sca", level: "info",
            text: "Evaluation finished for policy '/var/ossec/ruleset/sca/cis_ubuntu22-04.yml'"),
        LogLine(tag: "wazuh-syscheckd", level: "info", text: "(6009): File integrity monitoring scan ended."),
        LogLine(tag: "rootcheck", level: "info", text: "Ending rootcheck scan."),
        LogLine(tag: "wazuh-monitord", level: "info", text: "Starting new log after rotation."),
        LogLine(
            tag: "indexer-connector", level: "info",
            text: "IndexerConnector initialized successfully for index: wazuh-states-vulnerabilities-acme."),
        LogLine(
            tag: "wazuh-remoted", level: "warning",
            text: "(1408): Invalid ID # for the source ip: '10.20.60.44' (name 'unknown')."),
        LogLine(
            tag: "wazuh-analysisd", level: "warning",
            text:
                "(7617): Signature ID '5710' was not found and will be ignored in the 'if_sid' option of rule '100099'."
        ),
        LogLine(
            tag: "wazuh-authd", level: "warning",
            text: "Duplicate name 'web-#', rejecting enrollment. Agent '#' has key password=Zimtstern22 in its request."
        ),
        LogLine(tag: "indexer-connector", level: "warning", text: "Failed to sync agent '#' with the indexer."),
        LogLine(tag: "wazuh-remoted", level: "error", text: "Cannot send request to agent '#'"),
        LogLine(
            tag: "wazuh-analysisd", level: "error",
            text: "Could not set resource limit for file descriptors to 458752: Operation not permitted (1)"),
        LogLine(
            tag: "wazuh-integratord", level: "error", text: "Unable to run integration for virustotal -> integrations"),
        LogLine(
            tag: "wazuh-modulesd:vulnerability-scanner", level: "error",
            text: "Error updating feed: HTTP response code said error."),
        LogLine(tag: "wazuh-db", level: "critical", text: "(1105): Attempted to use null string."),
        LogLine(
            tag: "wazuh-remoted", level: "critical",
            text: "(1206): Unable to Bind port '1514' due to [(98)-(Address already in use)]"),
        LogLine(tag: "wazuh-modulesd:database", level: "debug", text: "Synchronizing agent '#'"),
        LogLine(tag: "wazuh-analysisd", level: "debug", text: "Active response request received: agent '#'"),
    ]
}

extension String {
    /// The text with every `#` replaced.
    fileprivate func replacingMark(with text: String) -> String {
        split(separator: "#", omittingEmptySubsequences: false).joined(separator: text)
    }
}
