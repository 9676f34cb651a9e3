import JSON

extension Endpoint {
    static let lists: [Endpoint] = [
        Endpoint("/lists", .none, list + " relative_dirname filename") { call throws(ManagerError) in
            let table = ItemTable(
                call.listFiles.map(\.item), fields: ["relative_dirname", "filename", "items.key", "items.value"])
            return try call.list(
                table, "All specified lists were returned", none: "No list was returned", handled: ["filename"])
        },
        Endpoint("/lists/files", .none, paging + " relative_dirname filename") { call throws(ManagerError) in
            let table = ItemTable(call.listFiles.map(\.file), fields: ["relative_dirname", "filename"])
            return try call.list(
                table, "All specified paths were returned", none: "No path was returned", handled: ["filename"])
        },
        Endpoint("/lists/files/{filename}", .none, "raw") { call throws(ManagerError) in
            let name = call.path("filename")
            guard call.user.role.allows("lists:read", on: ["list:file:\(name)"]) else {
                throw .permissionDenied("list:file")
            }
            guard let list = ListFile.all.first(where: { $0.name == name }) else {
                return .items(
                    [], total: 0, failed: [FailedItem(1802, ids: [.string(name)])], message: "No list was returned")
            }
            if call.parameters.flag("raw") { return .text(list.text, contentType: "text/plain") }
            return .all([list.content], "CDB list was returned")
        },
    ]

    static let mitre: [Endpoint] = [
        mitreList("tactics", "tactic_ids", "All tactics information was returned") { MITRE.tacticItems },
        mitreList("techniques", "technique_ids", "MITRE techniques information was returned") { MITRE.techniqueItems },
        mitreList("groups", "group_ids", "MITRE groups information was returned") {
            MITRE.single(
                "APT28", "intrusion-set", "G0007", "groups",
                ["software": [], "techniques": .list([MITRE.stixID("attack-pattern", "T1110")])])
        },
        mitreList("software", "software_ids", "MITRE software information was returned") {
            MITRE.single("Mimikatz", "malware", "S0002", "software", ["groups": [], "techniques": []])
        },
        mitreList("mitigations", "mitigation_ids", "MITRE mitigations information was returned") {
            MITRE.single(
                "Multi-factor Authentication", "course-of-action", "M1032", "mitigations",
                ["techniques": .list([MITRE.stixID("attack-pattern", "T1110")])])
        },
        mitreList("references", "reference_ids", "MITRE references information was returned") {
            MITRE.techniques.map { technique in
                [
                    "source": "mitre-attack", "external_id": .string(technique.id),
                    "id": .string(MITRE.stixID("attack-pattern", technique.id)),
                    "url": .string("https://attack.mitre.org/techniques/\(technique.id)"), "type": "technique",
                ]
            }
        },
        Endpoint("/mitre/metadata", .action("mitre:read")) { _ in
            .all(
                [["key": "db_version", "value": "1"], ["key": "mitre_version", "value": "16.1"]],
                "MITRE metadata information was returned")
        },
    ]

    private static func mitreList(
        _ name: String, _ ids: String, _ message: String, _ items: @escaping @Sendable () -> [JSON]
    ) -> Endpoint {
        // References have no `distinct`; the rest are full lists.
        let names = name == "references" ? "offset limit sort search select q" : list
        return Endpoint("/mitre/\(name)", .action("mitre:read"), names + " " + ids) { call throws(ManagerError) in
            let whole = call.data.table("mitre \(name)") { ItemTable(items(), kept: ["id"]) }
            let wanted = call.parameters.list(ids)
            let table = wanted.map { wanted in whole.filtered { wanted.contains($0["id"]?.string ?? "") } } ?? whole
            return try call.list(table, message, none: "No MITRE information was returned")
        }
    }
}

extension Call {
    /// The lists the caller may read that the parameter `filename` names.
    fileprivate var listFiles: [ListFile] {
        let wanted = parameters.list("filename")
        return ListFile.all.filter { list in
            user.role.allows("lists:read", on: ["list:file:\(list.name)"]) && wanted?.contains(list.name) ?? true
        }
    }
}
