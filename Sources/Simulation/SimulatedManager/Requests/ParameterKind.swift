import Encodings

/// What a query or path parameter may look like, as Wazuh's OpenAPI document says.
indirect enum ParameterKind: Sendable {
    case text
    case alphanumeric, symbols, name, numbers, search, sort, groupName, path, hash, date, timeframe, levelRange
    case boolean
    case integer(ClosedRange<Int>)
    case choice([String])
    case list(ParameterKind)

    /// What a parameter of a name is wherever an endpoint says nothing else.
    static func standard(_ name: String) -> ParameterKind { byName[name] ?? .alphanumeric }

    private static let byName: [String: ParameterKind] = [
        "pretty": .boolean, "wait_for_complete": .boolean, "distinct": .boolean, "raw": .boolean, "summary": .boolean,
        "offset": .integer(0...2_147_483_647), "limit": .integer(1...100_000), "select": .list(.name),
        "sort": .sort, "search": .search, "q": .text, "agents_list": .list(.numbers), "older_than": .timeframe,
        "group": .groupName, "node_name": .name, "nodes_list": .list(.text),
        "group_config_status": .choice(["synced", "not synced"]), "rule_ids": .list(.numbers), "level": .levelRange,
        "filename": .list(.alphanumeric), "relative_dirname": .path, "date": .date, "hash": .hash, "md5": .hash,
        "sha1": .hash, "sha256": .hash, "file": .path, "pid": .numbers, "ppid": .numbers, "nlwp": .numbers,
        "pgrp": .numbers, "priority": .numbers, "local.port": .numbers, "tx_queue": .numbers,
        "mtu": .integer(0...2_147_483_647), "hotfix": .text, "vendor": .text, "title": .symbols,
        "description": .symbols, "rationale": .symbols, "remediation": .symbols, "command": .symbols,
        "reason": .symbols, "directory": .text, "references": .text, "condition": .text,
        "daemons_list": .list(.choice(["wazuh-remoted", "wazuh-analysisd", "wazuh-db"])),
        // Parameters of the path.
        "agent_id": .numbers, "component": components, "configuration": configurations, "node_id": .name,
        "group_id": .groupName, "policy_id": .alphanumeric,
    ]

    private static let components = choice([
        "agent", "agentless", "analysis", "auth", "com", "csyslog", "integrator", "logcollector", "mail", "monitor",
        "request", "syscheck", "wazuh-db", "wmodules",
    ])
    private static let configurations = choice([
        "client", "buffer", "labels", "internal", "anti_tampering", "agentless", "global", "active_response", "alerts",
        "command", "rules", "decoders", "auth", "logging", "reports", "active-response", "cluster", "csyslog",
        "integration", "localfile", "socket", "remote", "syscheck", "rootcheck", "wdb", "wmodules", "rule_test",
    ])

    /// Parameters whose value the server lower-cases before it looks at it.
    static let lowerCased: Set<String> = [
        "component", "configuration", "hash", "status", "type", "section", "tag", "level", "resource",
    ]
}

