import FoundationEssentials
import HTTP
import JSON
import SimulatedIndexer
import SimulatedCompany

/// An indexer with 2,400 alerts, made once for all tests, and the documents in it.
enum IndexerFixture {
    static let reference = Date(timeIntervalSince1970: 1_795_262_400)
    static let indexer = make()
    static let alerts = documents.filter { $0.index.hasPrefix("wazuh-alerts-") }
    static let vulnerabilities = documents.filter { $0.index.hasPrefix("wazuh-states-") }

    static func make(
        seed: UInt64 = 4147, users: [IndexerUser] = [], alertCount: Int = 2_400, secondsLater: Double = 0
    ) -> SimulatedIndexer {
        SimulatedIndexer(
            company: SimulatedCompany(seed: seed, now: reference), referenceTime: reference, alertCount: alertCount,
            users: users, clock: { reference.addingTimeInterval(secondsLater) })
    }

    struct Document {
        let index: String
        let id: String
        let source: JSON

        /// The values at a path, lists flattened.
        func values(_ path: String) -> [JSON] {
            path.split(separator: ".").reduce([source]) { found, name in
                found.compactMap { $0[String(name)] }.flatMap { $0.array ?? [$0] }
            }
        }

        func has(_ path: String, _ value: JSON) -> Bool { values(path).contains(value) }
        var level: Int { values("rule.level").first?.int ?? 0 }
        var log: String { values("full_log").first?.string ?? "" }
    }

    static let documents: [Document] = {
        var documents: [Document] = []
        indexer.bulkExport { line in
            let parts = line.split(separator: 10)
            guard let action = try? JSON(parsing: Array(parts[0]))["index"],
                let source = try? JSON(parsing: Array(parts[1]))
            else { return }
            documents.append(
                Document(index: action["_index"]?.string ?? "", id: action["_id"]?.string ?? "", source: source))
        }
        return documents
    }()

    /// Sends a request with a JSON body.
    static func send(
        _ method: HTTPMethod = .post, _ target: String, _ body: String = "", to indexer: SimulatedIndexer = indexer,
        as user: String? = nil
    ) -> (status: Int, answer: JSON, response: HTTPResponse) {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        var fields: HTTPFields = [.contentType: "application/json"]
        if let user { fields[.authorization] = "Basic " + Data("\(user):\(user)".utf8).base64EncodedString() }
        let request = HTTPRequest(
            method, parts[0], query: parts.count > 1 ? parts[1] : "", fields: fields, body: Array(body.utf8))
        let response = indexer.respond(to: request)
        return (response.status.rawValue, (try? JSON(parsing: response.body)) ?? .null, response)
    }

    /// How many alerts match a query.
    static func count(_ query: String) -> Int? {
        let body = "{\"size\": 0, \"track_total_hits\": true, \"query\": \(query)}"
        return send(.post, "/wazuh-alerts-4.x-*/_search", body).answer["hits"]?["total"]?["value"]?.int
    }

    static func hits(_ answer: JSON) -> [JSON] { answer["hits"]?["hits"]?.array ?? [] }
}
