/// What a query or path parameter may look like, as Wazuh's OpenAPI document says.
indirect enum ParameterKind: Sendable {
    case text
    case alphanumeric, symbols, name, numbers, search, sort, groupName, path, hash, date, timeframe, levelRange
    case boolean
    case integer(ClosedRange<Int>)
    case choice([String])
    case list(ParameterKind)

    /// Why a value is refused, nil when it is fine.
    func objection(to value: String) -> String? {
        switch self {
        case .boolean:
            return ["true", "false"].contains(value) ? nil : "'\(value)' is not a 'boolean'"
        case .integer(let range): return Self.objection(to: value, range)
        case .choice(let choices): return Self.objection(to: value, choices)
        case .list(let element):
            return value.split(separator: ",", omittingEmptySubsequences: false).lazy
                .compactMap { element.objection(to: String($0)) }.first
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
        guard !choices.contains(value) else { return nil }
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
        switch self {
        case .alphanumeric: Self.consists(value, of: "_,-.+ :") && !value.isEmpty
        case .symbols: Self.consists(value, of: "_,<>!-.+ \"'/()[]{}:;=*|\\$&%#@?`^~") && !value.isEmpty
        case .name: Self.consists(value, of: "_-.% ") && !value.isEmpty
        case .numbers: !value.isEmpty && value.utf8.allSatisfy { (48...57).contains($0) }
        case .search: !value.isEmpty && !value.contains { ";|&^*>".contains($0) }
        case .sort: Self.isSort(value)
        case .groupName: Self.consists(value, of: "_-.") && !["", ".", "..", "all"].contains(value)
        case .path: !value.isEmpty && !value.contains("..")
        case .hash: [32, 40, 64].contains(value.utf8.count) && value.allSatisfy(\.isHexDigit)
        case .date: Self.isDate(value)
        case .timeframe: !value.isEmpty && TimeSpan.seconds(value) != nil
        case .levelRange: Self.isLevelRange(value)
        default: true
        }
    }

    private static func consists(_ value: String, of symbols: String) -> Bool {
        value.allSatisfy { $0.isLetter || $0.isNumber || symbols.contains($0) }
    }

    private static func isSort(_ value: String) -> Bool {
        let fields = value.hasPrefix("-") || value.hasPrefix("+") ? value.dropFirst() : value[...]
        // A blank and a sign inside are let through here: the field list refuses them with number 1403.
        return !fields.isEmpty && consists(value, of: "_-,+. ") && !fields.contains(",-") && !fields.contains(",+")
    }

    private static func isDate(_ value: String) -> Bool {
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]) else {
            return false
        }
        return Int(parts[0]) != nil && (1...12).contains(month) && (1...31).contains(day)
    }

    private static func isLevelRange(_ value: String) -> Bool {
        let parts = value.split(separator: "-", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { (1...2).contains($0.utf8.count) && Int($0) != nil }
    }
}
