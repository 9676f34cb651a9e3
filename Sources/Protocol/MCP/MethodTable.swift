package import Encodings
internal import JSON

/// All methods of a server: those that every server has, and those that its catalogues contribute.
///
/// Capabilities and the checks of the routing headers follow from what stands in it.
package struct MethodTable: Sendable {
    package let server: ServerInfo
    private let methods: [ExactText: Method]
    private let initializeResults: [ProtocolVersion: [UInt8]]

    /// - Parameters:
    ///   - server: who the server is.
    ///   - contributed: the methods of its catalogues; of two with one name the first counts.
    package init(server: ServerInfo, _ contributed: [Method]) {
        self.server = server
        var capabilities: JSONObject = [:]
        for capability in contributed.compactMap(\.capability) { capabilities[capability] = [:] }
        var methods: [ExactText: Method] = [:]
        for method in Self.common(server, capabilities) + contributed where methods[method.name] == nil {
            methods[method.name] = method
        }
        self.methods = methods
        initializeResults = Dictionary(
            uniqueKeysWithValues: ProtocolVersion.allCases.map {
                ($0, server.initializeResult(for: $0, capabilities: capabilities))
            })
    }

    private static func common(_ server: ServerInfo, _ capabilities: JSONObject) -> [Method] {
        let discovered = MethodOutcome.result(server.discoverResult(capabilities: capabilities))
        let empty = MethodOutcome.result(Array("{}".utf8))
        return [
            Method("ping", in: [.legacy]) { _ in empty },
            Method("server/discover", in: [.modern]) { _ in discovered },
            // A session is opened before any method of it runs.
            Method("initialize", in: [.legacy]) { (_) throws(RPCFailure) in
                throw RPCFailure(200, RPCError.invalidRequest, "This session is initialised already.")
            },
        ]
    }

    /// The result of `initialize` for a negotiated legacy version.
    package func initializeResult(for version: ProtocolVersion) -> [UInt8] { initializeResults[version] ?? [] }

    /// The method of this name, in whichever era.
    package func method(named name: ExactText) -> Method? { methods[name] }

    /// The method that a request names.
    /// - Throws: ``RPCFailure`` when there is none: 404 for modern clients and 200 for legacy ones, to whom 404 means
    ///   that their session has ended.
    package func method(of request: Message.Request, era: Era) throws(RPCFailure) -> Method {
        guard let method = method(named: request.method), method.eras.contains(era) else {
            let status = era == .modern ? 404 : 200
            throw RPCFailure(
                status, RPCError.methodNotFound, "Unknown method \"\(request.method.string.beginning())\".")
        }
        return method
    }
}
