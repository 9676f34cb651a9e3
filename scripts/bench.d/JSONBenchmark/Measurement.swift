import JSON
import MCP
import Redaction
import WazuhTools

/// How long it takes to read models from an answer and to write them.
struct Measurement {
    /// The models as JSON.
    let written: [UInt8]
    /// Median times in microseconds, and sizes.
    let report: JSON

    /// - Parameters:
    ///   - subject: what the items are, in the plural.
    ///   - answer: the JSON to read.
    ///   - duration: how long each way is measured.
    ///   - read: takes the models from the outermost value.
    /// - Throws: what `read` throws, when the answer is no JSON or none of Wazuh's.
    init<Item: ListItem>(
        of subject: String, _ answer: [UInt8], for duration: Duration, _ read: (JSONView) throws(JSONError) -> [Item]
    ) throws {
        let items = try read(try JSONDocument(parsing: answer).root)
        let written = items.jsonBytes
        let listing = Listing(of: subject, total: items.count, start: 0, items: items)
        let reading = Self.medianMicroseconds(for: duration) {
            (try? read(JSONDocument(parsing: answer).root))?.count ?? 0
        }
        let writing = Self.medianMicroseconds(for: duration) {
            var writer = JSONWriter(reservingCapacity: written.count)
            items.write(to: &writer)
            return writer.bytes.count
        }
        let masking = Self.medianMicroseconds(for: duration) {
            var writer = JSONWriter(reservingCapacity: written.count)
            items.write(to: &writer)
            return Redaction.redact(json: writer.bytes).count
        }
        let text = Self.medianMicroseconds(for: duration) { Redaction.redact(listing.text).utf8.count }
        self.written = written
        report = [
            "items": .integer(Int64(items.count)), "bytes": .integer(Int64(answer.count)),
            "written_bytes": .integer(Int64(written.count)), "read_us": .number(reading), "write_us": .number(writing),
            "write_masked_us": .number(masking), "text_us": .number(text),
        ]
    }

    /// The median time of one run.
    /// - Parameters:
    ///   - duration: how long it runs over and over.
    ///   - work: returns something of its result, so that it cannot be left out.
    /// - Returns: microseconds.
    private static func medianMicroseconds(for duration: Duration, _ work: () -> Int) -> Double {
        let clock = ContinuousClock()
        let end = clock.now + duration
        var times: [Duration] = []
        var checksum = 0
        repeat {
            times.append(clock.measure { checksum &+= work() })
        } while clock.now < end || times.count < 5
        guard checksum != 0 else { return .nan }
        return times.sorted()[times.count / 2] / .microseconds(1)
    }
}
