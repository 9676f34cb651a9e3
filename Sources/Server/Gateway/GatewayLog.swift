import Auth
import Encodings
import JSON
import Logging
import Store

extension Logger {
    /// One line a tool call: who, what, how long; arguments are not logged, they may hold what is sought.
    func toolCall(_ tool: String, principal: Principal, isError: Bool, took: Duration) {
        let milliseconds = took.components.seconds * 1_000 + took.components.attoseconds / 1_000_000_000_000_000
        log(
            .info, "tool call",
            [
                "tool": .string(tool), "principal": .string(principal.subject.string), "is_error": .bool(isError),
                "milliseconds": .integer(milliseconds),
            ])
    }

    func storeFailed(_ error: StoreError) {
        log(.error, "store failed", ["reason": .string(error.description)])
    }

    func credentialsUnavailable(_ reason: String) {
        log(.error, "credentials cannot be checked", ["reason": .string(reason)])
    }

    func publishingFailed(_ error: PublishingError) {
        log(.error, "publishing failed", ["reason": .string(error.description)])
    }
}
