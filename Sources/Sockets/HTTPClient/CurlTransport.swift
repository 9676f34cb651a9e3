package import HTTP
import Synchronization

/// Sends requests by libcurl: HTTP/1.1 over pooled connections, all of them driven by one thread.
///
/// Proxies come from the environment (`https_proxy`, `no_proxy`, …) except for loopback hosts and Unix sockets.
/// Redirects are answers like any other; none is followed. The thread ends with the last reference to the transport.
package final class CurlTransport: HTTPTransport {
    private let driver: CurlDriver

    /// Starts the driver thread.
    /// - Parameters:
    ///   - idleConnectionAge: how long an unused connection may be taken up again, in whole seconds; must lie below
    ///     the servers' keep-alive time, which is 5 s for the Wazuh manager since 4.9.
    ///   - connectionsPerHost: how many connections to one host are open at a time; further requests wait.
    /// - Throws: ``TransportError`` when libcurl or the system has no means for another thread.
    package init(idleConnectionAge: Duration = .seconds(4), connectionsPerHost: Int = 64) throws(TransportError) {
        driver = try CurlDriver(idleConnectionAge: idleConnectionAge, connectionsPerHost: connectionsPerHost)
    }

    deinit { driver.stop() }

    package func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse {
        try request.validate()
        let transfer = CurlTransfer(request)
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.onCompletion { continuation.resume(returning: $0) }
                driver.start(transfer)
            }
        } onCancel: {
            driver.cancel(transfer)
        }.get()
    }
}

extension OutgoingRequest {
    /// Refuses what would change the meaning of the bytes on the wire.
    fileprivate func validate() throws(TransportError) {
        guard !method.rawValue.isEmpty, method.rawValue.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw TransportError(.invalidRequest, "the request method is not made of upper-case letters")
        }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw TransportError(.invalidRequest, "the URL is no http or https URL, or has characters to be escaped")
        }
        for field in fields where field.value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
            throw TransportError(.invalidRequest, "the field \(field.name) has control characters in its value")
        }
    }
}
