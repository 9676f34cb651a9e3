package import JSON

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
    /// Seconds since 1970.
    package let started: Int?
    /// In kilobytes.
    package let residentMemory: Int?
    package let threads: Int?
    package let scanned: String?

    package init(_ view: JSONView) throws(JSONError) {
        // The number stands as a string in every supported version.
        guard let pid = view["pid"].flatMap({ $0.int ?? $0.string.flatMap { Int($0) } }) else {
            throw JSONError(.unexpectedShape, "\"pid\" is missing or no number")
        }
        self.pid = pid
        parent = view["ppid"]?.int
        name = view["name"]?.string ?? ""
        command = view.known("cmd")
        arguments = view.known("argvs")
        user = view.known("euser")
        state = view.known("state")
        started = view["start_time"]?.int
        residentMemory = view["resident"]?.int
        threads = view["nlwp"]?.int
        scanned = view["scan"]?.known("time")
    }
}