extension ParameterKind {
    /// Why a value is refused, nil when it is fine.
    func objection(to value: String) -> String? {
        switch self {
        case .boolean:
            return value.hasSameBytes(as: "true") || value.hasSameBytes(as: "false")
                ? nil : "'\(value)' is not a 'boolean'"
        case .integer(let range): return Self.objection(to: value, range)
        case .choice(let choices): return Self.objection(to: value, choices)
        case .list(let element):
            return value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).lazy
                .compactMap { element.objection(to: String(Substring($0))) }.first
        default:
            guard !isMatch(value) else { return nil }
            let format = formatName
            return "'\(value)' is not a '\(format)'. Failed validating 'format' in schema: "
                + "{'format': '\(format)', 'type': 'string'}. On instance: '\(value)'"
        }
    }

    private static func objection(to value: String, _ range: ClosedRange<Int>) -> String? {
        guard let number = Int(value) else { return "Wrong type, expected 'integer' for query parameter: '\(value)'" }
        if number < range.lowerBound { return "\(number) is less than the minimum of \(range.lowerBound)" }
        return number > range.upperBound ? "\(number) is greater than the maximum of \(range.upperBound)" : nil
    }

    private static func objection(to value: String, _ choices: [String]) -> String? {
        guard !choices.contains(where: { $0.hasSameBytes(as: value) }) else { return nil }
        let list = "[" + choices.map { "'\($0)'" }.joined(separator: ", ") + "]"
        return "'\(value)' is not one of \(list). Failed validating 'enum' in schema: "
            + "{'enum': \(list), 'type': 'string'}. On instance: '\(value)'"
    }

    private var formatName: String {
        switch self {
        case .symbols: "alphanumeric_symbols"
        case .name: "names"
        case .groupName: "group_names"
        case .path: "path"
        case .levelRange: "range"
        case .text, .boolean, .integer, .choice, .list: "string"
        default: "\(self)"
        }
    }

    private func isMatch(_ value: String) -> Bool {
        if case .text = self { return true }
        guard !value.isEmpty else { return false }
        let bytes = value.utf8
        switch self {
        case .alphanumeric: return Self.consists(value, of: "_,-.+ :")
        case .symbols: return Self.consists(value, of: "_,<>!-.+ \"'/()[]{}:;=*|\\$&%#@?`^~")
        case .name: return Self.consists(value, of: "_-.% ")
        case .numbers: return bytes.allSatisfy { (48...57).contains($0) }
        case .search: return !bytes.contains { ";|&^*>".utf8.contains($0) }
        case .sort: return Self.isSort(value)
        case .groupName:
            return Self.consists(value, of: "_-.") && ![".", "..", "all"].contains { $0.hasSameBytes(as: value) }
        case .path: return !zip(bytes, bytes.dropFirst()).contains { $0 == (46, 46) }
        case .hash:
            return [32, 40, 64].contains(bytes.count)
                && bytes.allSatisfy { (48...57).contains($0) || (97...102).contains($0 | 0x20) }
        case .date: return Self.isDate(value)
        case .timeframe: return TimeSpan.seconds(value) != nil
        case .levelRange: return Self.isLevelRange(value)
        default: return true
        }
    }

    private static func consists(_ value: some StringProtocol, of symbols: StaticString) -> Bool {
        value.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "\(symbols)".unicodeScalars.contains(scalar)
        }
    }

    private static func isSort(_ value: String) -> Bool {
        let hasSign = value.utf8.first.map { "+-".utf8.contains($0) } ?? false
        let fields = hasSign ? value.dropFirst() : value[...]
        // A blank and a sign inside are let through here: the field list refuses them with number 1403.
        return !fields.isEmpty && consists(fields, of: "_-,+. ")
            && !zip(fields.utf8, fields.utf8.dropFirst()).contains { $0 == (44, 43) || $0 == (44, 45) }
    }

    private static func isDate(_ value: String) -> Bool {
        let parts = value.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], let month = Int(Substring(parts[1])), let day = Int(Substring(parts[2]))
        else { return false }
        return Int(Substring(parts[0])) != nil && (1...12).contains(month) && (1...31).contains(day)
    }

    private static func isLevelRange(_ value: String) -> Bool {
        let parts = value.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { (1...2).contains($0.count) && Int(Substring($0)) != nil }
    }
}

/// A length of time as Wazuh writes it: `90`, `30s`, `5m`, `12h`, `7d`.
enum TimeSpan {
    static func seconds(_ text: String) -> Int? {
        let units: [UInt8: Int] = [
            UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
        ]
        let unit = text.utf8.last.flatMap { units[$0] }
        let digits = unit == nil ? text.utf8[...] : text.utf8.dropLast()
        guard digits.count <= 9, let number = Int(Substring(digits)), number >= 0 else { return nil }
        return number * (unit ?? 1)
    }
}
