internal import JSON
internal import SimulatedCompany

/// Puts alerts in order and gives them what follows from their place: numbers, indices, identifiers.
struct AlertStream {
    let company: SimulatedCompany

    /// Adds the alerts to the indices of their days.
    func index(_ alerts: [AlertSketch], into builder: inout DocumentStoreBuilder) {
        let order = alerts.indices.sorted { (alerts[$0].time, $0) < (alerts[$1].time, $1) }
        var names = SeededGenerator(seed: company.seed, part: "document names")
        var day = Day()
        for index in order {
            let alert = alerts[index]
            let number = alert.time.flooredDivision(by: CivilTime.millisecondsPerDay)
            if number != day.number {
                day.add(to: &builder)
                day = Day(number: number)
            }
            let (id, firedTimes) = day.place(of: alert)
            day.documents.append(
                .init(id: names.hex(20), source: alert.document(id: id, firedTimes: firedTimes, company: company)))
        }
        day.add(to: &builder)
    }

    /// The alerts of one day.
    private struct Day {
        var number = Int.min
        var documents: [DocumentStoreBuilder.Document] = []
        private var offset = 0
        private var fired: [String: Int] = [:]

        init(number: Int = .min) { self.number = number }

        /// The alert's identifier and how often its rule has fired on this day.
        mutating func place(of alert: AlertSketch) -> (id: String, firedTimes: Int) {
            let id = "\(alert.time / 1_000).\(offset)"
            offset += 640 + (alert.log?.utf8.count ?? 300)
            fired[alert.rule.id, default: 0] += 1
            return (id, fired[alert.rule.id] ?? 1)
        }

        func add(to builder: inout DocumentStoreBuilder) {
            guard !documents.isEmpty else { return }
            let date = CivilTime(milliseconds: number * CivilTime.millisecondsPerDay).text.prefix(10)
            builder.add(
                "wazuh-alerts-4.x-\(date.replacing("-", with: "."))", mapping: .alerts, shards: 3, documents: documents)
        }
    }
}
