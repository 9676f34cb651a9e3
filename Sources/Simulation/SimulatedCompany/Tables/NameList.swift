/// A plain list of the data file `names.tsv`.
package enum NameList: String, Sendable, CaseIterable {
    case commands, effects, guessedAccounts, linuxFiles, monitoredFiles, oddLines, packageWords, people, probedPaths
    case processes, ruleSubjects, weaknesses, windowsFiles, windowsMonitoredFiles, windowsProcesses

    package var values: [String] { Self.all[self] ?? [] }

    package static let file = DataFile("names.tsv", PackageResources.names_tsv) { row throws(DataError) in
        (list: try row.convert("list", NameList.init), name: try row.text("name"))
    }
    private static let all = Dictionary(grouping: file.values, by: \.list).mapValues { $0.map(\.name) }
}
