import CommandLineOptions
import FoundationEssentials
import HTTP
import SimulatedIndexer
import SimulatedCompany
import SimulatedManager
import Synchronization

/// The simulated services of one process.
final class SimulatedServices: Sendable {
    private let managerUsers: [SimulatedUser]
    private let indexerUsers: [IndexerUser]
    private let secret: [UInt8]
    private let agentCount: Int
    private let alertCount: Int
    private let rateLimit: Int?
    /// The moment that the data is of; nil to follow the time.
    private let moment: Date?
    private let manager: Mutex<SimulatedManager>
    private let indexer: Mutex<SimulatedIndexer>

    /// How long the data stands still before its times move on.
    private static let freshness = Duration.seconds(60)

    /// - Throws: ``CommandLineStop`` that names a bad option or a missing variable.
    init(_ invocation: CommandLineInvocation, _ environment: [String: String]) throws(CommandLineStop) {
        func variable(_ name: String) throws(CommandLineStop) -> String {
            guard let value = environment[name], !value.isEmpty else { throw .usage("\(name) is not set") }
            return value
        }
        let user = try variable("SIMULATED_WAZUH_USER")
        let password = try variable("SIMULATED_WAZUH_PASSWORD")
        secret = Array(try variable("SIMULATED_WAZUH_SECRET").utf8)
        agentCount = try Self.number(invocation, "agents", in: 1...100_000) ?? 40
        alertCount = try Self.number(invocation, "alerts", in: 2_000...1_000_000) ?? 20_000
        rateLimit = try Self.number(invocation, "rate-limit", in: 1...1_000_000)
        moment = try Self.moment(invocation)
        let hasMore = invocation.switches.contains("more-accounts")
        managerUsers =
            [SimulatedUser(name: user, password: password, role: .administrator)]
            + (hasMore ? [SimulatedUser(name: "agents", password: "agents", role: .agentsReadonly)] : [])
        indexerUsers =
            [IndexerUser(user, password: password, indices: ["wazuh-*"], readsCluster: true)]
            + (hasMore ? IndexerUser.standard : [])
        manager = Mutex(Self.manager(moment ?? .now, managerUsers, secret, agentCount, rateLimit))
        indexer = Mutex(Self.indexer(moment ?? Self.hour(of: .now), indexerUsers, agentCount, alertCount))
    }

    private static func moment(_ invocation: CommandLineInvocation) throws(CommandLineStop) -> Date? {
        guard let text = invocation.values["at"] else { return nil }
        guard let moment = try? Date(text, strategy: .iso8601) else {
            throw .usage("--at \(text): must be like 2026-03-31T08:00:00Z")
        }
        return moment
    }

    private static func number(
        _ invocation: CommandLineInvocation, _ option: String, in range: ClosedRange<Int>
    ) throws(CommandLineStop) -> Int? {
        guard let text = invocation.values[option] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .usage("--\(option) \(text): must be \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func manager(
        _ moment: Date, _ users: [SimulatedUser], _ secret: [UInt8], _ agentCount: Int, _ rateLimit: Int?
    ) -> SimulatedManager {
        SimulatedManager(
            company: SimulatedCompany(now: moment, agentCount: agentCount), users: users, secret: secret,
            rateLimit: rateLimit)
    }

    private static func indexer(
        _ moment: Date, _ users: [IndexerUser], _ agentCount: Int, _ alertCount: Int
    ) -> SimulatedIndexer {
        SimulatedIndexer(
            company: SimulatedCompany(now: moment, agentCount: agentCount), referenceTime: moment,
            alertCount: alertCount, users: users)
    }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        switch request.gatewayParameters["SIMULATED_SERVICE"] {
        case "indexer": indexer.withLock(\.self).respond(to: request)
        default: manager.withLock(\.self).respond(to: request)
        }
    }

    /// Builds the data anew now and then, so that keep-alives stay as fresh as those of living agents; not that of a
    /// given moment.
    func keepFresh() async {
        guard moment == nil else { return }
        while (try? await Task.sleep(for: Self.freshness)) != nil {
            let fresh = Self.manager(.now, managerUsers, secret, agentCount, rateLimit)
            manager.withLock { $0 = fresh }
            let hour = Self.hour(of: .now)
            guard indexer.withLock(\.referenceTime) != hour else { continue }
            let next = Self.indexer(hour, indexerUsers, agentCount, alertCount)
            indexer.withLock { $0 = next }
        }
    }

    /// The hour that has begun: the newest alert's time, on which all processes agree.
    private static func hour(of date: Date) -> Date {
        Date(timeIntervalSince1970: (date.timeIntervalSince1970 / 3_600).rounded(.down) * 3_600)
    }
}
