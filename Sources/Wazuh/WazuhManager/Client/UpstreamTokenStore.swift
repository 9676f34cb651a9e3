/// Where all workers keep the one manager token they share, and agree on who replaces it.
///
/// An implementation seals the token before it writes it anywhere. What it throws costs sharing, nothing else: a worker
/// that cannot reach the store logs in for itself.
package protocol UpstreamTokenStore: Sendable {
    /// The shared token, whatever its age; nil when there is none.
    func token() async throws -> ManagerToken?

    /// Takes the right to log in, for one worker at a time.
    /// - Parameter seconds: when it ends by itself, so that a worker that died does not keep it.
    /// - Returns: false while another worker has it.
    /// - Throws: whatever keeps the store from answering.
    func takeLease(seconds: Int) async throws -> Bool

    /// Shares a new token and gives the lease back.
    func put(_ token: ManagerToken) async throws

    /// Gives the lease back without a new token.
    func giveLeaseBack() async throws
}

/// The token of a single process.
package actor InMemoryTokenStore: UpstreamTokenStore {
    private var shared: ManagerToken?
    private var isLeased = false

    package init() {}

    package func token() -> ManagerToken? { shared }

    package func takeLease(seconds: Int) -> Bool {
        defer { isLeased = true }
        return !isLeased
    }

    package func put(_ token: ManagerToken) {
        shared = token
        isLeased = false
    }

    package func giveLeaseBack() { isLeased = false }
}
