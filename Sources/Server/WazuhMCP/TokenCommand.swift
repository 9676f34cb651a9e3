import Auth
import CommandLineOptions
import Configuration
import FoundationEssentials
import JSON

/// `wazuh-mcp token`: an access token for whoever may read this server's secret.
enum TokenCommand {
    static func run(_ invocation: CommandLineInvocation) throws -> Int32 {
        let scopes = try KeysCommand.scopes(invocation.values["scopes"] ?? Scopes.all.joined(separator: ","))
        let settings = try Settings.ofThisProcess()
        let folder = try StateFolder(settings.stateFolder)
        let issuer = TokenIssuer(
            secret: try folder.authSecret(settings), issuer: settings.publicURL, audience: settings.publicURL + "/mcp",
            lifetime: settings.tokenLifetime)
        let grant = try issuer.issue(
            to: invocation.values["subject"] ?? "local", scopes: scopes, now: Int(Date.now.timeIntervalSince1970))
        switch SecretOutput(invocation) {
        case .json: print(grant.jsonText)
        case .terminal: print(grant.accessToken)
        case .file:
            if let file = try folder.keep(grant.accessToken, as: "token", if: { true }) {
                SecretOutput.name(file, of: "token")
            }
        }
        return 0
    }
}
