package import JSON

extension JSONView {
    /// The string of a member that has to be there.
    package func text(_ name: StaticString) throws(JSONError) -> String {
        guard let text = string(name) else {
            throw JSONError(.unexpectedShape, "\"\(name)\" is missing or no string")
        }
        return text
    }

    /// The integer of a member that has to be there.
    package func integer(_ name: StaticString) throws(JSONError) -> Int {
        guard let integer = self[name]?.int else {
            throw JSONError(.unexpectedShape, "\"\(name)\" is missing or no integer")
        }
        return integer
    }

    /// The string of a member, nil when it is missing, empty or `n/a`.
    package func known(_ name: StaticString) -> String? { string(name)?.ifKnown }
}

extension JSONMembers {
    /// The string of a member, nil when it is missing, empty or `n/a`.
    package mutating func known(_ name: StaticString) -> String? { string(name)?.ifKnown }
}

extension String {
    fileprivate var ifKnown: String? {
        guard !isEmpty else { return nil }
        // Looked at by its length first: hardly any text is as short.
        return utf8.count == 3 && (self == "n/a" || self == "N/A") ? nil : self
    }
}
