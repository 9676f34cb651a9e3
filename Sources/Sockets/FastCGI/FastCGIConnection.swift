import CFastCGI
import Glibc

/// A web server's connection with the request that libfcgi reads from it, at a fixed address for its whole life because
/// the library points back into it.
///
/// One thread at a time uses it.
@safe final class FastCGIConnection: @unchecked Sendable {
    private let request: UnsafeMutablePointer<FCGX_Request>
    private var isKept = false
    private var dismissal: ContinuousClock.Instant?
    /// Whether the poller has it in its set.
    var isPolled = false

    /// Takes over a connection that was just accepted.
    init(accepted descriptor: CInt) {
        unsafe request = .allocate(capacity: 1)
        unsafe request.initialize(to: FCGX_Request())
        // No listening socket: the library reads from this connection and never accepts another.
        unsafe FCGX_InitRequest(request, -1, 0)
        unsafe request.pointee.ipcFd = descriptor
    }

    deinit {
        close()
        unsafe request.deallocate()
    }

    /// The connection to the web server; negative once it is closed.
    var descriptor: CInt { unsafe request.pointee.ipcFd }

    func close() {
        unsafe FCGX_Free(request, 0)
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        unsafe request.pointee.ipcFd = -1
    }

    // MARK: What comes

    /// Reads the parameters of the next request; false when the web server sent none that can be read, and the
    /// connection is closed.
    func receive() -> Bool {
        // The library finishes the request before, of which there is none, and would close the connection with it.
        unsafe request.pointee.keepConnection = 1
        // It shall close at once: it would wait for the web server by select(), which knows small descriptors only.
        unsafe FCGX_Detach(request)
        guard unsafe FCGX_Accept_r(request) == 0 else { return false }
        isKept = unsafe request.pointee.keepConnection != 0
        dismissal = nil
        return true
    }

    /// The parameters of the request.
    func head(gatewayParameters: Set<String>) throws(RequestHead.Refusal) -> RequestHead {
        var head = RequestHead()
        var cursor = unsafe request.pointee.envp
        while let entry = unsafe cursor?.pointee {
            try unsafe head.add(entry, gatewayParameters)
            unsafe cursor = cursor?.successor()
        }
        return head
    }

    /// Reads so much of the body; nil when the web server sent less.
    func body(length: Int) -> [UInt8]? {
        guard length > 0 else { return [] }
        let body = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let start = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            count = unsafe max(0, Int(FCGX_GetStr(start, CInt(length), request.pointee.in)))
        }
        return body.count == length ? body : nil
    }

    /// Reads and drops what is left of the body, up to the record that ends it.
    func discardBody() {
        guard unsafe FCGX_GetChar(request.pointee.in) >= 0 else { return }
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        while unsafe FCGX_GetStr(&buffer, CInt(buffer.count), request.pointee.in) == CInt(buffer.count) {}
    }

    enum Arrival { case bytes, nothing, end }

    /// What has come that was not read yet.
    func arrival() -> Arrival {
        var byte: UInt8 = 0
        return switch unsafe recv(descriptor, &byte, 1, CInt(MSG_PEEK | MSG_DONTWAIT)) {
        case 1: .bytes
        case -1 where errno == EAGAIN: .nothing
        default: .end
        }
    }

    // MARK: What goes

    /// Sends a part of the answer.
    /// - Parameters:
    ///   - head: goes first; a head and a body are two only to save a copy.
    ///   - body: goes behind it.
    ///   - endsRequest: says behind both that the request has ended.
    /// - Returns: false when the web server has gone.
    func send(_ head: [UInt8], _ body: [UInt8] = [], endsRequest: Bool) -> Bool {
        RecordWriter(descriptor: descriptor, requestID: UInt16(truncatingIfNeeded: unsafe request.pointee.requestId))
            .write(head, body, endsRequest: endsRequest)
    }

    /// Forgets the request, the end of which was sent.
    /// - Returns: whether another one may come on the connection.
    func endRequest() -> Bool {
        // Where the body's end was not read, its rest would be taken for the next request.
        let isWhole = unsafe FCGX_HasSeenEOF(request.pointee.in) != 0 && FCGX_GetError(request.pointee.in) == 0
        unsafe FCGX_Free(request, 0)
        return isWhole && isKept
    }

    /// Asks the web server to close the connection when it is idle, by an empty record of error output: within an answer
    /// it means nothing, and anything at all on an idle connection makes nginx close it.
    ///
    /// So no request is lost: one that is under way already finds the connection open.
    func dismiss() {
        guard dismissal == nil else { return }
        dismissal = .now
        let record: [UInt8] = [1, 7, 0, 1, 0, 0, 0, 0]
        unsafe Glibc.send(descriptor, record, record.count, CInt(MSG_DONTWAIT | MSG_NOSIGNAL))
    }

    /// Whether the web server has not followed in so long.
    func staysAfterDismissal(for time: Duration) -> Bool {
        guard let dismissal, dismissal + time <= .now else { return false }
        return arrival() != .bytes
    }
}
