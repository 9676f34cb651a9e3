internal import Glibc

/// An IPv4 or IPv6 address; one that is mapped into IPv6 (`::ffff:192.0.2.1`) is the IPv4 address it stands for.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16, in the order of the network.
    package let bytes: [UInt8]

    /// Nil for anything else; IPv4 takes four decimal parts without leading zeros, which some read as octal.
    package init?(_ text: String) {
        // The system's reader would stop at a NUL.
        guard text.utf8.count < INET6_ADDRSTRLEN, !text.utf8.contains(0) else { return nil }
        if let bytes = Self.read(text, AF_INET, count: 4) {
            self.bytes = bytes
            return
        }
        guard let bytes = Self.read(text, AF_INET6, count: 16) else { return nil }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        self.bytes = isMapped ? Array(bytes.suffix(4)) : bytes
    }

    package var isVersion4: Bool { bytes.count == 4 }

    /// The canonical form (RFC 5952 for IPv6).
    package var description: String {
        var text = [UInt8](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isWritten = unsafe text.withUnsafeMutableBytes { text in
            unsafe inet_ntop(
                isVersion4 ? AF_INET : AF_INET6, bytes, text.bindMemory(to: CChar.self).baseAddress,
                socklen_t(text.count)) != nil
        }
        return isWritten ? String(decoding: text.prefix { $0 != 0 }, as: UTF8.self) : ""
    }

    /// The forms in which logs write it.
    package var spellings: [String] {
        if isVersion4 { return [description, "::ffff:\(description)"] }
        let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        let short = groups.map { String($0, radix: 16) }
        let full = short.map { String(repeating: "0", count: 4 - $0.count) + $0 }
        var spellings = [description, short.joined(separator: ":"), full.joined(separator: ":")]
        spellings += spellings.map { $0.uppercased() }
        return spellings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func read(_ text: String, _ family: CInt, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return unsafe inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
