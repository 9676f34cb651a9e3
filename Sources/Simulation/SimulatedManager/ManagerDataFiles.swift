package import SimulatedCompany

/// The data files of the manager, for a test that reads them whole.
package enum ManagerDataFiles {
    package static let all = [
        Configuration.file.check, Configuration.groupFile.check, DaemonMetrics.file.check, Inventory.file.check,
        LogLine.file.check, SimulatedRole.file.check, WazuhMessage.file.check,
    ]
}
