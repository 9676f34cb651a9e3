import Synchronization
import Upstream

/// Keeps this process's copy of the shared manager token: one caller renews it, the others wait for that.
actor ManagerLogin {
    private typealias Outcome = Result<ManagerToken, WazuhError>

    private let store: any UpstreamTokenStore
    private let clock: UpstreamClock
    private let logIn: @Sendable (_ now: Int) async throws(WazuhError) -> ManagerToken
    private let check: @Sendable (ManagerToken) async throws(WazuhError) -> Void
    /// Behind a lock, so that a call with a valid token need not wait for the actor.
    private let current = Mutex<ManagerToken?>(nil)
    private var isRenewing = false
    private var waiting: [Int: CheckedContinuation<Outcome?, Never>] = [:]
    private var nextID = 0
    private var refusal: (error: WazuhError, until: Int)?

    /// How long a refused login is not tried again, in seconds: the manager blocks an address after 50 in 300.
    private static let refusalSeconds = 60
    /// How long before its end a token is no longer given while another is fetched, in seconds.
    private static let lastSeconds = 5
    /// How long one worker may take to log in before another tries, in seconds.
    private static let leaseSeconds = 15
    private static let pollInterval = Duration.milliseconds(100)

    /// - Parameters:
    ///   - store: where all workers share the token.
    ///   - clock: the time and its pauses.
    ///   - logIn: asks the manager for a new token.
    ///   - check: refuses a manager this client cannot work with; called once for each token.
    init(
        store: any UpstreamTokenStore, clock: UpstreamClock,
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
    nonisolated func token(insteadOf rejected: ManagerToken? = nil) async throws(WazuhError) -> ManagerToken {
        if let current = current.withLock({ $0 }), isUsable(current, insteadOf: rejected) { return current }
        let token = try await renewed(insteadOf: rejected)
        guard token.isSame(as: rejected) else { return token }
        // A renewal that was under way already found the very token that was refused.
        return try await renewed(insteadOf: rejected)
    }

    private func renewed(insteadOf rejected: ManagerToken?) async throws(WazuhError) -> ManagerToken {
        let now = clock.now()
        if let current = current.withLock({ $0 }), !current.isSame(as: rejected) {
            let end = current.received + current.lifetime - Self.lastSeconds
            if now < (isRenewing ? end : current.refreshTime) { return current }
        }
        if let refusal, now < refusal.until { throw refusal.error }
        if !isRenewing {
            isRenewing = true
            // Unstructured: the renewal serves all who wait and must not end with the first one's request.
            Task { await CallDeadline.alone(clock.longestRenewal) { await self.renew(insteadOf: rejected) } }
        }
        guard let outcome = await outcome() else {
            throw WazuhError(.cancelled, .manager, ManagerSender.loginEndpoint, reason: "the call was cancelled")
        }
        return try outcome.get()
    }

    /// What the renewal under way comes to; nil when the waiting task is cancelled first, a failure when its time is up.
    private func outcome() async -> Outcome? {
        let id = nextID
        nextID += 1
        let timer = CallDeadline.end.map { end in
            Task {
                try await Task.sleep(until: end, clock: .continuous)
                leave(id, with: .failure(Self.notInTime))
            }
        }
        defer { timer?.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: nil) }
                waiting[id] = continuation
            }
        } onCancel: {
            Task { await self.leave(id, with: nil) }
        }
    }

    private func leave(_ id: Int, with outcome: Outcome?) {
        waiting.removeValue(forKey: id)?.resume(returning: outcome)
    }

    private static let notInTime = WazuhError(
        .timedOut, .manager, ManagerSender.loginEndpoint, reason: "the login was not done in time",
        advice: "Try again in a moment.")

    private func renew(insteadOf rejected: ManagerToken?) async {
        let outcome: Outcome
        do throws(WazuhError) {
            let token = try await checked(insteadOf: rejected)
            current.withLock { $0 = token }
            refusal = nil
            outcome = .success(token)
        } catch {
            if error.endpoint == ManagerSender.loginEndpoint, error.status == 401 || error.status == 403 {
                refusal = (error, clock.now() + Self.refusalSeconds)
            }
            outcome = .failure(error)
        }
        isRenewing = false
        let waiters = waiting.values
        waiting = [:]
        for waiter in waiters { waiter.resume(returning: outcome) }
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
            guard !CallDeadline.isOver else { throw Self.notInTime }
            try? await clock.sleep(Self.pollInterval)
        }
        return try await logInAndShare(insteadOf: rejected)
    }

    private nonisolated func isUsable(_ token: ManagerToken, insteadOf rejected: ManagerToken?) -> Bool {
        !token.isSame(as: rejected) && clock.now() < token.refreshTime
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
