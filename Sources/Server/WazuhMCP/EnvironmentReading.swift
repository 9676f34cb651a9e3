import Configuration
import FoundationEssentials

extension Settings {
    /// The settings of this process: its environment over a `.env` file in the working folder.
    static func ofThisProcess() throws -> Settings {
        try Settings(ProcessInfo.processInfo.environment, over: try environmentFile(".env"))
    }

    private static func environmentFile(_ path: String) throws(SettingsError) -> EnvironmentFile? {
        if let contents = FileManager.default.contents(atPath: path) { return try EnvironmentFile(contents) }
        // A folder, a file of somebody else or a link to nothing is no reason to start with the defaults.
        let exists = (try? FileManager.default.attributesOfItem(atPath: path)) != nil
        guard !exists else {
            throw SettingsError(problems: [
                "\(path) cannot be read: must be a file of NAME=value lines that this user may read"
            ])
        }
        return nil
    }
}
