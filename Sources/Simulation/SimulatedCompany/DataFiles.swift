/// The data files of the company, for a test that reads them whole.
package enum DataFiles {
    /// Each file's name with a function that reads it and counts its values.
    package static let all: [(name: String, count: @Sendable () throws(DataError) -> Int)] = [
        counted(AlertEvent.file), counted(AlertForm.file), counted(BackgroundActivity.checkFile),
        counted(ExternalHost.Place.file), counted(HostTemplate.file), counted(Intrusion.Step.file),
        counted(KnownPackage.file), counted(NameList.file), counted(PolicyControl.file), counted(RuleCompliance.file),
        counted(RuleFamily.file), counted(RuleFamily.Event.file), counted(SimulatedOS.file),
        counted(SimulatedRule.file),
        counted(SimulatedService.file), counted(Technique.file), counted(VulnerabilityCatalogue.VulnerablePackage.file),
    ]

    /// The lists and kinds that code asks for and no data file has.
    package static var gaps: [String] {
        NameList.allCases.filter(\.values.isEmpty).map(\.rawValue)
            + AlertKind.allCases.filter { AlertForm.all[$0] == nil }.map(\.rawValue)
    }

    private static func counted<Value>(
        _ file: DataFile<Value>
    ) -> (name: String, count: @Sendable () throws(DataError) -> Int) {
        (file.name, { () throws(DataError) in try file.load().count })
    }
}
