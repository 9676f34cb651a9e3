package import HTTPClient

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
}
