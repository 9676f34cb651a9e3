import FoundationEssentials

extension Session {
    /// The session with a later last use.
    func used(at date: Date) -> Session {
        let new = NewSession(
            principal: principal, transport: transport, protocolVersion: protocolVersion, clientName: clientName,
            clientCapabilities: clientCapabilities)
        return Session(id: id, new, createdAt: createdAt, lastUsedAt: date)
    }
}

extension APIKeyRecord {
    /// Whether the use of a key that is in force should be noted now.
    func isTouchDue(now: Date) -> Bool {
        guard revokedAt == nil else { return false }
        return lastUsedAt.map { now.timeIntervalSince($0) > Retention.keyUse } ?? true
    }

    func used(at date: Date) -> APIKeyRecord {
        APIKeyRecord(
            id: id, name: name, hash: hash, scopes: scopes, createdAt: createdAt, lastUsedAt: date, revokedAt: revokedAt
        )
    }

    func revoked(at date: Date) -> APIKeyRecord {
        APIKeyRecord(
            id: id, name: name, hash: hash, scopes: scopes, createdAt: createdAt, lastUsedAt: lastUsedAt,
            revokedAt: date)
    }
}
