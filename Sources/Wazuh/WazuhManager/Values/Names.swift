/// The name of a cluster node, safe in a path.
package struct NodeName: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil for anything but 1 to 128 letters, digits, `-`, `_` and `.`, and for `.` and `..`.
    package init?(_ text: String) {
        guard isSafeName(text) else { return nil }
        description = text
    }
}

/// The name of a group of agents, safe in a path.
package struct GroupName: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil for anything but 1 to 128 letters, digits, `-`, `_` and `.`, for `.` and `..`, and for `all`, which Wazuh reserves.
    package init?(_ text: String) {
        guard isSafeName(text), text != "all" else { return nil }
        description = text
    }
}

/// The id of an SCA policy such as `cis_ubuntu22-04`, safe in a path.
package struct PolicyID: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil for anything but 1 to 128 letters, digits, `-`, `_` and `.`, and for `.` and `..`.
    package init?(_ text: String) {
        guard let name = NodeName(text) else { return nil }
        description = name.description
    }
}

/// A text that Wazuh looks for in the fields of a list, without regard to case.
package struct SearchText: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil when it is empty, longer than 256 bytes, or has control characters or what the manager does not accept in a search.
    ///
    /// A leading `-` would turn the search around, so it is refused too.
    package init?(_ text: String) {
        guard (1...256).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-"),
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && !";|&^*>".utf8.contains($0) })
        else { return nil }
        description = text
    }
}

/// A day in the form `YYYY-MM-DD`.
package struct CalendarDay: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Nil when it is no day of the calendar.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0,
            (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard (1...days).contains(day) else { return nil }
        description = text
    }
}

private func isSafeName(_ text: String) -> Bool {
    guard (1...128).contains(text.utf8.count), text != ".", text != ".." else { return false }
    return text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }
}
