import FoundationEssentials
import SimulatedCompany
import JSON

extension Endpoint {
    static let groups: [Endpoint] = [
        Endpoint(
            "/groups", .none, list + " groups_list hash", kinds: ["hash": .choice(["md5", "sha1", "sha256", "sha512"])]
        ) {
            call throws(ManagerError) in
            var failed: [FailedItem] = []
            if let wanted = call.parameters.list("groups_list") {
                let unknown = wanted.filter { name in !call.company.groups.contains { $0.name == name } }
                if !unknown.isEmpty { failed = [FailedItem(1710, ids: unknown.map(JSON.string))] }
            }
            let table = ItemTable(call.groupItems, fields: ["name", "count", "mergedSum", "configSum"])
            return try call.list(
                table, "All selected groups information was returned", none: "No group information was returned",
                failed: failed)
        },
        Endpoint("/groups/{group_id}/configuration", .none, "offset limit") { call throws(ManagerError) in
            .data(GroupFiles.configuration(of: try call.group().name))
        },
        Endpoint(
            "/groups/{group_id}/files", .none, list + " hash",
            kinds: ["hash": .choice(["md5", "sha1", "sha256", "sha512"])]
        ) { call throws(ManagerError) in
            let table = ItemTable(GroupFiles.items(of: try call.group()), fields: ["filename", "hash"])
            return try call.list(table, "All selected groups files were returned")
        },
        Endpoint(
            "/groups/{group_id}/files/{file_name}", .none, "type raw",
            kinds: ["type": .list(.choice(["conf", "rootkit_files", "rootkit_trojans", "rcl"]))], since: "4.9.0"
        ) { call throws(ManagerError) in
            let group = try call.group()
            guard GroupFiles.names.contains(call.path("file_name")) else { throw .notFound(1006) }
            if call.parameters.flag("raw") { return .text(GroupFiles.xml(of: group.name), contentType: "text/plain") }
            return .data(GroupFiles.configuration(of: group.name))
        },
    ]
}

extension Call {
    /// The group of the path.
    /// - Throws: 404 with 1710 when there is none, 403 when the caller may not read it.
    func group() throws(ManagerError) -> SimulatedGroup {
        let name = path("group_id")
        guard user.role.allows("group:read", on: ["group:id:\(name)"]) else { throw .permissionDenied("group:id") }
        guard let group = company.groups.first(where: { $0.name == name }) else { throw .notFound(1710) }
        return group
    }

    /// The groups the caller may read, with how many agents they have.
    var groupItems: [JSON] {
        let wanted = parameters.list("groups_list")
        return company.groups.filter { group in
            user.role.allows("group:read", on: ["group:id:\(group.name)"]) && wanted?.contains(group.name) ?? true
        }.map { group in
            [
                "name": .string(group.name), "count": .int(company.agents.count { $0.groups.contains(group.name) }),
                "mergedSum": .string(group.mergedSum), "configSum": .string(group.configSum),
            ]
        }
    }
}
