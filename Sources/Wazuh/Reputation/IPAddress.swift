/// An IPv4 or IPv6 address; one that is mapped into IPv6 (`::ffff:192.0.2.1`) is the IPv4 address it stands for.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16.
    package let bytes: [UInt8]

    /// Nil for anything else; IPv4 takes four decimal parts without leading zeros, which some read as octal.
    package init?(_ text: String) {
        if let bytes = Self.version4(text) {
            self.bytes = bytes
            return
        }
        guard let bytes = Self.version6(text) else { return nil }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    package var isVersion4: Bool { bytes.count == 4 }

    /// The canonical form (RFC 5952 for IPv6).
    package var description: String {
        guard !isVersion4 else { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = groups.map { String($0, radix: 16) }
        guard let zeros = longestZeros else { return groups.joined(separator: ":") }
        return groups[..<zeros.lowerBound].joined(separator: ":") + "::"
            + groups[zeros.upperBound...].joined(separator: ":")
    }

    /// The forms in which logs write it.
    package var spellings: [String] {
        if isVersion4 { return [description, "::ffff:\(description)"] }
        let short = groups.map { String($0, radix: 16) }
        let full = short.map { String(repeating: "0", count: 4 - $0.count) + $0 }
        var spellings = [description, short.joined(separator: ":"), full.joined(separator: ":")]
        spellings += spellings.map { $0.uppercased() }
        return spellings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private var groups: [Int] { stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) } }

    /// The first of the longest runs of two or more zero groups.
    private var longestZeros: Range<Int>? {
        var best: Range<Int>?
        var start = 0
        for (index, group) in (groups + [1]).enumerated() where group != 0 {
            if index - start > max(1, best?.count ?? 0) { best = start..<index }
            start = index + 1
        }
        return best
    }

    private static func version4(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                part.utf8.count == 1 || part.first != "0"
            else { return nil }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 45, let gap = halves(of: text) else { return nil }
        guard let head = parts(gap.head, mayEndInVersion4: gap.tail == nil) else { return nil }
        guard let tailText = gap.tail else { return head.count == 16 ? head : nil }
        guard let tail = parts(tailText, mayEndInVersion4: true), head.count + tail.count <= 14 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    /// What stands before and behind `::`; nil when there is more than one.
    private static func halves(of text: String) -> (head: Substring, tail: Substring?)? {
        guard text.contains(":") else { return nil }
        guard let gap = text.firstRange(of: "::") else { return (text[...], nil) }
        let tail = text[gap.upperBound...]
        return tail.contains("::") || tail.first == ":" ? nil : (text[..<gap.lowerBound], tail)
    }

    private static func parts(_ text: Substring, mayEndInVersion4: Bool) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, group) in groups.enumerated() {
            if mayEndInVersion4, index == groups.count - 1, let last = version4(group) {
                bytes += last
            } else {
                guard (1...4).contains(group.utf8.count), group.allSatisfy(\.isHexDigit),
                    let number = UInt16(group, radix: 16)
                else { return nil }
                bytes += [UInt8(number >> 8), UInt8(number & 0xFF)]
            }
        }
        return bytes
    }
}
