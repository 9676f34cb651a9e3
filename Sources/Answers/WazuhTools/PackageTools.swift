package import MCP
package import WazuhManager

let packageTools: [WazuhTool] = [
    WazuhTool(
        "get_agent_packages", title: "Packages of an agent",
        "List the software that was installed on an agent at its last inventory scan.",
        .reads, scope: .read,
        .agentID(),
        .optional(Argument<SearchText>.search("search", "Packages with this text in name, version or vendor.")),
        .optional(Argument<String>.packageName),
        .page()
    ) { wazuh, id, search, name, page in
        let packages = try await wazuh.manager.packages(
            of: id, name: name, search: search, page: page.page, sort: .ascending("name"))
        let covers = ["agent \(id)", search.map { "containing \"\($0)\"" }, name.map { "name \($0)" }]
        return Listing(
            of: "packages", covers: covers.compactMap(\.self).joined(separator: ", "), packages, page,
            notes: packages.items.first?.scanned.map { ["Scanned \($0)."] } ?? [], isUntrusted: true)
    }
]

extension Argument where Value == String {
    /// A name in the characters that the manager accepts; Windows packages with others are found by `search`.
    fileprivate static var packageName: Self {
        .string(
            "name", "Packages of exactly this name.",
            expected: "letters, digits, blanks and , - . + : _ (for other names use search)", longest: 256
        ) { text in
            let isAccepted = text.allSatisfy { $0.isLetter || $0.isNumber || ",-.+:_ ".contains($0) }
            return isAccepted && !text.isEmpty ? text : nil
        }
    }
}

extension AgentPackage: ListItem {
    package static let structure = Structure<AgentPackage>(
        .init("name") { $0.name },
        .init("version") { $0.version },
        .init("architecture") { $0.architecture },
        .init("format") { $0.format },
        .init("vendor") { $0.vendor },
        .init("size_kb") { $0.size },
        .init("installed") { $0.installed }
    )

    package var line: String {
        var line = [name, version, architecture, format.map { "(\($0))" }].compactMap(\.self).joined(separator: " ")
        if let vendor { line += "; \(vendor)" }
        if let installed { line += "; installed \(installed)" }
        return line
    }
}
