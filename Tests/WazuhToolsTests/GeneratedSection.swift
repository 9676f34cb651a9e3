import FoundationEssentials
import Testing

/// A part of a document that is generated, between two comments that name it.
struct GeneratedSection {
    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    /// The document, from the repository's root.
    let document: String
    let name: String

    /// Expects the section to be `expected`; `UPDATE_SNAPSHOTS=1` writes it anew.
    func check(_ expected: String) throws {
        let url = URL(filePath: "\(Self.root)/\(document)")
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        let begin = try #require(text.firstRange(of: "<!-- \(name):"))
        let start = try #require(text[begin.upperBound...].firstRange(of: "-->\n")).upperBound
        let end = try #require(text[start...].firstRange(of: "<!-- /\(name) -->")).lowerBound
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data((text[..<start] + expected + "\n" + text[end...]).utf8).write(to: url)
        } else {
            #expect(text[start..<end] == expected + "\n", "run with UPDATE_SNAPSHOTS=1 when the change is meant")
        }
    }
}
