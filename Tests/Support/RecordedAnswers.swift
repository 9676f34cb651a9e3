import FoundationEssentials
package import HTTP
import JSON

/// What real Wazuh managers answered, kept beside the repository.
package enum RecordedAnswers {
    /// Where the recordings lie.
    private static let folder = String(#filePath).dropLastComponents(3) + "/../shared/wazuh/recorded"

    /// True when the recordings are there.
    package static let arePresent = FileManager.default.fileExists(atPath: folder + "/get-sweep-4.14.7.jsonl")

    /// The versions that were recorded; the last ran with a cluster.
    package static let versions = ["4.8.0", "4.14.7", "cluster"]

    /// The answers of a version by path, with the query where the recording had one.
    package static func answers(of version: String) throws -> [String: HTTPResponse] {
        let bytes = try Data(contentsOf: URL(filePath: "\(folder)/get-sweep-\(version).jsonl"))
        var answers: [String: HTTPResponse] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let row = try JSONDocument(parsing: Array(line)).root
            guard let path = row["path"]?.string, let status = row["status"]?.int, let body = row["body"]?.string else {
                continue
            }
            answers[path] = HTTPResponse(HTTPStatus(rawValue: status), body: Array(body.utf8))
        }
        return answers
    }
}

extension String {
    fileprivate func dropLastComponents(_ count: Int) -> String {
        split(separator: "/", omittingEmptySubsequences: false).dropLast(count).joined(separator: "/")
    }
}
