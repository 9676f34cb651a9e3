import CommandLineOptions
import FoundationEssentials
import HTTP
import SimulatedWazuh
import Synchronization

/// The simulated services of one process.
final class SimulatedServices: Sendable {
    private let users: [SimulatedUser]
    private let secret: [UInt8]
    private let agentCount: Int
    private let rateLimit: Int?
    private let manager: Mutex<SimulatedManager>

    /// How long the data stands still before its times move on.
    private static let freshness = Duration.seconds(60)

    /// - Throws: ``CommandLineStop`` that names a bad option or a missing variable.
    init(_ invocation: CommandLineInvocation, _ environment: [String: String]) throws(CommandLineStop) {
        func variable(_ name: String) throws(CommandLineStop) -> String {
            guard let value = environment[name], !value.isEmpty else { throw .usage("\(name) is not set") }
            return value
        }
        let user = SimulatedUser(
            name: try variable("SIMULATED_WAZUH_USER"), password: try variable("SIMULATED_WAZUH_PASSWORD"),
            role: .administrator)
        users = [user]
        secret = Array(try variable("SIMULATED_WAZUH_SECRET").utf8)
        agentCount = try Self.number(invocation, "agents", in: 1...100_000) ?? 40
        rateLimit = try Self.number(invocation, "rate-limit", in: 1...1_000_000)
        manager = Mutex(Self.manager(users, secret, agentCount, rateLimit))
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

    func respond(to request: HTTPRequest) -> HTTPResponse {
        switch request.gatewayParameters["SIMULATED_SERVICE"] {
        case "indexer": HTTPResponse(503, fields: [.contentType: "text/plain"], body: Array("not there".utf8))
        default: manager.withLock(\.self).respond(to: request)
        }
    }

    /// Builds the data anew now and then, so that keep-alives stay as fresh as those of living agents.
    func keepFresh() async {
        while (try? await Task.sleep(for: Self.freshness)) != nil {
            let fresh = Self.manager(users, secret, agentCount, rateLimit)
            manager.withLock { $0 = fresh }
        }
    }
}
