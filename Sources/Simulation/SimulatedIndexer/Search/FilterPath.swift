internal import JSON

/// The parameter `filter_path`: which parts of an answer are sent.
struct FilterPath: Sendable {
    private let includes: [[WildcardPattern]]
    private let excludes: [[WildcardPattern]]
    /// A part that stands for any number of levels.
    private static let anyDepth = WildcardPattern("**")

    init(_ text: String) {
        let paths = text.split(separator: ",").map(String.init)
        let parts = { (path: String) in path.split(separator: ".").map { WildcardPattern(String($0)) } }
        includes = paths.filter { !$0.hasPrefix("-") }.map(parts)
        excludes = paths.filter { $0.hasPrefix("-") }.map { parts(String($0.dropFirst())) }
    }

    func apply(_ json: JSON) -> JSON {
        var result = json
        if !includes.isEmpty { result = Self.keep(result, includes) ?? [:] }
        return excludes.isEmpty ? result : Self.drop(result, excludes)
    }

    private static func keep(_ json: JSON, _ paths: [[WildcardPattern]]) -> JSON? {
        if paths.contains(where: \.isEmpty) { return json }
        switch json {
        case .array(let elements):
            let kept = elements.compactMap { keep($0, paths) }
            return kept.isEmpty ? nil : .array(kept)
        case .object(let object):
            let kept = object.compactMap { member in
                keep(member.value, step(paths, member.name)).map { (member.name, $0) }
            }
            return kept.isEmpty ? nil : .object(JSONObject(kept))
        default: return nil
        }
    }

    private static func drop(_ json: JSON, _ paths: [[WildcardPattern]]) -> JSON {
        switch json {
        case .array(let elements): return .array(elements.map { drop($0, paths) })
        case .object(let object):
            let kept = object.compactMap { member -> (String, JSON)? in
                let rest = step(paths, member.name)
                return rest.contains(where: \.isEmpty) ? nil : (member.name, drop(member.value, rest))
            }
            return .object(JSONObject(kept))
        default: return json
        }
    }

    /// What is left of the paths below a member of this name.
    private static func step(_ paths: [[WildcardPattern]], _ name: String) -> [[WildcardPattern]] {
        paths.flatMap { path -> [[WildcardPattern]] in
            guard let first = path.first else { return [] }
            let rest = Array(path.dropFirst())
            if first == anyDepth { return [path] + step([rest], name) }
            return first.matches(name) ? [rest] : []
        }
    }
}
