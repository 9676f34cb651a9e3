/// Reads variables, each declared where it is read, and gathers what is wrong with them, so that one start shows all problems.
struct VariableReader {
    private let environment: [String: String]
    private var section = Variable.Section(title: "", note: "", isForOperators: false)
    /// Those that were read, in the order of the documentation.
    private(set) var variables: [Variable] = []
    private(set) var problems: [String] = []

    init(_ environment: [String: String]) { self.environment = environment }

    /// Begins a section of the documentation.
    mutating func section(_ title: String, _ note: String = "", isForOperators: Bool = true) {
        section = Variable.Section(title: title, note: note, isForOperators: isForOperators)
    }

    /// Declares and reads a variable that may be absent.
    /// - Parameters:
    ///   - name: its name.
    ///   - type: what it holds.
    ///   - help: what it does, one sentence.
    ///   - example: a value for `.env.example`.
    ///   - readers: who reads it.
    /// - Returns: nil when it is absent, empty or refused.
    @discardableResult
    mutating func read<Value>(
        _ name: String, _ type: VariableType<Value>, _ help: String, example: String? = nil,
        by readers: Set<Variable.Reader> = [.worker, .compose]
    ) -> Value? {
        declare(name, type, nil, help, example, readers)
        return read(name, type)
    }

    /// Declares and reads a variable that has a default.
    /// - Returns: the default when it is absent, empty or refused.
    @discardableResult
    mutating func read<Value>(
        _ name: String, _ type: VariableType<Value>, default fallback: Value, _ help: String,
        by readers: Set<Variable.Reader> = [.worker, .compose]
    ) -> Value {
        declare(name, type, type.text(fallback), help, nil, readers)
        return read(name, type) ?? fallback
    }

    private mutating func declare<Value>(
        _ name: String, _ type: VariableType<Value>, _ fallback: String?, _ help: String, _ example: String?,
        _ readers: Set<Variable.Reader>
    ) {
        variables.append(
            Variable(
                name: name, fallback: fallback, help: help, allowed: type.allowed, form: type.form,
                isSecret: type.isSecret, example: example, section: section, readers: readers))
    }

    private mutating func read<Value>(_ name: String, _ type: VariableType<Value>) -> Value? {
        guard let text = text(name) else { return nil }
        do throws(VariableType<Value>.Refusal) { return try type.read(text) } catch {
            let shown = type.isSecret ? "" : " is \"\(error.part.prefix(80))\":"
            problems.append("\(name)\(shown) must be \(type.allowed)")
            return nil
        }
    }

    /// Refuses that any of these is absent; `reason` says why, such as "but WAZUH_HOST is".
    mutating func require(_ names: String..., because reason: String) {
        for variable in variables where names.contains(variable.name) && !isSet(variable.name) {
            problems.append("\(variable.name) is not set, \(reason): must be \(variable.allowed)")
        }
    }

    /// Refuses one without the other.
    mutating func requireBoth(_ one: String, _ other: String) {
        if isSet(one) { require(other, because: "but \(one) is") }
        if isSet(other) { require(one, because: "but \(other) is") }
    }

    func isSet(_ name: String) -> Bool { text(name) != nil }

    /// What is written; nil when it is absent or empty.
    private func text(_ name: String) -> String? {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }
        guard var text = environment[name]?.drop(while: isBlank) else { return nil }
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text.isEmpty ? nil : String(text)
    }

    /// Each variable with the value in force, secrets masked.
    var shown: [(variable: Variable, value: String)] {
        variables.map { variable in
            let value = text(variable.name) ?? variable.fallback ?? ""
            return (variable, variable.isSecret && !value.isEmpty ? "(set)" : value)
        }
    }
}
