package import Encodings
package import JSON

/// How a legacy client opens a session: the parameters of `initialize`.
package struct Opening: Sendable, Hashable {
    package static let method: ExactText = "initialize"

    /// The version that both sides speak from now on.
    package let version: ProtocolVersion
    package let clientName: String
    package let clientCapabilities: JSONObject

    /// Reads the parameters.
    /// - Throws: ``RPCFailure`` with status 200 when the version is missing.
    package init(_ params: JSONObject) throws(RPCFailure) {
        guard let asked = params["protocolVersion"]?.string else {
            throw RPCFailure(200, RPCError.invalidParams, "initialize needs params.protocolVersion, a string.")
        }
        version = .negotiated(for: asked)
        clientName = String((params["clientInfo"]?["name"]?.string ?? "").prefix(bytes: 128))
        clientCapabilities = params["capabilities"]?.object ?? [:]
    }
}
