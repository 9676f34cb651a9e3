/// Keeps this process's copy of the shared manager token: one caller renews it, the others wait for that.
actor ManagerLogin {
    private let store: any UpstreamTokenStore
    private let clock: ManagerClock
    private let logIn: @Sendable (_ now: Int) async throws(WazuhError) -> ManagerToken
    private let check: @Sendable (ManagerToken) async throws(WazuhError) -> Void
    private var current: ManagerToken?
    private var renewal: Task<Result<ManagerToken, WazuhError>, Never>?

    /// How long one worker may take to log in before another tries, in seconds.
    private static let leaseSeconds = 15
    private static let pollInterval = Duration.milliseconds(100)

    /// - Parameters:
    ///   - store: where all workers share the token.
    ///   - clock: the time and its pauses.
    ///   - logIn: asks the manager for a new token.
    ///   - check: refuses a manager this client cannot work with; called once for each token.
    init(
        store: any UpstreamTokenStore, clock: ManagerClock,
        logIn: @escaping @Sendable (_ now: Int) async throws(WazuhError) -> ManagerToken,
        check: @escaping @Sendable (ManagerToken) async throws(WazuhError) -> Void
    ) {
        self.store = store
        self.clock = clock
        self.logIn = logIn
        self.check = check
    }

    /// A token to use now.
    /// - Parameter rejected: the token that the manager has just refused; it is not given again.
    /// - Returns: a token that is valid for some seconds at least.
    /// - Throws: ``WazuhError`` when the manager gives none.
    func token(insteadOf rejected: ManagerToken? = nil) async throws(WazuhError) -> ManagerToken {
        if let current, current.text != rejected?.text, clock.now() < current.refreshTime { return current }
        let renewal = renewal ?? Task { await self.renew(insteadOf: rejected) }
        self.renewal = renewal
        return try await renewal.value.get()
    }

    private func renew(insteadOf rejected: ManagerToken?) async -> Result<ManagerToken, WazuhError> {
        defer { renewal = nil }
        do throws(WazuhError) {
            let token = try await checked(insteadOf: rejected)
            current = token
            return .success(token)
        } catch {
            return .failure(error)
        }
    }

    private func checked(insteadOf rejected: ManagerToken?) async throws(WazuhError) -> ManagerToken {
        let token = try await obtain(insteadOf: rejected)
        do throws(WazuhError) {
            try await check(token)
            return token
        } catch {
            // The shared token may have been revoked since another worker got it.
            guard error.status == 401 else { throw error }
        }
        let other = try await obtain(insteadOf: token)
        try await check(other)
        return other
    }

    private func obtain(insteadOf rejected: ManagerToken?) async throws(WazuhError) -> ManagerToken {
        for _ in 0..<(Self.leaseSeconds * 10) {
            // A store that fails costs sharing, not the service.
            if let shared = (try? await store.token()) ?? nil, isUsable(shared, insteadOf: rejected) { return shared }
            if (try? await store.takeLease(seconds: Self.leaseSeconds)) ?? true {
                return try await logInAndShare(insteadOf: rejected)
            }
            try? await clock.sleep(Self.pollInterval)
        }
        return try await logInAndShare(insteadOf: rejected)
    }

    private func isUsable(_ token: ManagerToken, insteadOf rejected: ManagerToken?) -> Bool {
        token.text != rejected?.text && clock.now() < token.refreshTime
    }

    private func logInAndShare(insteadOf rejected: ManagerToken?) async throws(WazuhError) -> ManagerToken {
        // Another worker may have shared one between our look and our lease.
        if let shared = (try? await store.token()) ?? nil, isUsable(shared, insteadOf: rejected) {
            try? await store.giveLeaseBack()
            return shared
        }
        // A token of the second in which its predecessor was revoked is refused as well (whole seconds are compared).
        if rejected != nil { try? await clock.sleep(.milliseconds(1_100)) }
        do throws(WazuhError) {
            let token = try await logIn(clock.now())
            try? await store.put(token)
            return token
        } catch {
            try? await store.giveLeaseBack()
            throw error
        }
    }
}
