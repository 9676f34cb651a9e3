import MCP
import Reputation

/// An indicator's way through the alerts.
struct ThreatTrace: ToolOutput, Remarked {
    let sightings: IndicatorSightings
    let interval: HistogramInterval

    var remarks: Remarks { Remarks(gaps: sightings.gaps, isUntrusted: true) }

    static let structure = Structure<ThreatTrace>(
        .init("indicator") { $0.sightings.indicator.value },
        .init("type") { $0.sightings.indicator.kind.rawValue },
        .init("covers", isListed: false) { $0.sightings.covers },
        .init("alerts") { $0.sightings.total },
        .init("severity") { $0.sightings.band },
        .init("first_seen") { $0.sightings.seen.first },
        .init("last_seen") { $0.sightings.seen.last },
        .init("own_agents", "Agents that have the address.") { $0.sightings.ownAgents },
        .init("found_in") { $0.sightings.places },
        .init("agents") { $0.sightings.agents },
        .init("levels") { $0.sightings.levels },
        .init("rules") { $0.sightings.rules },
        .init("users") { $0.sightings.users },
        .init("other_sources") { $0.sightings.sources },
        .init("techniques") { $0.sightings.techniques },
        .init("timeline") { $0.sightings.times },
        .gaps,
        .untrustedData
    )

    var text: String {
        var lines = [
            "\(sightings.indicator.kind.rawValue) \(sightings.indicator.value): local sightings, not external reputation."
        ]
        lines += sightings.lines
        guard sightings.total > 0 else { return lines.joined(separator: "\n") }
        func add(_ name: String, _ counts: [NamedCount]) {
            if !counts.isEmpty { lines.append("\(name): \(IndicatorSightings.words(counts)).") }
        }
        add("Accounts aimed at", sightings.users)
        add("Other sources in these alerts", sightings.sources)
        add("Files", sightings.paths)
        add("Techniques", sightings.techniques)
        add("In steps of \(interval.rawValue)", sightings.times)
        return lines.joined(separator: "\n")
    }
}
