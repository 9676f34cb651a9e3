import JSON

extension JSONObject {
    /// The members of several objects in one; of two with one name the later counts.
    static func merging(_ objects: JSONObject...) -> JSONObject {
        var merged: JSONObject = [:]
        for object in objects { for member in object { merged[member.name] = member.value } }
        return merged
    }
}
