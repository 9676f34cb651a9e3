import JSON
import SimulatedCompany

/// A CDB list of malicious addresses, domains or files, as Wazuh ships them since 4.13.
struct ListFile: Sendable {
    let name: String
    /// The content as one object.
    let content: JSON

    static let all = [
        ListFile("malicious-domains") { "c2-\($0).malicious.example" },
        ListFile("malicious-ip") { "203.0.113.\($0)" },
        ListFile("malware-hashes") { index in
            var random = SeededGenerator(seed: 4147, part: "malware \(index)")
            return random.hex(64)
        },
    ]

    private init(_ name: String, _ key: (Int) -> String) {
        let families = ["mirai", "emotet", "qakbot", "cobalt_strike", "lockbit"]
        self.name = name
        content = .object(JSONObject((1...200).map { (key($0), .string(families[$0 % families.count])) }))
    }
}
