import CommandLineOptions
import FoundationEssentials
import HTTP
import SimulatedIndexer
import SimulatedWazuh
import Synchronization

/// The simulated services of one process.
final class SimulatedServices: Sendable {
    private let user: String
    private let password: String
    private let secret: [UInt8]
    private let agentCount: Int
    private let alertCount: Int
    private let rateLimit: Int?
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
        user = try variable("SIMULATED_WAZUH_USER")
        password = try variable("SIMULATED_WAZUH_PASSWORD")
        secret = Array(try variable("SIMULATED_WAZUH_SECRET").utf8)
        agentCount = try Self.number(invocation, "agents", in: 1...100_000) ?? 40
        alertCount = try Self.number(invocation, "alerts", in: 2_000...1_000_000) ?? 20_000
        rateLimit = try Self.number(invocation, "rate-limit", in: 1...1_000_000)
        let users = [SimulatedUser(name: user, password: password, role: .administrator)]
        manager = Mutex(Self.manager(users, secret, agentCount, rateLimit))
        let hour = Self.hour(of: .now)
        let account = IndexerUser(user, password: password, indices: ["wazuh-*"], readsCluster: true)
        indexer = Mutex(Self.indexer(at: hour, account, agentCount, alertCount))
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
        _ users: [SimulatedUser], _ secret: [UInt8], _ agentCount: Int, _ rateLimit: Int?
    ) -> SimulatedManager {
        SimulatedManager(
            company: SimulatedCompany(now: .now, agentCount: agentCount), users: users, secret: secret,
            rateLimit: rateLimit)
    }

    private static func indexer(
        at hour: Date, _ account: IndexerUser, _ agentCount: Int, _ alertCount: Int
    ) -> SimulatedIndexer {
        SimulatedIndexer(
            company: SimulatedCompany(now: hour, agentCount: agentCount), referenceTime: hour, alertCount: alertCount,
            users: [account])
    }

    func respond(to request: HTTPRequest) -> HTTPResponse {
        switch request.gatewayParameters["SIMULATED_SERVICE"] {
        case "indexer": indexer.withLock(\.self).respond(to: request)
        default: manager.withLock(\.self).respond(to: request)
        }
    }

    /// Builds the data anew now and then, so that keep-alives stay as fresh as those of living agents.
    func keepFresh() async {
        while (try? await Task.sleep(for: Self.freshness)) != nil {
            let users = [SimulatedUser(name: user, password: password, role: .administrator)]
            let fresh = Self.manager(users, secret, agentCount, rateLimit)
            manager.withLock { $0 = fresh }
            let hour = Self.hour(of: .now)
            guard indexer.withLock(\.referenceTime) != hour else { continue }
            let account = IndexerUser(user, password: password, indices: ["wazuh-*"], readsCluster: true)
            let next = Self.indexer(at: hour, account, agentCount, alertCount)
            indexer.withLock { $0 = next }
        }
    }

    /// The hour that has begun: the newest alert's time, on which all processes agree.
    private static func hour(of date: Date) -> Date {
        Date(timeIntervalSince1970: (date.timeIntervalSince1970 / 3_600).rounded(.down) * 3_600)
    }
}
