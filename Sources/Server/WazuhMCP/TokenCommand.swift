import Auth
import CommandLineOptions
import Configuration
import Encodings
import FoundationEssentials
import JSON
import Server

/// `wazuh-mcp token`: an access token for whoever may read this server's secret.
enum TokenCommand {
    static func run(_ invocation: CommandLineInvocation) async throws -> Int32 {
        let scopes = try KeysCommand.scopes(invocation.values["scopes"] ?? Scopes.all.joined(separator: ","))
        let settings = try Settings.ofThisProcess()
        let folder = try StateFolder(settings.stateFolder)
        let grant = try Composition.issuer(settings, secret: try folder.authSecret(settings)).issue(
            to: ExactText(invocation.values["subject"] ?? "local"), scopes: scopes,
            now: Int(Date.now.timeIntervalSince1970))
        switch SecretOutput(invocation) {
        case .json: print(grant.jsonText)
        case .terminal: print(grant.accessToken)
        case .file:
            if let file = try await folder.keep(grant.accessToken, as: "token", if: { true }) {
                SecretOutput.name(file, of: "token")
            }
        }
        return 0
    }
}
