package import JSON

/// What `params._meta` says about a request.
package struct RequestMeta: Sendable, Hashable {
    package static let versionKey = "io.modelcontextprotocol/protocolVersion"
    package static let capabilitiesKey = "io.modelcontextprotocol/clientCapabilities"
    package static let serverInfoKey = "io.modelcontextprotocol/serverInfo"

    private let members: JSONObject?

    package init(params: JSONObject) { members = params["_meta"]?.object }

    /// True when the sender says which version it speaks: the mark of a modern request.
    package var hasClaim: Bool { members?[Self.versionKey] != nil }
    package var claimedVersion: String? { members?[Self.versionKey]?.string }
    package var clientCapabilities: JSONObject? { members?[Self.capabilitiesKey]?.object }
    /// A string or an integer, echoed in progress notifications with its type.
    package var progressToken: RequestID? { RequestID(members?["progressToken"]) }

    /// The required keys that are missing or of the wrong type.
    package var missingKeys: [String] {
        var missing: [String] = []
        if claimedVersion == nil { missing.append(Self.versionKey) }
        if clientCapabilities == nil { missing.append(Self.capabilitiesKey) }
        return missing
    }
}
