import Encodings
import Reputation
import WazuhIndexer

extension Indicator {
    /// A field, or fields of one meaning, where alerts hold an indicator.
    struct Place: Sendable {
        let name: String
        /// Finds the alerts that hold it there.
        let query: IndexerQuery
    }

    /// Where Wazuh puts indicators of this kind, besides ``ownAgents``.
    var places: [Place] {
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
    var ownAgents: IndexerQuery? {
        kind == .ip ? .equals("agent.ip", anyOf: IPAddress(value)?.spellings ?? [value]) : nil
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
            places.append(containing("data.virustotal.permalink"))
        }
        return places + [containing("data.win.eventdata.hashes")]
    }

    private var domainPlaces: [Place] {
        let fields = ["data.hostname", "data.dns.question.name", "data.dns.rrname", "data.win.eventdata.queryName"]
        let starts = ["http", "https"].flatMap { scheme in ["/", ":", "?"].map { "\(scheme)://\(value)\($0)" } }
        let whole = ["http://\(value)", "https://\(value)"]
        let urls = starts.map { IndexerQuery.begins("data.url", $0) } + [.equals("data.url", anyOf: whole)]
        return terms(fields, [value, value + "."]) + [Place(name: "data.url", query: .any(urls))]
    }

    /// Windows paths are compared without regard to case: file integrity monitoring writes them in lower case.
    private var filePlaces: [Place] {
        Self.fileFields.map { field in
            Place(
                name: field,
                query: value.hasPrefix("/")
                    ? .equals(field, value) : .matches(field, WildcardPattern(literal: value)))
        }
    }

    private var log: [Place] {
        // The standard analyser drops backslashes, and a phrase of paths would match parts of others.
        kind == .filePath ? [] : [Place(name: "full_log", query: .phrase("full_log", value))]
    }

    private func terms(_ fields: [String], _ values: [String]) -> [Place] {
        fields.map { Place(name: $0, query: .equals($0, anyOf: values)) }
    }

    private func containing(_ field: String) -> Place {
        Place(name: field, query: .matches(field, WildcardPattern(containing: value)))
    }

    private static func endsWith(_ field: String, _ name: String) -> IndexerQuery {
        let patterns = [
            WildcardPattern(literal: name), WildcardPattern(endingWith: "/\(name)"),
            WildcardPattern(endingWith: "\\\(name)"),
        ]
        return .any(patterns.map { .matches(field, $0) })
    }
}
