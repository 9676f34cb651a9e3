internal import JSON

/// Which half of the protocol's history a message belongs to.
package enum Era: Sendable, Hashable {
    case modern
    case legacy
}

extension Era {
    /// Decides by how the message opens: a version claimed in the body wins, the header is checked against it later.
    ///
    /// - Parameters:
    ///   - message: the only message of the body.
    ///   - version: the `MCP-Protocol-Version` header.
    /// - Returns: the half whose rules apply.
    /// - Throws: ``RPCFailure`` for what belongs to neither.
    package static func of(_ message: Message, version: HeaderValue) throws(RPCFailure) -> Era {
        let namesModernVersion = version.text.map { ProtocolVersion($0)?.isModern ?? true } ?? false
        switch message {
        case .response: return .legacy
        case .notification(let notification):
            return RequestMeta(params: notification.params).hasClaim || namesModernVersion ? .modern : .legacy
        case .request(let request):
            let meta = RequestMeta(params: request.params)
            if meta.hasClaim { return .modern }
            guard namesModernVersion else { return .legacy }
            if request.method == Opening.method {
                throw RPCFailure(
                    400, RPCError.headerMismatch,
                    "initialize opens a session of \(ProtocolVersion.latestLegacy.rawValue) or earlier, but the "
                        + "MCP-Protocol-Version header names a later version.")
            }
            throw RPCFailure(
                400, RPCError.invalidParams,
                "params._meta lacks \(meta.missingKeys.joined(separator: " and ")), which this version requires.")
        }
    }
}
