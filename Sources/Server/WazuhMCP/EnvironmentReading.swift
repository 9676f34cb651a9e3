import Configuration
import FoundationEssentials

extension Settings {
    /// The settings of this process: its environment over a `.env` file in the working folder.
    static func ofThisProcess() throws -> Settings {
        let environment = ProcessInfo.processInfo.environment
        guard let data = FileManager.default.contents(atPath: ".env") else { return try Settings(environment) }
        let file = try EnvironmentFile.parse(String(decoding: data, as: UTF8.self))
        // An empty variable counts as absent, as compose passes those it has no value for.
        return try Settings(file.merging(environment.filter { !$0.value.isEmpty }) { $1 })
    }
}
