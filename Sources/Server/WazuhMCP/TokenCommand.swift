import Auth
import CommandLineOptions
import Configuration
import FoundationEssentials

/// `wazuh-mcp token`: an access token for whoever may read this server's secret.
enum TokenCommand {
    static func run(_ invocation: CommandLineInvocation) throws -> Int32 {
        let scopes = try KeysCommand.scopes(invocation.values["scopes"] ?? Scopes.all.joined(separator: ","))
        let composition = try Composition(try Settings.ofThisProcess())
        let grant = try composition.issuer.issue(
            to: invocation.values["subject"] ?? "local", scopes: scopes, now: Int(Date.now.timeIntervalSince1970))
        print(grant.accessToken)
        return 0
    }
}
