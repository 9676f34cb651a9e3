internal import Encodings
package import JSON
import FoundationEssentials
import Glibc

/// Writes one JSON object a line to standard error.
///
/// Each field is named by its caller: nothing reaches a line by accident.
package struct Logger: Sendable {
    package enum Level: String, Sendable, CaseIterable, Comparable {
        case debug = "DEBUG"
        case info = "INFO"
        case warning = "WARNING"
        case error = "ERROR"

        package static func < (left: Self, right: Self) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// The longest text in a field, in bytes; the rest is cut.
    private static let longestText = 2_048

    private let minimum: Level
    private let fields: JSONObject
    private let write: @Sendable ([UInt8]) -> Void

    /// - Parameters:
    ///   - minimum: lines below this level are dropped.
    ///   - fields: stand on every line, such as the process.
    ///   - write: takes a whole line; standard error by default.
    package init(
        minimum: Level, fields: JSONObject = [:],
        write: @escaping @Sendable ([UInt8]) -> Void = Logger.writeToStandardError
    ) {
        self.minimum = minimum
        self.fields = fields
        self.write = write
    }

    /// Whether lines of this level are written.
    package func logs(_ level: Level) -> Bool { level >= minimum }

    /// Writes a line.
    /// - Parameters:
    ///   - level: how grave it is.
    ///   - message: what happened, without values.
    ///   - details: the values, by name; never secrets.
    package func log(_ level: Level, _ message: String, _ details: JSONObject = [:]) {
        guard logs(level) else { return }
        var writer = JSONWriter(filteringStrings: { _, text in String(text.prefix(bytes: Self.longestText)) })
        writer.object { writer in
            writer.member("time", Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            writer.member("level", level.rawValue)
            writer.member("message", message)
            for field in fields { writer.member(field.name, field.value) }
            for field in details { writer.member(field.name, field.value) }
        }
        write(writer.bytes + [UInt8(ascii: "\n")])
    }

    /// One call of `write` a line, so that the lines of several processes do not mix.
    @Sendable package static func writeToStandardError(_ line: [UInt8]) {
        _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
