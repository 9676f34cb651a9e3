extension SimulatedCompany {
    /// The alerts of the last 30 days: the intrusion, odd lines, and what happens on any day.
    /// - Parameters:
    ///   - count: how many alerts there are at least, 2,000…1,000,000.
    ///   - reference: the time of the newest, in milliseconds since 1970.
    /// - Returns: the alerts in any order.
    package func alerts(count: Int, until reference: Int) -> [Alert] {
        var intrusion = Intrusion(company: self, reference: reference)
        let story = intrusion.alerts() + OddLines(company: self, reference: reference).alerts()
        var background = BackgroundActivity(
            company: self,
            catalogue: VulnerabilityCatalogue(seed: seed, year: CivilTime(milliseconds: reference).year),
            reference: reference)
        return story + background.alerts(count: count - story.count)
    }
}
