import CCurl

extension CURLcode {
    /// libcurl's own words for the code.
    var words: String { unsafe curl_easy_strerror(self).map { unsafe String(cString: $0) } ?? "error \(rawValue)" }
}

extension TransportError {
    static let cancelled = TransportError(.cancelled, "the request was cancelled")

    /// The error for a transfer that failed.
    /// - Parameters:
    ///   - code: how libcurl ended it, not `CURLE_OK`.
    ///   - detail: libcurl's words for this case; empty when it has none.
    ///   - request: what was to be sent.
    init(_ code: CURLcode, detail: String, request: OutgoingRequest) {
        let authority = request.authority
        let detail = detail.isEmpty ? code.words : String(detail.prefix(300))
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PROXY:
            self.init(.unreachable, "cannot reach \(authority): \(detail)")
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timedOut, "no whole answer from \(authority) in time: \(detail)")
        case CURLE_PEER_FAILED_VERIFICATION:
            self.init(
                .untrustedCertificate,
                "the certificate of \(authority) is not trusted (\(detail)): name the file of the authority that signed it, "
                    + "use the host name that stands in it, or renew it when it has expired")
        case CURLE_SSL_CACERT_BADFILE:
            let file = request.tls.authorityFile ?? "the system's"
            self.init(.tls, "the file of certificate authorities cannot be read as PEM: \(file)")
        case CURLE_SSL_CERTPROBLEM:
            self.init(.tls, "our own certificate or key for \(authority) cannot be used: \(detail)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
            self.init(.tls, "no TLS connection to \(authority): \(detail)")
        case CURLE_FILESIZE_EXCEEDED:
            self.init(.bodyTooLarge, "the answer of \(authority) is larger than \(request.largestBody) bytes")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            self.init(.interrupted, "what \(authority) answers is not HTTP: use https:// where the port speaks TLS")
        case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED, CURLE_OUT_OF_MEMORY:
            self.init(.invalidRequest, "the request to \(authority) cannot be sent: \(code.words)")
        default:
            self.init(.interrupted, "the connection to \(authority) broke: \(detail)")
        }
    }
}

extension OutgoingRequest {
    /// Host and port of the URL, without user information; the path of the Unix socket where there is one.
    var authority: String {
        if let unixSocket { return unixSocket }
        guard let start = url.firstRange(of: "://")?.upperBound else { return "?" }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return String(authority.split(separator: "@").last ?? "?")
    }

    /// True for `localhost` and loopback addresses.
    var isToLoopback: Bool {
        authority.hasPrefix("127.") || authority.hasPrefix("[::1]")
            || authority.split(separator: ":").first == "localhost"
    }
}
