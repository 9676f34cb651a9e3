import JSON

/// Nested values as indented lines: `name: value`, shorter than JSON and as clear.
enum Outline {
    /// The lines of a value down to a number of levels; what lies deeper is counted.
    static func lines(of value: JSON, depth: Int, indent: String = "  ") -> [String] {
        switch value {
        case .object(let object):
            object.flatMap { member in entry(member.name, member.value, depth: depth, indent: indent) }
        case .array(let elements):
            elements.enumerated().flatMap { entry("\($0 + 1)", $1, depth: depth, indent: indent) }
        default: ["\(indent)\(word(value))"]
        }
    }

    private static func entry(_ name: String, _ value: JSON, depth: Int, indent: String) -> [String] {
        switch value {
        case .object(let object) where object.isEmpty: ["\(indent)\(name): (empty)"]
        case .array(let elements) where elements.allSatisfy(isPlain):
            ["\(indent)\(name): \(elements.isEmpty ? "(empty)" : elements.map(word).joined(separator: ", "))"]
        case .object(let object) where depth <= 1: ["\(indent)\(name): (\(object.count) members)"]
        case .array(let elements) where depth <= 1: ["\(indent)\(name): (\(elements.count) items)"]
        case .object, .array: ["\(indent)\(name):"] + lines(of: value, depth: depth - 1, indent: indent + "  ")
        default: ["\(indent)\(name): \(word(value))"]
        }
    }

    private static func isPlain(_ value: JSON) -> Bool { value.object == nil && value.array == nil }

    private static func word(_ value: JSON) -> String { value.string ?? value.jsonText }
}
