import HTTP
package import JSON
package import Upstream

/// A process that ran at the last inventory scan of an agent (`GET /syscollector/{id}/processes`).
package struct AgentProcess: Sendable, Hashable {
    package let pid: Int
    package let parent: Int?
    package let name: String
    package let command: String?
    package let arguments: String?
    /// The effective user.
    package let user: String?
    /// One letter as of `ps`, for example `S`.
    package let state: String?
    /// In kilobytes.
    package let residentMemory: Int?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        // The number stands as a string in every supported version.
        guard let pid = view["pid"].flatMap({ $0.int ?? $0.string.flatMap { Int($0) } }) else {
            throw JSONError(.unexpectedShape, "\"pid\" is missing or no number")
        }
        self.pid = pid
        parent = view["ppid"]?.int
        name = view.string("name") ?? ""
        command = view.known("cmd")
        arguments = view.known("argvs")
        user = view.known("euser")
        state = view.known("state")
        residentMemory = view["resident"]?.int
        scanned = view["scan"]?.known("time")
    }

    /// What ``init(_:)`` reads, so that the manager sends no more.
    static let fields = "pid,ppid,name,cmd,argvs,euser,state,resident,scan.time"
}

/// A package that was installed at the last inventory scan of an agent (`GET /syscollector/{id}/packages`).
package struct AgentPackage: Sendable, Hashable {
    package let name: String
    package let version: String?
    package let architecture: String?
    /// For example `deb`, `rpm` or `win`.
    package let format: String?
    package let vendor: String?
    /// In kilobytes.
    package let size: Int?
    package let installed: String?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        name = try view.text("name")
        version = view.known("version")
        architecture = view.known("architecture")
        format = view.known("format")
        vendor = view.known("vendor")
        size = view["size"]?.int
        installed = view.known("install_time")
        scanned = view["scan"]?.known("time")
    }

    /// What ``init(_:)`` reads, so that the manager sends no more.
    static let fields = "name,version,architecture,format,vendor,size,install_time,scan.time"
}

/// A socket that was open at the last inventory scan of an agent (`GET /syscollector/{id}/ports`).
package struct AgentPort: Sendable, Hashable {
    package struct Endpoint: Sendable, Hashable {
        package let ip: String
        package let port: Int
    }

    /// For example `tcp` or `udp6`.
    package let transport: String
    package let local: Endpoint
    package let remote: Endpoint?
    /// For example `listening`; nil for UDP.
    package let state: String?
    package let pid: Int?
    package let process: String?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        guard let local = view["local"].flatMap({ Self.endpoint($0) }) else {
            throw JSONError(.unexpectedShape, "\"local\" is missing")
        }
        self.local = local
        transport = view.string("protocol") ?? ""
        remote = view["remote"].flatMap { Self.endpoint($0) }
        state = view.known("state")
        pid = view["pid"]?.int
        process = view.known("process")
        scanned = view["scan"]?.known("time")
    }

    /// What ``init(_:)`` reads, so that the manager sends no more.
    static let fields = "protocol,local.ip,local.port,remote.ip,remote.port,state,pid,process,scan.time"

    private static func endpoint(_ view: JSONView) -> Endpoint? {
        guard let port = view["port"]?.int else { return nil }
        return Endpoint(ip: view.string("ip") ?? "", port: port)
    }
}

extension WazuhManager {
    /// The processes (`GET /syscollector/{id}/processes`).
    ///
    /// `name` keeps processes of exactly this name, `search` is looked for in every field.
    package func processes(
        of id: AgentID, name: String? = nil, search: SearchText? = nil, page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentProcess> {
        let request = Self.inventory("processes", of: id, AgentProcess.fields, Self.query(name, search), page, sort)
        return try await client.items(request) { (view) throws(JSONError) in try AgentProcess(view) }
    }

    /// The software (`GET /syscollector/{id}/packages`).
    ///
    /// `name` keeps packages of exactly this name, `search` is looked for in every field.
    package func packages(
        of id: AgentID, name: String? = nil, search: SearchText? = nil, page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentPackage> {
        let request = Self.inventory("packages", of: id, AgentPackage.fields, Self.query(name, search), page, sort)
        return try await client.items(request) { (view) throws(JSONError) in try AgentPackage(view) }
    }

    /// The open sockets (`GET /syscollector/{id}/ports`).
    ///
    /// `state` is for example `listening`, and UDP sockets have none; `transport` is for example `tcp` or `udp6`; `process`
    /// keeps sockets of processes of exactly this name.
    package func ports(
        of id: AgentID, state: String? = nil, transport: String? = nil, localPort: Int? = nil, process: String? = nil,
        page: Page = Page(), sort: SortOrder? = nil
    ) async throws(WazuhError) -> Paged<AgentPort> {
        var query = QueryItems()
        query.append("state", ifPresent: state)
        query.append("protocol", ifPresent: transport)
        query.append("local.port", ifPresent: localPort)
        query.append("process", ifPresent: process)
        let request = Self.inventory("ports", of: id, AgentPort.fields, query, page, sort)
        return try await client.items(request) { (view) throws(JSONError) in try AgentPort(view) }
    }

    private static func query(_ name: String?, _ search: SearchText?) -> QueryItems {
        var query = QueryItems()
        query.append("name", ifPresent: name)
        query.append("search", ifPresent: search)
        return query
    }

    private static func inventory(
        _ part: String, of id: AgentID, _ fields: String, _ filter: QueryItems, _ page: Page, _ sort: SortOrder?
    ) -> ManagerRequest {
        var query = filter
        query.append("select", fields)
        query.append("sort", ifPresent: sort)
        query.append(page)
        return ManagerRequest("/syscollector/\(id)/\(part)", query, permission: "syscollector:read")
    }
}
