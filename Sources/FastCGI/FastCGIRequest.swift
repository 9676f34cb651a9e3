import CFastCGI
import Glibc
internal import HTTP

/// One request of libfcgi, at a fixed address for its whole life because the library points back into it.
///
/// One thread at a time uses it: first the accept thread, then the thread that runs the request's task.
@safe final class FastCGIRequest: @unchecked Sendable {
    private let request: UnsafeMutablePointer<FCGX_Request>

    init(listening descriptor: CInt) {
        unsafe request = .allocate(capacity: 1)
        unsafe request.initialize(to: FCGX_Request())
        unsafe FCGX_InitRequest(request, descriptor, CInt(FCGI_FAIL_ACCEPT_ON_INTR))
    }

    deinit {
        unsafe FCGX_Free(request, 1)
        unsafe request.deallocate()
    }

    /// Waits for a connection and its parameters; false when the wait was interrupted or failed.
    func accept() -> Bool { unsafe FCGX_Accept_r(request) == 0 }

    /// The connection to the web server.
    var descriptor: CInt { unsafe request.pointee.ipcFd }

    func head() throws(RequestHead.Refusal) -> RequestHead {
        var parameters: [(name: String, value: String?)] = []
        parameters.reserveCapacity(40)
        var cursor = unsafe request.pointee.envp
        while let entry = unsafe cursor?.pointee {
            unsafe parameters.append(Self.pair(entry))
            unsafe cursor = cursor?.successor()
        }
        return try RequestHead(parameters)
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

    func finish() { unsafe FCGX_Finish_r(request) }
}
