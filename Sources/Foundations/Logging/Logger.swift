internal import Encodings
package import JSON
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
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("time", Self.time)
            writer.member("level", level.rawValue)
            writer.member("message", String(message.prefix(bytes: Self.longestText)))
            for field in fields { writer.member(field.name, field.value) }
            for field in details { writer.member(field.name, field.value.shortened(to: Self.longestText)) }
        }
        write(writer.bytes + [UInt8(ascii: "\n")])
    }

    /// The time in UTC as RFC 3339 writes it, to the millisecond.
    private static var time: String {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        var parts = unsafe tm()
        var text = [CChar](repeating: 0, count: 32)
        unsafe gmtime_r(&now.tv_sec, &parts)
        let count = unsafe strftime(&text, 32, "%Y-%m-%dT%H:%M:%S", &parts)
        let milliseconds = String(1_000 + now.tv_nsec / 1_000_000).dropFirst()
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) + ".\(milliseconds)Z"
    }

    /// One call of `write` a line, so that the lines of several processes do not mix.
    @Sendable package static func writeToStandardError(_ line: [UInt8]) {
        _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}

extension JSON {
    /// The value with texts of at most so many bytes.
    fileprivate func shortened(to count: Int) -> JSON {
        switch self {
        case .string(let text): .string(String(text.prefix(bytes: count)))
        case .array(let elements): .array(elements.map { $0.shortened(to: count) })
        case .object(let object): .object(JSONObject(object.map { ($0.name, $0.value.shortened(to: count)) }))
        default: self
        }
    }
}
