import HTTP
import JSON

extension WazuhManager {
    /// What the API says of itself; the cheapest call that shows that it answers.
    package func apiInformation() async throws(WazuhError) -> APIInformation {
        try await client.object(ManagerRequest("/", permission: nil)) { (data) throws(JSONError) in
            try APIInformation(data)
        }
    }

    /// What the manager, or a node of its cluster, is.
    package func information(node: NodeName? = nil) async throws(WazuhError) -> ManagerInformation {
        try await client.item(ManagerRequest("/info", of: node)) { (view) throws(JSONError) in
            try ManagerInformation(view)
        }
    }

    /// The daemons of the manager, or of a node of its cluster, by name.
    package func daemons(node: NodeName? = nil) async throws(WazuhError) -> [DaemonStatus] {
        try await client.item(ManagerRequest("/status", of: node)) { (view) throws(JSONError) in
            var daemons: [DaemonStatus] = []
            view.forEachMember { name, state in daemons.append(DaemonStatus(name: name, state: state.string ?? "")) }
            return daemons.sorted { $0.name < $1.name }
        }
    }

    /// What the API user may do; needs no permission itself.
    package func policies() async throws(WazuhError) -> Policies {
        let request = ManagerRequest("/security/users/me/policies", permission: nil)
        return try await client.object(request) { (data) throws(JSONError) in try Policies(data) }
    }
}
