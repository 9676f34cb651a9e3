internal import Encodings
internal import JSON

/// The checks that a modern request passes before any handler runs (2026-07-28, transports), in their order.
package enum ModernLadder {
    /// - Parameters:
    ///   - request: the request.
    ///   - headers: the header fields that repeat what it says.
    ///   - methods: the server's methods, which know the member that `Mcp-Name` repeats.
    /// - Returns: the version that the request speaks.
    /// - Throws: ``RPCFailure`` with the status and code of the first check that fails.
    package static func check(
        _ request: Message.Request, headers: RoutingHeaders, methods: MethodTable
    ) throws(RPCFailure) -> ProtocolVersion {
        let meta = RequestMeta(params: request.params)
        guard meta.missingKeys.isEmpty, let claimed = meta.claimedVersion else {
            throw RPCFailure(
                400, RPCError.invalidParams, "params._meta lacks \(meta.missingKeys.joined(separator: " and ")).")
        }
        guard headers.version.isOne(claimed) else {
            throw mismatch("MCP-Protocol-Version", headers.version, body: claimed)
        }
        guard let version = ProtocolVersion(claimed), version.isModern else {
            let supported = ProtocolVersion.modern.map { JSON.string($0.rawValue) }
            throw RPCFailure(
                400, RPCError.unsupportedVersion,
                "This server does not speak \(claimed.beginning(bytes: 40)) this way.",
                data: ["supported": .array(supported), "requested": .string(claimed.beginning())])
        }
        try checkMethod(request.method.string, headers: headers)
        if let member = methods.method(named: request.method)?.headerMember {
            try checkName(request.params[member]?.string, headers: headers)
        }
        return version
    }

    /// Checks a modern notification, which need not repeat its method in a header but may not contradict it.
    /// - Throws: ``RPCFailure`` when an `Mcp-Method` header names another method.
    package static func check(
        _ notification: Message.Notification, headers: RoutingHeaders
    ) throws(RPCFailure) {
        guard !headers.method.isEmpty else { return }
        try checkMethod(notification.method.string, headers: headers)
    }

    private static func checkMethod(_ method: String, headers: RoutingHeaders) throws(RPCFailure) {
        let header = HeaderValue(headers.method)
        guard header.isOne(method) else { throw mismatch("Mcp-Method", header, body: method) }
    }

    private static func checkName(_ name: String?, headers: RoutingHeaders) throws(RPCFailure) {
        guard let body = name else { return }
        // A name may hold commas; copies that a proxy has joined by them count as one all the same.
        let header = HeaderValue(headers.name, splitsCommas: false)
        let repeats = [header, HeaderValue(headers.name)].contains { header in
            guard let text = header.text, let value = HeaderText.decode(text) else { return false }
            return value.hasSameBytes(as: body)
        }
        guard repeats else { throw mismatch("Mcp-Name", header, body: body) }
    }

    private static func mismatch(_ name: String, _ header: HeaderValue, body: String) -> RPCFailure {
        let state =
            switch header {
            case .absent: "is missing"
            case .conflicting: "stands several times with different values"
            case .one(let text): "is \"\(text.beginning())\""
            }
        return RPCFailure(
            400, RPCError.headerMismatch, "The \(name) header \(state), but the body says \"\(body.beginning())\".")
    }
}
