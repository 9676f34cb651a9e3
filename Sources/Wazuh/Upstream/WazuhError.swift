import Encodings
package import HTTPClient

/// Why Wazuh gave no answer, for the analyst or operator who reads it.
///
/// The description says what failed, on which upstream, and what to do; it never holds credentials or markup.
package struct WazuhError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// No connection, or it broke.
        case unreachable
        case timedOut
        case untrustedCertificate
        case invalidCredentials
        /// The API user lacks a permission.
        case forbidden
        case notFound
        /// There is nothing for what was asked, for example no statistics of that day.
        case noData
        /// The agent is not connected, so nothing can be asked of it.
        case agentNotConnected
        case clusterDisabled
        case rateLimited
        /// Upstream or our own queue has too much to do; the same request may work shortly.
        case busy
        /// Daemons of the manager are down or starting.
        case notReady
        case invalidRequest
        /// A point in time that the indexer no longer keeps.
        case expired
        case unsupportedVersion
        /// What came back is not what the endpoint gives.
        case unexpectedAnswer
        case cancelled
        /// Any other failure the upstream reports.
        case failed
    }

    package let code: Code
    package let upstream: WazuhService
    /// Method and path, without a query.
    package let endpoint: String
    package let status: Int?
    /// Wazuh's own number, for example 1707.
    package let wazuhCode: Int?
    package let description: String

    /// - Parameters:
    ///   - code: the kind of failure, for programs.
    ///   - upstream: who failed.
    ///   - endpoint: method and path, without a query.
    ///   - status: the HTTP status, where there was an answer.
    ///   - wazuhCode: Wazuh's own number, where there was one.
    ///   - reason: what failed, without a full stop at its end.
    ///   - advice: what the reader can do; empty when nothing.
    package init(
        _ code: Code, _ upstream: WazuhService, _ endpoint: String, status: Int? = nil, wazuhCode: Int? = nil,
        reason: String,
        advice: String = ""
    ) {
        self.code = code
        self.upstream = upstream
        self.endpoint = endpoint
        self.status = status
        self.wazuhCode = wazuhCode
        let number = wazuhCode.map { " (error \($0))" } ?? status.map { " (HTTP \($0))" } ?? ""
        description = "\(upstream.rawValue), \(endpoint): \(reason)\(number).\(advice.isEmpty ? "" : " \(advice)")"
    }
}
extension WazuhError {
    /// The error for a call that got no whole answer.
    package init(_ error: TransportError, _ call: UpstreamCall) {
        let prefix = call.upstream.variablePrefix
        let (code, advice): (Code, String) =
            switch error.code {
            case .unreachable:
                (
                    .unreachable,
                    "Check \(prefix)_HOST and \(prefix)_PORT, that the service runs, and the firewall between."
                )
            case .interrupted: (.unreachable, "Try again; if it stays, look at the service's own log.")
            case .timedOut: (.timedOut, "Ask for less, or try again when the service has less to do.")
            case .untrustedCertificate:
                (
                    .untrustedCertificate,
                    "Set WAZUH_CA_FILE to the PEM file of the authority that signed it, or, only in a network you trust, "
                        + "\(prefix)_VERIFY_SSL=false. The certificate Wazuh makes by itself names localhost only and ends "
                        + "after a year."
                )
            case .tls: (.untrustedCertificate, "Check WAZUH_CA_FILE and that \(prefix)_PORT speaks TLS.")
            case .bodyTooLarge: (.unexpectedAnswer, "Ask for a smaller page or a shorter time range.")
            case .busy: (.busy, "Try again in a moment.")
            case .cancelled: (.cancelled, "")
            case .invalidRequest:
                (.invalidRequest, "Check \(prefix)_HOST, \(prefix)_USER and \(prefix)_PASS for stray characters.")
            }
        self.init(code, call.upstream, call.endpoint, reason: error.description, advice: advice)
    }

    /// What an upstream says as one printable line of at most 200 bytes, for it may repeat what a caller sent; without the full
    /// stop at its end.
    package static func line(_ text: String) -> String {
        let beginning = text.beginning(bytes: 200)
        var line = beginning.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 }
        while let last = line.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") { line.removeLast() }
        return String(decoding: line, as: UTF8.self) + (beginning.utf8.count < text.utf8.count ? "…" : "")
    }
}
