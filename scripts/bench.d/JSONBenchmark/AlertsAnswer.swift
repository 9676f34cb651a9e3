import FoundationEssentials
import JSON
import SimulatedIndexer
import SimulatedCompany

/// What the simulated indexer answers a search for alerts with.
enum AlertsAnswer {
    private static let now = Date(timeIntervalSince1970: 1_795_262_400)

    /// An answer of as many hits as make `leastBytes` bytes.
    static func bytes(atLeast leastBytes: Int) -> [UInt8] {
        let indexer = SimulatedIndexer(
            company: SimulatedCompany(now: now), referenceTime: now, alertCount: leastBytes / 400, users: [])
        var writer = JSONWriter(reservingCapacity: leastBytes + 4_096)
        writer.object { writer in
            writer.member("took", 12)
            writer.member(
                "hits",
                object: { writer in
                    writer.member(
                        "hits",
                        array: { writer in
                            indexer.bulkExport { if writer.count < leastBytes { write(document: $0, to: &writer) } }
                        })
                })
        }
        return writer.bytes
    }

    /// Writes a document of a bulk request as a hit, when it is an alert.
    private static func write(document: [UInt8], to writer: inout JSONWriter) {
        let lines = document.split(separator: UInt8(ascii: "\n"))
        guard let action = try? JSON(parsing: Array(lines[0]))["index"]?.object,
            action["_index"]?.string?.hasPrefix("wazuh-alerts") == true
        else { return }
        writer.object { writer in
            for member in action { writer.member(member.name, member.value) }
            writer.name("_source")
            writer.raw(Array(lines[1]))
        }
    }
}
