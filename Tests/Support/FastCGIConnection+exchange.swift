/// What a web server reads from a FastCGI application: a CGI answer (RFC 3875 §6).
package struct FastCGIAnswer: Sendable, Hashable {
    package var status: Int
    /// The lines of the head, `name: value`, without the status.
    package var fields: [String]
    package var body: String
    /// True when the application ended the request by itself.
    package var isWhole: Bool

    init(_ output: [UInt8], isWhole: Bool) {
        let text = String(decoding: output, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n").map(String.init)
        status = lines.first { $0.hasPrefix("Status: ") }.flatMap { Int($0.dropFirst(8).prefix(3)) } ?? 0
        fields = lines.filter { !$0.hasPrefix("Status: ") }
        body = parts.count > 1 ? String(parts[1]) : ""
        self.isWhole = isWhole
    }
}

extension FastCGIConnection {
    /// Sends a request as nginx would.
    /// - Parameters:
    ///   - method: the request's method.
    ///   - target: path and query.
    ///   - parameters: more parameters, such as `HTTP_ORIGIN`, after those that each request has.
    ///   - body: the request's body.
    ///   - contentLength: what the head says, where that differs from the body's size.
    ///   - keepsConnection: asks the application to leave the connection open.
    package func send(
        _ method: String, _ target: String, _ parameters: KeyValuePairs<String, String> = [:], body: [UInt8] = [],
        contentLength: Int? = nil, keepsConnection: Bool = false
    ) async {
        let own = [
            ("REQUEST_METHOD", method), ("REQUEST_URI", target), ("REMOTE_ADDR", "192.0.2.7"),
            ("CONTENT_LENGTH", String(contentLength ?? body.count)),
        ]
        let all = own + parameters.map { ($0.key, $0.value) }
        await send(
            FastCGIRecord.request(
                all.map { (name: $0.0, value: Array($0.1.utf8)) }, body: body, keepsConnection: keepsConnection))
    }

    /// Reads output until it holds `text`; what came so far when the answer ends before that.
    package func output(until text: String) async -> String {
        var output = ""
        while !output.contains(text), let record = await receive(), record.kind != .end {
            output += String(decoding: record.content, as: UTF8.self)
        }
        return output
    }

    /// Reads the rest of the answer.
    /// - Parameter closes: closes the connection behind it, as nginx does with those that it does not keep.
    /// - Returns: the answer; not whole when the application closed the connection within it.
    package func answer(closes: Bool = true) async -> FastCGIAnswer {
        var output: [UInt8] = []
        var isWhole = false
        while !isWhole, let record = await receive() {
            if record.kind == .output { output += record.content }
            isWhole = record.kind == .end
        }
        if closes { close() }
        return FastCGIAnswer(output, isWhole: isWhole)
    }
}
