internal import JSON
internal import SimulatedCompany

extension AlertMaker {
    /// The three hashes of a file's content.
    struct FileHashes: Sendable {
        let md5: String
        let sha1: String
        let sha256: String
    }

    mutating func hashes() -> FileHashes {
        FileHashes(md5: random.hex(32), sha1: random.hex(40), sha256: random.hex(64))
    }

    /// A file that was added, changed or deleted.
    mutating func file(
        _ rule: AlertRule, _ agent: SimulatedAgent, _ time: Int, path: String, hashes: FileHashes? = nil,
        user: String = "root"
    ) -> AlertSketch {
        let after = hashes ?? self.hashes()
        let before = self.hashes()
        let (event, text) =
            switch rule.id {
            case "550":
                ("modified", "File '\(path)' modified\nMode: realtime\nChanged attributes: size,mtime,md5,sha1,sha256")
            case "553": ("deleted", "File '\(path)' deleted\nMode: realtime")
            default: ("added", "File '\(path)' added\nMode: realtime")
            }
        var syscheck: JSONObject = [
            "path": .string(path), "mode": .string(random.chance(80) ? "realtime" : "scheduled"),
            "event": .string(event), "uname_after": .string(user), "gname_after": .string(user),
            "uid_after": .string(user == "root" ? "0" : "1001"), "perm_after": "rw-r--r--",
            "inode_after": .integer(Int64(random.number(100_000...4_000_000))),
            "size_after": .string(String(random.number(20...900_000))),
            "mtime_after": .string(String(CivilTime(milliseconds: time - 1_000).text.prefix(19))),
            "md5_after": .string(after.md5), "sha1_after": .string(after.sha1), "sha256_after": .string(after.sha256),
        ]
        if event == "modified" {
            syscheck["size_before"] = .string(String(random.number(20...900_000)))
            syscheck["mtime_before"] = .string(String(CivilTime(milliseconds: time - 864_000_000).text.prefix(19)))
            syscheck["md5_before"] = .string(before.md5)
            syscheck["sha1_before"] = .string(before.sha1)
            syscheck["sha256_before"] = .string(before.sha256)
            syscheck["changed_attributes"] = ["size", "mtime", "md5", "sha1", "sha256"]
        }
        return AlertSketch(
            rule: rule, agent: agent, time: time, location: "syscheck", log: text,
            members: ["syscheck": .object(syscheck)])
    }

    /// VirusTotal's opinion of a file.
    func virusTotal(_ agent: SimulatedAgent, _ time: Int, path: String, hashes: FileHashes, positives: Int)
        -> AlertSketch
    {
        let link = "https://www.virustotal.com/gui/file/\(hashes.sha256)/detection"
        let description =
            positives > 0 ? "VirusTotal: Alert - \(path) - \(positives) engines detected this file" : nil
        return AlertSketch(
            rule: positives > 0 ? .malware : .fileHarmless, agent: agent, time: time, location: "virustotal",
            description: description,
            data: [
                "virustotal": [
                    "found": "1", "malicious": .string(positives > 0 ? "1" : "0"),
                    "source": ["file": .string(path), "md5": .string(hashes.md5), "sha1": .string(hashes.sha1)],
                    "sha1": .string(hashes.sha1), "positives": .string(String(positives)), "total": "72",
                    "permalink": .string(link),
                    "scan_date": .string(String(CivilTime(milliseconds: time).text.prefix(19))),
                ], "integration": "virustotal",
            ])
    }

    func rootcheck(_ agent: SimulatedAgent, _ time: Int, title: String, file: String?) -> AlertSketch {
        var data: JSONObject = ["title": .string(title)]
        data["file"] = file.map(JSON.string)
        return AlertSketch(rule: .anomaly, agent: agent, time: time, location: "rootcheck", log: title, data: data)
    }
}
