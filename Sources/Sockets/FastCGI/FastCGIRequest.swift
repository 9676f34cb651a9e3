import CFastCGI
import Glibc
internal import HTTP

/// One request of libfcgi on a connection of its own, at a fixed address for its whole life because the library points
/// back into it.
///
/// One thread at a time uses it.
@safe final class FastCGIRequest: @unchecked Sendable {
    private let request: UnsafeMutablePointer<FCGX_Request>

    /// Takes over a connection that was just accepted.
    init(connection descriptor: CInt) {
        unsafe request = .allocate(capacity: 1)
        unsafe request.initialize(to: FCGX_Request())
        // No listening socket: the library reads from this connection and never accepts another.
        unsafe FCGX_InitRequest(request, -1, 0)
        unsafe request.pointee.ipcFd = descriptor
    }

    deinit {
        unsafe FCGX_Free(request, 1)
        unsafe request.deallocate()
    }

    /// Reads the parameters; false when the web server sent none that can be read, and the connection is closed.
    func receive() -> Bool {
        // The library finishes the request before, of which there is none, and would close the connection with it.
        unsafe request.pointee.keepConnection = 1
        let isRead = unsafe FCGX_Accept_r(request) == 0
        // One request a connection, so that a connection that waits is always one whose request waits.
        unsafe request.pointee.keepConnection = 0
        return isRead
    }

    /// The connection to the web server.
    var descriptor: CInt { unsafe request.pointee.ipcFd }

    func head(gatewayParameters: Set<String>) throws(RequestHead.Refusal) -> RequestHead {
        var parameters: [(name: String, value: String?)] = []
        parameters.reserveCapacity(40)
        var cursor = unsafe request.pointee.envp
        while let entry = unsafe cursor?.pointee {
            unsafe parameters.append(Self.pair(entry))
            unsafe cursor = cursor?.successor()
        }
        return try RequestHead(parameters, gatewayParameters: gatewayParameters)
    }

    private static func pair(_ entry: UnsafePointer<CChar>) -> (name: String, value: String?) {
        let length = unsafe strlen(entry)
        let bytes = unsafe UnsafeRawBufferPointer(start: entry, count: length)
        let separator = unsafe bytes.firstIndex(of: UInt8(ascii: "=")) ?? length
        let name = unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[..<separator]), as: UTF8.self)
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[min(separator + 1, length)...])
        return (name, unsafe String(validating: rest, as: UTF8.self))
    }

    /// Reads the body; nil when the web server sent less than it announced.
    func body(length: Int) -> [UInt8]? {
        // The record that ends the body belongs to it.
        defer { unsafe FCGX_GetChar(request.pointee.in) }
        guard length > 0 else { return [] }
        let body = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let start = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            count = unsafe max(0, Int(FCGX_GetStr(start, CInt(length), request.pointee.in)))
        }
        return body.count == length ? body : nil
    }

    /// Reads and drops the body, so that the web server can read the answer.
    func discardBody() {
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        while unsafe FCGX_GetStr(&buffer, CInt(buffer.count), request.pointee.in) == CInt(buffer.count) {}
    }

    /// Sends bytes of the CGI answer; false when the web server has gone.
    func write(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe FCGX_PutStr(start, CInt(buffer.count), request.pointee.out) == CInt(buffer.count)
        }
    }

    func flush() -> Bool { unsafe FCGX_FFlush(request.pointee.out) == 0 }

    /// Ends the answer and closes the connection.
    func finish() {
        // Unless the web server may still be sending, the library need not wait for it to close first.
        if unsafe FCGX_HasSeenEOF(request.pointee.in) != 0 { unsafe FCGX_Detach(request) }
        unsafe FCGX_Finish_r(request)
    }
}
