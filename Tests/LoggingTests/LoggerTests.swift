import FoundationEssentials
import JSON
import Logging
import Synchronization
import TestSupport
import Testing

struct LoggerTests {
    /// What one call writes, as JSON.
    private func line(
        minimum: Logger.Level = .debug, fields: JSONObject = [:], _ body: (Logger) -> Void
    ) throws -> JSONObject? {
        let lines = Mutex<[[UInt8]]>([])
        body(Logger(minimum: minimum, fields: fields) { line in lines.withLock { $0.append(line) } })
        let written = lines.withLock { $0 }
        guard let line = written.first else { return nil }
        #expect(written.count == 1 && line.last == UInt8(ascii: "\n") && line.count { $0 == UInt8(ascii: "\n") } == 1)
        return try JSON(parsing: line).object
    }

    @Test("a line is one JSON object with what its callers name")
    func members() throws {
        let before = Date.now.addingTimeInterval(-0.001)
        let object = try #require(
            try line(fields: ["process": 7]) { $0.log(.warning, "a\nb", ["c": ["d": [nil, 1.5]]]) })
        #expect(object.names == ["time", "level", "message", "process", "c"])
        #expect(object["level"] == "WARNING" && object["message"] == "a\nb" && object["process"] == 7)
        #expect(object["c"] == ["d": [nil, 1.5]])
        let text = try #require(object["time"]?.string)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let time = try style.parse(text)
        #expect(text.utf8.count == 24 && (before...Date.now).contains(time))
    }

    @Test(
        "lines below the level are dropped",
        arguments: [(Logger.Level.debug, true), (.info, true), (.warning, false), (.error, false)])
    func levels(minimum: Logger.Level, isWritten: Bool) throws {
        #expect((try line(minimum: minimum) { $0.log(.info, "x") } != nil) == isWritten)
    }

    @Test("texts are cut to bytes, wherever they stand, and cost the same", arguments: PathologicalText.all)
    func lengths(text: PathologicalText) throws {
        let long = text.text(bytes: 20_000)
        let object = try #require(try line { $0.log(.info, long, ["a": .string(long), "b": [["c": .string(long)]]]) })
        let texts = [object["message"], object["a"], object["b"]?[0]?["c"]].map { $0?.string ?? "" }
        #expect(texts.allSatisfy { (2_045...2_048).contains($0.utf8.count) && long.utf8.starts(with: $0.utf8) })
    }
}
