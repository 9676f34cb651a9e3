import JSON
import WazuhIndexer
import WazuhManager

/// An answer of Wazuh that models are read from.
enum AnswerKind: String, CaseIterable {
    /// Of a search in the indexer.
    case alerts
    /// Of the manager's `GET /agents`.
    case agents

    /// Reads and writes the items of an answer over and over.
    /// - Parameters:
    ///   - answer: the JSON as Wazuh gives it.
    ///   - duration: how long each way is measured.
    /// - Returns: the times, and what was written.
    /// - Throws: when the answer is no JSON or none of Wazuh's.
    func measure(_ answer: [UInt8], for duration: Duration) throws -> Measurement {
        switch self {
        case .alerts:
            try Measurement(of: rawValue, answer, for: duration) { (root) throws(JSONError) in
                try root["hits"]?["hits"]?.map { (hit) throws(JSONError) in try Alert(hit) } ?? []
            }
        case .agents:
            try Measurement(of: rawValue, answer, for: duration) { (root) throws(JSONError) in
                try root["data"]?["affected_items"]?.map { (item) throws(JSONError) in try Agent(item) } ?? []
            }
        }
    }
}
