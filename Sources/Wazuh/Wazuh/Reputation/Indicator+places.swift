package import JSON

extension Indicator {
    /// A field, or fields of one meaning, where alerts hold an indicator.
    package struct Place: Sendable {
        package let name: String
        /// Finds the alerts that hold it there.
        package let query: JSON
    }

    /// Where Wazuh puts indicators of this kind, besides ``ownAgents``.
    package var places: [Place] {
        switch kind {
        case .ip: terms(Self.addressFields, IPAddress(value)?.spellings ?? [value]) + log
        case .md5, .sha1, .sha256: hashPlaces + log
        case .domain: domainPlaces + log
        case .url: terms(["data.url", "data.virustotal.permalink"], [value]) + log
        case .email:
            terms(["data.srcuser", "data.dstuser", "data.office365.UserId", "data.google.email"], [value]) + log
        case .fileName: Self.fileFields.map { Place(name: $0, query: Self.endsWith($0, value)) }
        case .filePath: filePlaces + log
        }
    }

    /// Finds alerts of the monitored machine that has this address itself; nil for what is no address.
    package var ownAgents: JSON? {
        kind == .ip ? ["terms": ["agent.ip": .array((IPAddress(value)?.spellings ?? [value]).map(JSON.string))]] : nil
    }

    private static let addressFields = [
        "data.srcip", "data.dstip", "data.src_ip", "data.dest_ip", "data.win.eventdata.ipAddress",
        "data.win.eventdata.sourceIp", "data.win.eventdata.destinationIp", "data.audit.srcip",
        "data.aws.sourceIPAddress", "data.office365.ClientIP",
    ]

    private static let fileFields = [
        "syscheck.path", "data.virustotal.source.file", "data.win.eventdata.image",
        "data.win.eventdata.targetFilename", "data.audit.file.name", "data.audit.exe", "data.file",
    ]

    private var hashPlaces: [Place] {
        let name = kind.rawValue
        var places = terms(["syscheck.\(name)_after", "syscheck.\(name)_before"], [value, value.uppercased()])
        if kind != .sha256 {
            places += terms(["data.virustotal.source.\(name)"], [value])
        } else {
            // The integration keeps it only within the link.
            places.append(
                Place(name: "data.virustotal.permalink", query: Self.contains("data.virustotal.permalink", value)))
        }
        places.append(
            Place(name: "data.win.eventdata.hashes", query: Self.contains("data.win.eventdata.hashes", value)))
        return places
    }

    private var domainPlaces: [Place] {
        let fields = ["data.hostname", "data.dns.question.name", "data.dns.rrname", "data.win.eventdata.queryName"]
        let starts = ["http", "https"].flatMap { scheme in ["/", ":", "?"].map { "\(scheme)://\(value)\($0)" } }
        let urls: [JSON] =
            starts.map { ["prefix": ["data.url": .string($0)]] }
            + [["terms": ["data.url": .array(["http", "https"].map { .string("\($0)://\(value)") })]]]
        return terms(fields, [value, value + "."])
            + [Place(name: "data.url", query: ["bool": ["should": .array(urls), "minimum_should_match": 1]])]
    }

    /// Windows paths are compared without regard to case: file integrity monitoring writes them in lower case.
    private var filePlaces: [Place] {
        Self.fileFields.map { field in
            Place(
                name: field,
                query: value.hasPrefix("/")
                    ? ["term": .object([field: .string(value)])]
                    : Self.wildcard(field, Self.escaped(value)))
        }
    }

    private var log: [Place] {
        // The standard analyser drops backslashes, and a phrase of paths would match parts of others.
        kind == .filePath
            ? [] : [Place(name: "full_log", query: ["match_phrase": ["full_log": .string(value)]])]
    }

    private func terms(_ fields: [String], _ values: [String]) -> [Place] {
        fields.map { Place(name: $0, query: ["terms": .object([$0: .array(values.map(JSON.string))])]) }
    }

    private static func endsWith(_ field: String, _ name: String) -> JSON {
        let name = escaped(name)
        let patterns = [name, "*/\(name)", "*\\\\\(name)"]
        return ["bool": ["should": .array(patterns.map { wildcard(field, $0) }), "minimum_should_match": 1]]
    }

    private static func contains(_ field: String, _ text: String) -> JSON { wildcard(field, "*\(escaped(text))*") }

    private static func wildcard(_ field: String, _ pattern: String) -> JSON {
        ["wildcard": .object([field: ["value": .string(pattern), "case_insensitive": true]])]
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("*", with: "\\*").replacing("?", with: "\\?")
    }
}
