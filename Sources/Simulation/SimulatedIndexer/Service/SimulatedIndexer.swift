package import FoundationEssentials
package import HTTP
internal import JSON
package import SimulatedCompany
import Synchronization

/// The Wazuh indexer (OpenSearch 2.x) of a ``SimulatedCompany``: a pure function from requests to responses.
///
/// The documents follow from the company and the reference time alone, so that several processes answer alike; they are
/// made on the first request.
package final class SimulatedIndexer: Sendable {
    let company: SimulatedCompany
    /// The time of the newest alert.
    package let referenceTime: Date
    let alertCount: Int
    let users: [IndexerUser]
    let clock: @Sendable () -> Date
    private let documents = Mutex<DocumentStore?>(nil)

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
        switch authenticate(request) {
        case .success(let user):
            do {
                return filtered(try IndexerSession(indexer: self, user: user).respond(to: request), request)
            } catch {
                return error.response()
            }
        case .failure(let refusal): return refusal.response
        }
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
    var store: DocumentStore {
        documents.withLock { made in
            if let made { return made }
            let store = DataSet(company: company, reference: referenceTime, alertCount: alertCount).store()
            made = store
            return store
        }
    }

    /// What tells these documents from those of another seed or time.
    var generation: String { "\(company.seed)-\(Int(referenceTime.timeIntervalSince1970))-\(alertCount)" }

    private func filtered(_ response: HTTPResponse, _ request: HTTPRequest) -> HTTPResponse {
        guard request.query.contains("filter_path"), let path = QueryItems(parsing: request.query)?["filter_path"],
            let json = try? JSON(parsing: response.body)
        else { return response }
        return .json(response.status, FilterPath(path).apply(json).jsonBytes)
    }
}
