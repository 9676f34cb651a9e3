internal import Encodings

/// The members of a JSON object in the order they were written; names are unique, byte for byte.
package struct JSONObject: Sendable {
    /// One name with its value.
    package struct Member: Sendable, Hashable {
        package let name: String
        package var value: JSON

        package static func == (left: Self, right: Self) -> Bool {
            left.name.hasSameBytes(as: right.name) && left.value == right.value
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(ExactText(name))
            hasher.combine(value)
        }
    }

    /// How many members are compared one by one; beyond that ``places`` pays.
    static let mostCompared = 16

    private var members: [Member] = []
    /// Where each name stands, once there are many: finding one is then as cheap however many a stranger sends.
    private var places: [ExactText: Int]?

    package init() {}

    /// Makes an object; of members with the same name the last one stays.
    package init(_ pairs: some Sequence<(String, JSON)>) {
        for (name, value) in pairs { self[name] = value }
    }

    /// Makes an object of a few members that the caller knows to have unique names.
    init(uniqueMembers: [Member]) { members = uniqueMembers }

    /// The value of a member; setting nil removes it, setting a new name appends it.
    package subscript(_ name: String) -> JSON? {
        get { place(of: name).map { members[$0].value } }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Appends a member and says whether its name is new; one whose name is not is left out.
    mutating func insert(_ name: String, _ value: JSON) -> Bool {
        guard place(of: name) == nil else { return false }
        append(name, value)
        return true
    }

    package var names: [String] { members.map(\.name) }

    private func place(of name: String) -> Int? {
        if let places { return places[ExactText(name)] }
        let members = members.span
        return members.indices.first { members[$0].name.hasSameBytes(as: name) }
    }

    private mutating func append(_ name: String, _ value: JSON) {
        members.append(Member(name: name, value: value))
        if places != nil {
            places?[ExactText(name)] = members.count - 1
        } else if members.count > Self.mostCompared {
            countPlaces()
        }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        if places != nil { countPlaces() }
    }

    private mutating func countPlaces() {
        guard members.count > Self.mostCompared else { return places = nil }
        var counted: [ExactText: Int] = [:]
        for (place, member) in members.enumerated() { counted[ExactText(member.name)] = place }
        places = counted
    }
}

extension JSONObject: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.members == right.members }
    package func hash(into hasher: inout Hasher) { hasher.combine(members) }
}

extension JSONObject: RandomAccessCollection {
    package var startIndex: Int { members.startIndex }
    package var endIndex: Int { members.endIndex }
    package subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
