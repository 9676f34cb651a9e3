package import Encodings

/// Who calls, and what the credential allows.
package struct Principal: Sendable, Hashable {
    /// The caller's name in tokens and logs; sessions belong to it.
    package let subject: ExactText
    /// The scopes in force: writing includes reading.
    package let scopes: Set<ExactText>

    /// - Parameters:
    ///   - subject: the caller's name.
    ///   - scopes: the scopes that the credential carries.
    package init(subject: ExactText, scopes: Set<ExactText>) {
        self.subject = subject
        self.scopes = scopes.contains(ExactText(Scopes.write)) ? scopes.union([ExactText(Scopes.read)]) : scopes
    }
}

/// The scopes that this server knows.
package enum Scopes {
    package static let read = "wazuh:read"
    package static let write = "wazuh:write"
    package static let all = [read, write]
}
