internal import FoundationEssentials
internal import JSON
internal import SimulatedCompany

/// All documents of the simulated indexer.
struct DataSet {
    let company: SimulatedCompany
    let reference: Date
    let alertCount: Int

    private static let vulnerabilityCount = 600

    /// Makes the documents and indexes them.
    func store() -> DocumentStore {
        let reference = Int(reference.timeIntervalSince1970) * 1_000
        let catalogue = VulnerabilityCatalogue(seed: company.seed, year: CivilTime(milliseconds: reference).year)
        var intrusion = Intrusion(company: company, reference: reference)
        let story = intrusion.alerts() + Oddities(company: company, reference: reference).alerts()
        var background = BackgroundActivity(company: company, catalogue: catalogue, reference: reference)
        let alerts = story + background.alerts(count: alertCount - story.count)

        var builder = DocumentStoreBuilder()
        AlertStream(company: company).index(alerts, into: &builder)
        let inventory = VulnerabilityInventory(company: company, catalogue: catalogue, reference: reference)
        builder.add(
            "wazuh-states-vulnerabilities-\(company.clusterName)", mapping: .vulnerabilities, shards: 1,
            documents: inventory.documents(count: Self.vulnerabilityCount))
        return builder.store()
    }
}
