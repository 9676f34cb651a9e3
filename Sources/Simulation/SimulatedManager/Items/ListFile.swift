import JSON
import SimulatedCompany

/// A CDB list of the manager.
struct ListFile: Sendable, Hashable {
    let name: String
    let directory: String
    let entries: [Entry]

    struct Entry: Sendable, Hashable {
        let key: String
        let value: String
    }

    /// The lists Wazuh ships, those of malicious addresses since 4.13.
    static let all: [ListFile] = [
        ListFile(
            "audit-keys", "etc/lists",
            [
                "audit-wazuh-w:write", "audit-wazuh-r:read", "audit-wazuh-a:attribute", "audit-wazuh-x:execute",
                "audit-wazuh-c:command",
            ]),
        ListFile(
            "security-eventchannel", "etc/lists",
            [200, 513, 528, 529, 540, 624, 644, 4624, 4625, 4720, 4740].map { "\($0):" }),
        ListFile(
            "aws-eventnames", "etc/lists/amazon",
            ["AddUserToGroup:", "ConsoleLogin:", "CreateUser:", "DeleteTrail:", "StopLogging:"]),
        ListFile(
            "malicious-domains", "etc/lists/malicious-ioc",
            (1...200).map { "c2-\($0).malicious.example:\(families[$0 % families.count])" }),
        ListFile(
            "malicious-ip", "etc/lists/malicious-ioc",
            (1...200).map { "203.0.113.\($0):\(families[$0 % families.count])" }),
        ListFile(
            "malware-hashes", "etc/lists/malicious-ioc",
            (1...200).map { "\(digest($0)):\(families[$0 % families.count])" }),
    ]

    private init(_ name: String, _ directory: String, _ lines: [String]) {
        self.name = name
        self.directory = directory
        entries = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return Entry(key: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
    }

    /// The list as `GET /lists` shows it.
    var item: JSON {
        [
            "items": .array(entries.map { ["key": .string($0.key), "value": .string($0.value)] }),
            "relative_dirname": .string(directory), "filename": .string(name),
        ]
    }

    /// The list without its content, as `GET /lists/files` shows it.
    var file: JSON { ["relative_dirname": .string(directory), "filename": .string(name)] }

    /// The content as one object.
    var content: JSON { .object(JSONObject(entries.map { ($0.key, .string($0.value)) })) }

    /// The content as it stands on the disk.
    var text: String { entries.map { "\($0.key):\($0.value)\n" }.joined() }

    private static let families = ["mirai", "emotet", "qakbot", "cobalt_strike", "lockbit"]

    private static func digest(_ index: Int) -> String {
        var random = SeededGenerator(seed: 4147, part: "malware \(index)")
        return random.hex(64)
    }
}
