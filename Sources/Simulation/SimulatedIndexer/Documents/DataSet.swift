import FoundationEssentials
import SimulatedCompany

/// All documents of the simulated indexer.
struct DataSet {
    let company: SimulatedCompany
    let reference: Date
    let alertCount: Int

    private static let vulnerabilityCount = 600

    /// Makes the documents and indexes them.
    func store() -> DocumentStore {
        let reference = Int(reference.timeIntervalSince1970) * 1_000
        var builder = DocumentStoreBuilder()
        AlertDocuments(company: company).index(company.alerts(count: alertCount, until: reference), into: &builder)
        let findings = company.vulnerabilityFindings(count: Self.vulnerabilityCount, at: reference)
        builder.add(
            "wazuh-states-vulnerabilities-\(company.clusterName)", mapping: .vulnerabilities, shards: 1,
            documents: VulnerabilityDocuments(company: company).documents(findings))
        return builder.store()
    }
}
