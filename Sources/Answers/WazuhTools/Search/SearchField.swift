/// The fields of an alert as a search names them.
enum SearchField {
    /// Short names for the fields that analysts use most.
    static let aliases = [
        "agent": "agent.name", "agent_id": "agent.id", "agent_name": "agent.name", "agent_ip": "agent.ip",
        "rule": "rule.id", "rule_id": "rule.id", "level": "rule.level", "description": "rule.description",
        "group": "rule.groups", "groups": "rule.groups", "mitre": "rule.mitre.id", "tactic": "rule.mitre.tactic",
        "technique": "rule.mitre.technique", "srcip": "data.srcip", "dstip": "data.dstip", "srcuser": "data.srcuser",
        "dstuser": "data.dstuser", "user": "data.dstuser", "url": "data.url", "file": "syscheck.path",
        "path": "syscheck.path", "decoder": "decoder.name", "log": "full_log",
    ]

    /// The fields that are analysed text: the others hold whole values.
    static let textFields: Set<String> = ["full_log", "previous_log", "message"]

    /// The fields in which a word is looked for when no field is named.
    static let searchedWhole = [
        "agent.name", "agent.id", "agent.ip", "rule.id", "rule.groups", "rule.mitre.id", "data.srcip", "data.dstip",
        "data.srcuser", "data.dstuser", "data.url", "data.hostname", "syscheck.path", "location",
    ]

    /// The fields that hold whole numbers, of those that analysts search by (Wazuh's index template of alerts).
    static let wholeNumbers: Set<String> = [
        "rule.level", "rule.firedtimes", "rule.frequency", "syscheck.size_before", "syscheck.size_after",
    ]

    static func name(for written: String) -> String { aliases[written] ?? written }

    /// Letters, digits, `_`, `.`, `@` and `-`, beginning with a letter, `_` or `@`.
    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128, isLetter(first) || first == UInt8(ascii: "@") else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || ".@-".utf8.contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }
}
