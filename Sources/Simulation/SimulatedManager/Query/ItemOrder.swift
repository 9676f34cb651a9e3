import JSON

/// How values stand to one another: numbers by size, everything else by text without regard to case.
enum ItemOrder {
    /// −1, 0 or 1.
    static func compare(_ left: String, _ right: String) -> Int {
        if let leftNumber = number(left), let rightNumber = number(right) { return sign(leftNumber, rightNumber) }
        if TextMatch.isEqual(left, right) { return 0 }
        return TextMatch.fold(left).lexicographicallyPrecedes(TextMatch.fold(right)) ? -1 : 1
    }

    /// −1, 0 or 1 for two values of a sorted field; a missing one comes first, versions go part by part.
    static func compare(_ left: JSON?, _ right: JSON?, of field: String) -> Int {
        switch (left, right) {
        case (nil, nil): return 0
        case (nil, _): return -1
        case (_, nil): return 1
        case (let left?, let right?):
            guard field == "version" else { return compare(left.scalarText, right.scalarText) }
            return compareVersions(left.scalarText, right.scalarText)
        }
    }

    private static func compareVersions(_ left: String, _ right: String) -> Int {
        let leftParts = parts(left)
        let rightParts = parts(right)
        guard leftParts != rightParts else { return compare(left, right) }
        return leftParts.lexicographicallyPrecedes(rightParts) ? -1 : 1
    }

    private static func parts(_ version: String) -> [Int] {
        version.split { !$0.isNumber }.compactMap { Int($0) }
    }

    private static func number(_ text: String) -> Double? {
        // Most texts are no numbers: a look at the bytes is cheaper than an attempt to read one.
        guard !text.isEmpty, text.utf8.count <= 20, text.utf8.allSatisfy({ (45...57).contains($0) }) else { return nil }
        return Double(text)
    }

    private static func sign(_ left: Double, _ right: Double) -> Int { left == right ? 0 : (left < right ? -1 : 1) }
}
