import HTTP
import JSON

extension WazuhManager {
    /// The names of the groups that rules belong to (`GET /rules/groups`).
    package func ruleGroups(
        search: SearchText? = nil, page: Page = Page()
    ) async throws(WazuhError) -> Paged<String> {
        var query = QueryItems()
        query.append("search", ifPresent: search)
        query.append(page)
        return try await client.items(ManagerRequest("/rules/groups", query, permission: "rules:read")) {
            (view) throws(JSONError) in
            guard let name = view.string else { throw JSONError(.unexpectedShape, "a group is no string") }
            return name
        }
    }
}
