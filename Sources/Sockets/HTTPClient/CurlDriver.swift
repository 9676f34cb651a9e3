import CCurl
import Glibc
import Synchronization

/// The thread that owns a libcurl multi handle with its connections, and the inbox that other threads reach it by.
///
/// What others touch is the inbox, behind its mutex, and `curl_multi_wakeup`, which any thread may call.
@safe final class CurlDriver: @unchecked Sendable {
    private enum Command {
        case start(CurlTransfer)
        case cancel(CurlTransfer)
    }

    private struct Inbox {
        var commands: [Command] = []
        var isStopped = false
    }

    private let inbox = Mutex(Inbox())
    private let multi: UnsafeMutableRawPointer
    private let idleConnectionAge: Int

    // The rest belongs to the thread alone.
    private var active: [CurlHandle: CurlTransfer] = [:]
    private var idleHandles: [CurlHandle] = []
    private static let mostIdleHandles = 64

    init(idleConnectionAge: Duration, connectionsPerHost: Int) throws(TransportError) {
        guard Self.isLibraryReady, let multi = unsafe curl_multi_init() else {
            throw TransportError(.unreachable, "libcurl could not be started")
        }
        unsafe self.multi = unsafe multi
        self.idleConnectionAge = Int(max(idleConnectionAge.components.seconds, 1))
        unsafe wz_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, max(connectionsPerHost, 1))
        unsafe wz_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(connectionsPerHost, 1) * 2)
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil, { unsafe CurlDriver.main($0) }, Unmanaged.passRetained(self).toOpaque())
        guard code == 0 else {
            unsafe Unmanaged.passUnretained(self).release()
            unsafe curl_multi_cleanup(multi)
            throw TransportError(.unreachable, "no thread for the HTTP client (error \(code))")
        }
        pthread_detach(thread)
    }

    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func start(_ transfer: CurlTransfer) {
        guard !submit(.start(transfer)) else { return }
        transfer.finish(.failure(.cancelled))
    }

    func cancel(_ transfer: CurlTransfer) {
        transfer.isCancelled.store(true, ordering: .releasing)
        _ = submit(.cancel(transfer))
    }

    /// Ends the thread, and with it the transfers that are under way.
    func stop() {
        inbox.withLock { inbox in
            inbox.isStopped = true
            unsafe curl_multi_wakeup(multi)
        }
    }

    private func submit(_ command: Command) -> Bool {
        // The handle is freed only after `isStopped` was seen by the thread, so the wake-up stays inside the lock.
        inbox.withLock { inbox in
            guard !inbox.isStopped else { return false }
            if inbox.commands.isEmpty { unsafe curl_multi_wakeup(multi) }
            inbox.commands.append(command)
            return true
        }
    }

    // MARK: On the thread

    private static func main(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument = unsafe argument else { return nil }
        let driver = unsafe Unmanaged<CurlDriver>.fromOpaque(argument).takeRetainedValue()
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_SETMASK, &all, nil)
        driver.run()
        return nil
    }

    private func run() {
        var running: Int32 = 0
        while obeyCommands() {
            unsafe curl_multi_perform(multi, &running)
            finishCompleted()
            unsafe curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
        for (handle, transfer) in active {
            remove(handle)
            transfer.finish(.failure(.cancelled))
        }
        for handle in idleHandles { unsafe curl_easy_cleanup(handle.pointer) }
        unsafe curl_multi_cleanup(multi)
    }

    /// False once the driver has been stopped.
    private func obeyCommands() -> Bool {
        let (commands, isStopped) = inbox.withLock { inbox in
            defer { inbox.commands.removeAll(keepingCapacity: true) }
            return (inbox.commands, inbox.isStopped)
        }
        for command in commands {
            switch command {
            case .start(let transfer): begin(transfer)
            case .cancel(let transfer):
                guard let handle = transfer.handle else { continue }
                remove(handle)
                transfer.finish(.failure(.cancelled))
            }
        }
        return !isStopped
    }

    private func begin(_ transfer: CurlTransfer) {
        guard !transfer.isCancelled.load(ordering: .acquiring) else { return transfer.finish(.failure(.cancelled)) }
        guard let handle = idleHandles.popLast() ?? CurlHandle() else {
            return transfer.finish(.failure(TransportError(.invalidRequest, "no memory for another request")))
        }
        active[handle] = transfer
        transfer.handle = handle
        do throws(TransportError) {
            try transfer.configure(handle, idleConnectionAge: idleConnectionAge)
            unsafe curl_multi_add_handle(multi, handle.pointer)
        } catch {
            remove(handle)
            transfer.finish(.failure(error))
        }
    }

    private func finishCompleted() {
        var waiting: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &waiting) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let handle = unsafe message.pointee.easy_handle.map({ unsafe CurlHandle($0) }),
                let transfer = active[handle]
            else { continue }
            let code = unsafe wz_message_result(message)
            let status = handle.status
            remove(handle)
            transfer.finish(code: code, status: status)
        }
    }

    /// Takes a handle out of the multi handle; libcurl keeps its connection in the pool when it is still good.
    private func remove(_ handle: CurlHandle) {
        unsafe curl_multi_remove_handle(multi, handle.pointer)
        active.removeValue(forKey: handle)?.handle = nil
        if idleHandles.count < Self.mostIdleHandles {
            unsafe curl_easy_reset(handle.pointer)
            idleHandles.append(handle)
        } else {
            unsafe curl_easy_cleanup(handle.pointer)
        }
    }
}
