import Encodings
package import FoundationEssentials
package import HTTP
import JSON
package import SimulatedCompany
import Synchronization

/// The Wazuh indexer (OpenSearch 2.x) of a ``SimulatedCompany``: a pure function from requests to responses.
///
/// The documents follow from the company and the reference time alone, so that several processes answer alike; they are
/// made on the first request.
package final class SimulatedIndexer: Sendable {
    private let company: SimulatedCompany
    /// The time of the newest alert.
    package let referenceTime: Date
    private let alertCount: Int
    private let users: [IndexerUser]
    private let clock: @Sendable () -> Date
    private let documents = Mutex<DocumentStore?>(nil)

    /// The longest path with its query, and the longest `Authorization` field, in bytes.
    private static let longestTarget = 32_768
    private static let longestCredentials = 8_192

    /// Makes an indexer.
    /// - Parameters:
    ///   - company: whose agents raise the alerts.
    ///   - referenceTime: the time of the newest alert; the same in all processes, such as the hour that has begun.
    ///   - alertCount: how many alerts there are in the 30 days before, at least 2,000.
    ///   - users: who may ask; without users no authentication is asked for.
    ///   - clock: what `now` means in date mathematics.
    package init(
        company: SimulatedCompany, referenceTime: Date, alertCount: Int = 20_000,
        users: [IndexerUser] = IndexerUser.standard, clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.company = company
        self.referenceTime = referenceTime
        self.alertCount = max(2_000, alertCount)
        self.users = users
        self.clock = clock
    }

    /// Answers a request.
    package func respond(to request: HTTPRequest) -> HTTPResponse {
        guard request.path.utf8.count + request.query.utf8.count <= Self.longestTarget else {
            return IndexerError(status: 414, type: "uri_too_long", reason: "the path is too long").response()
        }
        guard let user = user(of: request) else {
            let fields: HTTPFields = [
                .wwwAuthenticate: "Basic realm=\"OpenSearch Security\"", .contentType: "text/plain; charset=UTF-8",
            ]
            return HTTPResponse(401, fields: fields, body: Array("Unauthorized".utf8))
        }
        let generation = "\(company.seed)-\(Int(referenceTime.timeIntervalSince1970))-\(alertCount)"
        let session = IndexerSession(
            user: user, store: store, generation: generation,
            now: Int((clock().timeIntervalSince1970 * 1_000).rounded(.down)))
        do throws(IndexerError) { return try session.respond(to: request) } catch { return error.response() }
    }

    /// Writes all documents as the body of a bulk request (NDJSON), piece by piece, each piece a whole document.
    package func bulkExport(_ write: ([UInt8]) -> Void) {
        let store = store
        for index in store.indices {
            for document in index.documents {
                let action: JSON = ["index": ["_index": .string(index.name), "_id": .string(store.ids[document])]]
                write(action.jsonBytes + [10] + store.source(document) + [10])
            }
        }
    }

    /// The documents, made when they are first needed.
    private var store: DocumentStore {
        documents.withLock { made in
            if let made { return made }
            let store = DataSet(company: company, reference: referenceTime, alertCount: alertCount).store()
            made = store
            return store
        }
    }

    /// The user of a request by Basic authentication (RFC 7617); without any users everybody is an administrator.
    private func user(of request: HTTPRequest) -> IndexerUser? {
        guard !users.isEmpty else { return IndexerUser("admin", password: "", indices: ["*"], readsCluster: true) }
        guard let field = request.fields[.authorization], field.utf8.count <= Self.longestCredentials,
            field.lowercased().utf8.starts(with: "basic ".utf8),
            let bytes = Base64.decode(String(Substring(field.utf8.dropFirst(6).drop { $0 == UInt8(ascii: " ") })))
        else { return nil }
        return users.first { "\($0.name):\($0.password)".utf8.elementsEqual(bytes) }
    }
}
