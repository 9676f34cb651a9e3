internal import JSON

/// The members that 2026-07-28 adds to results.
enum ModernResult {
    /// Writes `resultType` and the server's name.
    static func write(to writer: inout JSONWriter, type: String = "complete", server: ServerInfo) {
        writer.member("resultType", type)
        writer.member("_meta", JSON.object([RequestMeta.serverInfoKey: server.implementation(for: .july2026)]))
    }

    /// Writes them together with how long and by whom the result may be reused.
    static func writeCacheable(to writer: inout JSONWriter, server: ServerInfo, lifetime: Duration, isPublic: Bool) {
        writer.member("ttlMs", lifetime.components.seconds * 1_000)
        writer.member("cacheScope", isPublic ? "public" : "private")
        write(to: &writer, server: server)
    }
}
