import JSON

/// The story of the last days: passwords are guessed until one works, and the intruder moves on from there.
struct Intrusion {
    /// A step of the story after the guessing.
    struct Step: Sendable {
        /// How long before the reference time it begins.
        let minutes: Int
        /// How much later it happens.
        let seconds: Int
        let host: String
        let kind: AlertKind
        let values: AlertValues

        static let file = DataFile("intrusion.tsv", PackageResources.intrusion_tsv) { row throws(DataError) in
            Step(
                minutes: try row.number("minutes"), seconds: try row.number("seconds"), host: try row.text("host"),
                kind: try row.convert("kind", AlertKind.init),
                values: try row.convert("values", AlertValues.init(cell:)))
        }
    }

    let company: SimulatedCompany
    /// The reference time in milliseconds since 1970.
    let reference: Int
    private var maker: AlertMaker
    /// The hashes of the malware, which is the same wherever it is found.
    private let malware: AlertValues

    init(company: SimulatedCompany, reference: Int) {
        self.company = company
        self.reference = reference
        maker = AlertMaker(random: SeededGenerator(seed: company.seed, part: "intrusion"))
        malware = [
            "md5": .string(maker.random.hex(32)), "sha1": .string(maker.random.hex(40)),
            "sha256": .string(maker.random.hex(64)),
        ]
    }

    /// All alerts of the story; none in a company without a host that runs Linux.
    mutating func alerts() -> [Alert] {
        guard let web = host("web-01") else { return [] }
        return (bruteForce(web) + steps() + passwordSpray()).compactMap(\.self)
    }

    private func host(_ name: String) -> SimulatedAgent? {
        company.agents.first { $0.name == name && $0.os?.family == .linux }
            ?? company.agents.first { $0.os?.family == .linux && $0.hasSynchronised && !$0.isManager }
    }

    /// A moment so many minutes before the reference time, some seconds later.
    private func at(_ minutesBefore: Int, _ seconds: Int) -> Int {
        reference - minutesBefore * 60_000 + seconds * 1_000
    }

    private mutating func bruteForce(_ web: SimulatedAgent) -> [Alert?] {
        let intruder = ExternalHost.intruder.values
        var alerts: [Alert?] = []
        for attempt in 0..<320 {
            let user = attempt % 3 == 0 ? "root" : attempt % 3 == 1 ? "deploy" : "admin"
            let values = intruder.merging(["user": .string(user)]) { own, _ in own }
            let time = at(3_120, attempt * 8) + maker.random.number(0...900)
            alerts.append(maker.alert(user == "admin" ? .sshUnknownUser : .sshFailure, web, time, values))
            if attempt % 16 == 15 { alerts.append(maker.alert(.sshBruteForce, web, time + 30, values)) }
        }
        let success = at(3_120, 320 * 8 + 5)
        let values = intruder.merging(["user": "deploy"]) { own, _ in own }
        alerts.append(maker.alert(.sshSuccess, web, success, values))
        alerts.append(maker.alert(.successAfterFailures, web, success + 20, values))
        return alerts
    }

    private mutating func steps() -> [Alert?] {
        var alerts: [Alert?] = []
        for step in Step.file.values {
            guard let agent = host(step.host) else { continue }
            var values = step.values
            switch values["from"]?.string {
            case nil: break
            case "intruder": values.merge(ExternalHost.intruder.values) { own, _ in own }
            case let name?: values["ip"] = (host(name)?.ip).map(JSON.string)
            }
            if values["hashes"] == "malware" { values.merge(malware) { own, _ in own } }
            alerts.append(maker.alert(step.kind, agent, at(step.minutes, step.seconds), values))
        }
        return alerts
    }

    /// Guessing on the domain controller, without success.
    private mutating func passwordSpray() -> [Alert?] {
        guard let controller = company.agents.first(where: { $0.os?.family == .windows && $0.hasSynchronised }) else {
            return []
        }
        let source = JSON.string(host("app-orders-01")?.ip ?? "10.20.30.14")
        var alerts: [Alert?] = []
        for attempt in 0..<48 {
            let values = ["user": JSON.string(NameList.people.values[attempt % 12]), "ip": source]
            let time = at(2_400, attempt * 3)
            alerts.append(maker.alert(.windowsLogonFailure, controller, time, values))
            if attempt % 8 == 7 { alerts.append(maker.alert(.windowsLogonFailures, controller, time + 10, values)) }
        }
        return alerts
    }
}
