package import SimulatedCompany

/// The data files of the indexer, for a test that reads them whole.
package enum IndexerDataFiles {
    package static let all = [Mapping.file.check]
}
