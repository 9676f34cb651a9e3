package import JSON

/// Who this server is, as `initialize` and `server/discover` say it.
package struct ServerInfo: Sendable, Hashable {
    package let name: String
    package let title: String
    package let version: String
    package let description: String
    /// How a model should use the tools.
    package let instructions: String

    package init(name: String, title: String, version: String, description: String, instructions: String) {
        self.name = name
        self.title = title
        self.version = version
        self.description = description
        self.instructions = instructions
    }

    /// The `Implementation` object with the members that a version knows.
    package func implementation(for protocolVersion: ProtocolVersion) -> JSON {
        var object: JSONObject = ["name": .string(name)]
        if protocolVersion >= .june2025 { object["title"] = .string(title) }
        object["version"] = .string(version)
        if protocolVersion >= .november2025 { object["description"] = .string(description) }
        return .object(object)
    }

    /// The result of `initialize` for a negotiated legacy version.
    func initializeResult(for protocolVersion: ProtocolVersion, capabilities: JSONObject) -> [UInt8] {
        let result: JSON = [
            "protocolVersion": .string(protocolVersion.rawValue), "capabilities": .object(capabilities),
            "serverInfo": implementation(for: protocolVersion), "instructions": .string(instructions),
        ]
        return result.jsonBytes
    }

    /// The result of `server/discover` (2026-07-28): names modern versions only, one of which the next request speaks.
    func discoverResult(capabilities: JSONObject) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("supportedVersions", ProtocolVersion.modern.map(\.rawValue))
            writer.member("capabilities", JSON.object(capabilities))
            writer.member("instructions", instructions)
            ModernResult.writeCacheable(to: &writer, server: self, lifetime: .seconds(3_600), isPublic: true)
        }
        return writer.bytes
    }
}
