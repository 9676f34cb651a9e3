package import MCP
package import Reputation
import Upstream
import WazuhIndexer
import WazuhManager

/// Whether Wazuh's own list of malicious indicators holds one.
enum ListCheck: Sendable {
    case listed(IndicatorList, ListEntry)
    case notListed(IndicatorList)
    case notChecked(String)

    static func run(_ indicator: Indicator, _ manager: WazuhManager) async -> ListCheck {
        guard let list = list(for: indicator.kind) else {
            return .notChecked("Wazuh ships no list of this kind of indicator.")
        }
        do throws(WazuhError) {
            return try await manager.entry(underFirstOf: indicator.listKeys, in: list)
                .map { .listed(list, $0) } ?? .notListed(list)
        } catch {
            return .notChecked("\(list.rawValue) could not be read: \(error)")
        }
    }

    /// The list that holds indicators of a kind; nil where Wazuh ships none.
    private static func list(for kind: Indicator.Kind) -> IndicatorList? {
        switch kind {
        case .ip: .addresses
        case .domain: .domains
        case .md5, .sha1, .sha256: .hashes
        case .url, .email, .fileName, .filePath: nil
        }
    }

    var state: String {
        switch self {
        case .listed: "listed"
        case .notListed: "not_listed"
        case .notChecked: "not_checked"
        }
    }

    var line: String {
        switch self {
        case .listed(let list, let entry):
            "Wazuh's list \(list.rawValue): LISTED as \(entry.key)\(entry.value.isEmpty ? "" : " (\(entry.value))")."
        case .notListed(let list):
            "Wazuh's list \(list.rawValue): not listed; the list is short, so that proves nothing."
        case .notChecked(let reason): "Wazuh's lists: not checked. \(reason)"
        }
    }
}

/// What services outside say.
struct OutsideCheck: Sendable {
    let reputations: [Reputation]
    let missing: [String]
    /// False when no service is configured.
    let isConfigured: Bool

    static func run(_ indicator: Indicator, _ sources: [any ReputationSource]) async -> OutsideCheck {
        let able = sources.filter { $0.covers(indicator.kind) }
        let results = await withTaskGroup(of: (Int, Result<Reputation, ReputationError>).self) { group in
            for (index, source) in able.enumerated() {
                group.addTask {
                    do throws(ReputationError) {
                        return (index, .success(try await source.reputation(of: indicator)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            var results: [(Int, Result<Reputation, ReputationError>)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return OutsideCheck(
            reputations: results.compactMap { try? $0.get() },
            missing: results.compactMap { if case .failure(let error) = $0 { "\(error)" } else { nil } },
            isConfigured: !sources.isEmpty)
    }

    var lines: [String] {
        guard isConfigured else { return ["External reputation: not asked, none is configured."] }
        guard !reputations.isEmpty || !missing.isEmpty else {
            return ["External reputation: no configured service knows this kind of indicator."]
        }
        return reputations.map { "\($0.source): \($0.verdict.rawValue); \($0.details)." }
            + missing.map { "Not answered: \($0)" }
    }
}

extension Reputation: Structured {
    package static let structure = Structure<Reputation>(
        .init("source") { $0.source },
        .init("verdict") { $0.verdict.rawValue },
        .init("details") { $0.details }
    )
}

/// What is known of an indicator: sightings, lists, services outside.
struct IndicatorReport: ToolOutput, Remarked {
    let indicator: Indicator
    let range: TimeRange
    /// Nil when the alerts could not be searched.
    let sightings: IndicatorSightings?
    let list: ListCheck
    let outside: OutsideCheck
    let missing: [String]

    /// False when all that was asked failed.
    var knowsAnything: Bool {
        if case .notChecked = list { return sightings != nil || !outside.reputations.isEmpty }
        return true
    }

    var remarks: Remarks { Remarks(missing: allMissing, isUntrusted: true) }

    /// What could not be read, a sentence each.
    var allMissing: [String] {
        var all = missing + outside.missing + (sightings?.gaps ?? [])
        if case .notChecked(let reason) = list { all.append(reason) }
        return all
    }

    static let structure = Structure<IndicatorReport>(
        .init("indicator") { $0.indicator.value },
        .init("type") { $0.indicator.kind.rawValue },
        .init("covers", isListed: false) { $0.range.words },
        .init("alerts", "Absent: not searched.") { $0.sightings?.total },
        .init("severity") { $0.sightings?.band },
        .init("first_seen") { $0.sightings?.seen.first },
        .init("last_seen") { $0.sightings?.seen.last },
        .init("found_in") { $0.sightings.map { $0.places } },
        .init("agents") { $0.sightings.map { $0.agents } },
        .init("rules") { $0.sightings.map { $0.rules } },
        .init("own_agents", "Agents that have the address.") { $0.sightings?.ownAgents },
        .init("wazuh_list", "listed, not_listed or not_checked") { $0.list.state },
        .init("external") { $0.outside.reputations },
        .missing(),
        .untrustedData
    )

    var text: String {
        var lines = ["\(indicator.kind.rawValue) \(indicator.value):", list.line] + outside.lines
        lines += missing.map { "Missing: \($0)" }
        if let sightings { lines += ["Local sightings, which are not external reputation:"] + sightings.lines }
        return lines.joined(separator: "\n")
    }
}
