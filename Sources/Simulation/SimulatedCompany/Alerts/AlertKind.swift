import JSON

/// A kind of alert; the data file `alert_kinds.tsv` says what each is.
enum AlertKind: String, Sendable, CaseIterable {
    case agentStarted, agentStopped, anomaly, checkFailed, checkNotApplicable, checkNowFails, checkPassed
    case crossSiteScripting, fileAdded, fileChanged, fileDeleted, fileHarmless, firstSudo, hostBlocked, malware
    case manyWebErrors, newUser, packageInstalled, pamFailure, portsChanged, scoreLow, sessionClosed, sessionOpened
    case sqlInjection, sshBruteForce, sshFailure, sshSuccess, sshUnknownUser, sshUnknownUserBruteForce
    case successAfterFailures, sudoToRoot, unknownProblem, vulnerabilityCritical, vulnerabilityHigh, vulnerabilityLow
    case vulnerabilityMedium, webAttack, webAttackSucceeded, webError, windowsLogoff, windowsLogon
    case windowsLogonFailure, windowsLogonFailures
}

/// What all alerts of a kind have in common.
struct AlertForm: Sendable {
    let kind: AlertKind
    let rule: AlertRule
    let description: TextTemplate
    let event: AlertEvent
    /// What names stand for unless an alert says otherwise.
    let values: AlertValues

    static let file = DataFile("alert_kinds.tsv", PackageResources.alert_kinds_tsv) { row throws(DataError) in
        let rule = try AlertRule(row)
        let described = SimulatedRule.wellKnown.first { String($0.id) == rule.id }?.description
        let own = try row.optional("description")
        guard let description = own ?? described else { throw row.error("needs a description") }
        return AlertForm(
            kind: try row.convert("kind", AlertKind.init), rule: rule, description: TextTemplate(description),
            event: try row.convert("event") { AlertEvent.all[$0] },
            values: try row.convert("values", AlertValues.init(cell:)))
    }
    static let all = Dictionary(file.values.map { ($0.kind, $0) }) { first, _ in first }
}

/// What the names in an alert's texts stand for.
typealias AlertValues = [String: JSON]

extension AlertValues {
    /// Reads `name=text` pairs that bars separate; nil where one is none.
    init?(cell: String) {
        self = [:]
        for pair in cell.split(separator: "|") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            self[String(parts[0])] = .string(String(parts[1]))
        }
    }
}
