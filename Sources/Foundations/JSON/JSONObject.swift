/// The members of a JSON object in the order they were written; names are unique.
package struct JSONObject: Sendable, Hashable {
    /// One name with its value.
    package struct Member: Sendable, Hashable {
        package let name: String
        package var value: JSON
    }

    private var members: [Member]

    package init() { members = [] }

    /// Makes an object; of members with the same name the last one stays.
    package init(_ pairs: some Sequence<(String, JSON)>) {
        self.init()
        for (name, value) in pairs { self[name] = value }
    }

    /// Makes an object from members that the caller knows to have unique names.
    init(uniqueMembers: [Member]) { members = uniqueMembers }

    /// The value of a member; setting nil removes it, setting a new name appends it.
    package subscript(_ name: String) -> JSON? {
        get { members.first { $0.name == name }?.value }
        set {
            let index = members.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    package var names: [String] { members.map(\.name) }
}

extension JSONObject: RandomAccessCollection {
    package var startIndex: Int { members.startIndex }
    package var endIndex: Int { members.endIndex }
    package subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
