/// Which agents are asked for; what is nil does not matter.
package struct AgentFilter: Sendable, Hashable {
    package var statuses: [Agent.Status] = []
    package var ids: [AgentID] = []
    package var name: String?
    package var group: GroupName?
    package var node: NodeName?
    package var platform: String?
    package var version: String?
    package var ip: String?
    /// Looked for in every field, so not only in names.
    package var search: SearchText?
    /// False leaves out agent 000, the manager.
    package var includesManager = false

    package init() {}
}

/// How a list is ordered.
package struct SortOrder: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    /// Rising in a field as the endpoint names it, such as `lastKeepAlive`.
    package static func ascending(_ field: StaticString) -> Self { Self(description: "+\(field)") }

    /// Falling in a field.
    package static func descending(_ field: StaticString) -> Self { Self(description: "-\(field)") }
}
