import FoundationEssentials
import SimulatedCompany
import JSON
import Synchronization

/// The company as the API shows it; what is costly is made once and kept.
final class ManagerData: Sendable {
    let company: SimulatedCompany
    private let agentTable = Mutex<(tick: Int, table: ItemTable)?>(nil)
    private let tables = Mutex<[String: ItemTable]>([:])
    private let rulesetState = Mutex<(rules: [SimulatedRule], table: ItemTable)?>(nil)
    private static let mostTables = 64

    init(company: SimulatedCompany) { self.company = company }

    /// The agents with their last keep-alives as of now, renewed every ten seconds.
    func agents(at now: Date) -> ItemTable {
        let tick = Int((now.timeIntervalSince1970 / 10).rounded(.down))
        if let kept = agentTable.withLock({ $0 }), kept.tick == tick { return kept.table }
        let rows = company.agents.map { ItemRow(company.json(of: $0, at: now)) }
        let table = ItemTable(rows: rows, fields: AgentFields.all, kept: ["id"])
        agentTable.withLock { $0 = (tick, table) }
        return table
    }

    /// A table by its name, made at the first use.
    func table(_ name: String, _ make: () -> ItemTable) -> ItemTable {
        if let kept = tables.withLock({ $0[name] }) { return kept }
        let table = make()
        tables.withLock { tables in
            // Inventories can be made again: what is dropped costs a millisecond.
            if tables.count >= Self.mostTables { tables.removeAll() }
            tables[name] = table
        }
        return table
    }

    /// The rules, made at the first use.
    var ruleset: [SimulatedRule] { loaded.rules }

    /// The rules as items.
    var rules: ItemTable { loaded.table }

    private var loaded: (rules: [SimulatedRule], table: ItemTable) {
        rulesetState.withLock { state in
            if let state { return state }
            let rules = SimulatedRule.all
            let made = (rules, ItemTable(rules.map(\.json), fields: SimulatedRule.fields))
            state = made
            return made
        }
    }
}
