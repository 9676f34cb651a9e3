import FoundationEssentials
import JSON
import SimulatedCompany
import Synchronization

/// The company as the API shows it; what is costly is made once and kept.
final class ManagerData: Sendable {
    let company: SimulatedCompany
    private let agentTable = Mutex<(tick: Int, table: ItemTable)?>(nil)
    private let tables = Mutex<[String: ItemTable]>([:])
    private static let mostTables = 64

    init(company: SimulatedCompany) { self.company = company }

    /// The agents with their last keep-alives as of now, renewed every ten seconds.
    func agents(at now: Date) -> ItemTable {
        let tick = Int((now.timeIntervalSince1970 / 10).rounded(.down))
        if let kept = agentTable.withLock({ $0 }), kept.tick == tick { return kept.table }
        let table = ItemTable(
            company.agents.map { company.item(of: $0, at: now) }, fields: SimulatedAgent.fields, kept: ["id"])
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

    /// The rules as items.
    static let rules = ItemTable(SimulatedRule.all.map(\.item), fields: SimulatedRule.fields)
}
