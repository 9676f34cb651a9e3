internal import Encodings

extension JSON {
    /// Parses untrusted bytes into a value.
    /// - Parameters:
    ///   - bytes: one JSON text in UTF-8.
    ///   - maximumDepth: how many levels of arrays and objects are allowed, 1…1,000.
    /// - Throws: ``JSONError`` for anything that is not JSON, is nested deeper, or names a member twice.
    package init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(JSONError) {
        self = try JSON(JSONDocument(parsing: bytes).root, depth: maximumDepth)
    }

    /// Parses a text; see ``init(parsing:maximumDepth:)-(Array<UInt8>,_)``.
    package init(parsing text: String, maximumDepth: Int = 128) throws(JSONError) {
        try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
    }

    /// The whole value below a view.
    /// - Throws: ``JSONError`` when it is nested deeper than 128 levels or names a member twice.
    package init(_ view: JSONView) throws(JSONError) {
        try self.init(view, depth: 128)
    }

    private init(_ view: JSONView, depth: Int) throws(JSONError) {
        switch view.kind {
        case .yes: self = .bool(true)
        case .no: self = .bool(false)
        case .string: self = .string(view.string ?? "")
        case .signed: self = .integer(Int64(bitPattern: view.rawNumber))
        case .unsigned: self = .unsigned(view.rawNumber)
        case .double: self = .number(Double(bitPattern: view.rawNumber))
        case .array: self = try .array(JSON.elements(of: view, depth: depth))
        case .object: self = try .object(JSON.members(of: view, depth: depth))
        case .null, nil: self = .null
        }
    }

    private static func elements(of view: JSONView, depth: Int) throws(JSONError) -> [JSON] {
        guard depth > 0 else { throw JSONError(.tooDeep, "nested too deeply") }
        return try view.map { (element) throws(JSONError) in try JSON(element, depth: depth - 1) } ?? []
    }

    private static func members(of view: JSONView, depth: Int) throws(JSONError) -> JSONObject {
        guard depth > 0 else { throw JSONError(.tooDeep, "nested too deeply") }
        guard view.count > JSONObject.mostCompared else {
            if let name = view.repeatedName { throw duplicate(name) }
            var members: [JSONObject.Member] = []
            members.reserveCapacity(view.count)
            try view.forEachMember { (name, value) throws(JSONError) in
                members.append(JSONObject.Member(name: name, value: try JSON(value, depth: depth - 1)))
            }
            return JSONObject(uniqueMembers: members)
        }
        var object = JSONObject()
        try view.forEachMember { (name, value) throws(JSONError) in
            guard object.insert(name, try JSON(value, depth: depth - 1)) else { throw duplicate(name) }
        }
        return object
    }

    private static func duplicate(_ name: String) -> JSONError {
        JSONError(.duplicateMember, "the member \"\(name.beginning())\" stands twice in one object")
    }
}
