/// The data files of the company, for a test that reads them whole.
package enum CompanyDataFiles {
    package static let all = [
        AlertEvent.file.check, AlertForm.file.check, BackgroundActivity.checkFile.check, ExternalHost.Place.file.check,
        HostTemplate.file.check, Intrusion.Step.file.check, KnownPackage.file.check, NameList.file.check,
        PolicyControl.file.check, RuleCompliance.file.check, RuleFamily.file.check, RuleFamily.Event.file.check,
        SimulatedOS.file.check, SimulatedRule.file.check, SimulatedService.file.check, Technique.file.check,
        VulnerabilityCatalogue.VulnerablePackage.file.check,
    ]

    /// The lists and kinds that code asks for and no data file has.
    package static var gaps: [String] {
        NameList.allCases.filter(\.values.isEmpty).map(\.rawValue)
            + AlertKind.allCases.filter { AlertForm.all[$0] == nil }.map(\.rawValue)
    }
}
