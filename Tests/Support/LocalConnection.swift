import Glibc

/// A connection that a ``LocalServer`` has accepted; reads and writes block its thread.
package final class LocalConnection: Sendable {
    private let socket: Int32

    init(socket: Int32) { self.socket = socket }

    /// The next request, head and body, as text; nil when the client has closed the connection.
    package func readRequest() -> String? {
        var text = ""
        while !text.hasSuffix("\r\n\r\n") {
            guard let next = read(1) else { return nil }
            text += next
        }
        let length = text.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        guard let count = length.flatMap({ Int($0.drop { $0 != " " }.dropFirst()) }), count > 0 else { return text }
        guard let body = read(count) else { return nil }
        return text + body
    }

    /// Answers every request on this connection alike until the client closes it.
    package func answerAll(_ answer: String) {
        while readRequest() != nil { write(answer) }
    }

    package func write(_ text: String) { write(Array(text.utf8)) }

    package func write(_ bytes: [UInt8]) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }

    /// Returns when the client has closed the connection.
    package func waitForClose() { while read(1) != nil {} }

    /// Closes it; the client sees the end of the stream.
    package func close() {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    deinit { Glibc.close(socket) }

    private func read(_ count: Int) -> String? {
        var bytes = [UInt8](repeating: 0, count: count)
        let received = unsafe bytes.withUnsafeMutableBytes {
            unsafe recv(socket, $0.baseAddress, $0.count, Int32(MSG_WAITALL))
        }
        return received == count ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
