import FoundationEssentials
import SimulatedCompany
import JSON

extension SimulatedCompany {
    static let integrityFields = [
        "file", "size", "perm", "uid", "gid", "md5", "sha1", "uname", "gname", "mtime", "inode", "type", "date",
        "changes", "sha256",
        "attributes", "arch", "value.name", "value.type",
    ]
    /// The files (and registry keys) that an agent's integrity monitoring knows.
    func integrityItems(of agent: SimulatedAgent) -> [JSON] {
        guard let os = agent.os else { return [] }
        var random = SeededGenerator(seed: seed, part: "integrity \(agent.id)")
        let paths = (os.family == .windows ? NameList.windowsMonitoredFiles : .monitoredFiles).values
        return (0..<random.number(120...400)).map { index in
            let path = index < paths.count ? paths[index] : Self.inventedPath(os, index, &random)
            return Self.file(path, index, os, now: now, &random)
        }
    }

    private static func file(
        _ path: String, _ index: Int, _ os: SimulatedOS, now: Date, _ random: inout SeededGenerator
    ) -> JSON {
        let isKey = path.hasPrefix("HKEY")
        let changed = now.addingTimeInterval(-Double(random.number(300...20 * 86_400)))
        let owner = os.family == .windows ? "Administrators" : "root"
        var item: JSONObject = [
            "gid": "0", "file": .string(path), "changes": .int(random.number(1...4)),
            "date": .string(Timestamp.offset(changed)),
            "mtime": .string(Timestamp.offset(changed.addingTimeInterval(-60))),
            "perm": os.family == .windows ? "" : "rw-r--r--",
            "gname": .string(owner), "type": isKey ? "registry_key" : "file", "uid": "0", "uname": .string(owner),
        ]
        guard !isKey else {
            item["arch"] = "[x64]"
            return .object(item)
        }
        item["md5"] = .string(random.hex(32))
        item["sha1"] = .string(random.hex(40))
        item["sha256"] = .string(random.hex(64))
        item["inode"] = .int(100_000 + index)
        item["size"] = .int(random.number(0...900_000))
        return .object(item)
    }

    private static func inventedPath(_ os: SimulatedOS, _ index: Int, _ random: inout SeededGenerator) -> String {
        let word = random.pick(NameList.packageWords.values)
        if os.family == .windows {
            return index % 9 == 0
                ? "HKEY_LOCAL_MACHINE\\Software\\Acme\\\(word)\(index)" : "C:\\Windows\\System32\\\(word)\(index).dll"
        }
        return random.pick(["/usr/bin/", "/usr/sbin/", "/etc/"]) + "\(word)\(index)"
    }
}
