/// A part of a combined answer: what it gave, or why it is missing.
enum PartResult<Value: Sendable>: Sendable {
    case value(Value)
    case missing(String)

    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    func map<Other: Sendable>(_ transform: (Value) -> Other) -> PartResult<Other> {
        switch self {
        case .value(let value): .value(transform(value))
        case .missing(let reason): .missing(reason)
        }
    }

    /// What follows from the value, which may miss something of its own.
    func flatMap<Other: Sendable>(_ transform: (Value) -> PartResult<Other>) -> PartResult<Other> {
        switch self {
        case .value(let value): transform(value)
        case .missing(let reason): .missing(reason)
        }
    }

    var reason: String? {
        if case .missing(let reason) = self { reason } else { nil }
    }
}

extension WazuhContext {
    /// Runs a part whose failure must not end the whole.
    func part<Value: Sendable>(
        _ name: String, _ work: @Sendable () async throws -> Value
    ) async -> PartResult<Value> {
        do { return .value(try await work()) } catch { return .missing("\(name): \(explain(error))") }
    }
}
