package import HTTP

/// Sends requests to other servers.
package protocol HTTPTransport: Sendable {
    /// Sends a request and waits for the whole answer, whatever its status is.
    ///
    /// Cancelling the task ends the transfer.
    /// - Throws: ``TransportError`` when there is no whole answer.
    func send(_ request: OutgoingRequest) async throws(TransportError) -> HTTPResponse
}

/// A request to another server.
package struct OutgoingRequest: Sendable {
    package var method: HTTPMethod
    /// An absolute `http` or `https` URL, escaped already.
    package var url: String
    package var fields: HTTPFields
    package var body: [UInt8]
    /// How long a connection may take to open, TLS included.
    package var connectDeadline: Duration
    /// How long the whole exchange may take.
    package var deadline: Duration
    /// The largest body that is accepted, in bytes.
    package var largestBody: Int
    package var tls: TLSPolicy
    /// The path of a Unix socket to connect to instead of the URL's host.
    package var unixSocket: String?
    /// False when doing it twice does harm: such a request is given a connection of its own, because one from the
    /// pool may break before the answer, and is then sent again.
    package var isRepeatable: Bool

    package init(
        _ method: HTTPMethod, _ url: String, fields: HTTPFields = [:], body: [UInt8] = [],
        connectDeadline: Duration = .seconds(5), deadline: Duration = .seconds(30), largestBody: Int = 64 << 20,
        tls: TLSPolicy = TLSPolicy(), unixSocket: String? = nil, isRepeatable: Bool = true
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.connectDeadline = connectDeadline
        self.deadline = deadline
        self.largestBody = largestBody
        self.tls = tls
        self.unixSocket = unixSocket
        self.isRepeatable = isRepeatable
    }
}

/// How the other server proves who it is, and we to it.
package struct TLSPolicy: Sendable, Hashable {
    /// False accepts any certificate: only where an operator asked for it.
    package var verifiesPeer: Bool
    /// A PEM file of the authorities to trust instead of the system's.
    package var authorityFile: String?
    /// PEM files of our own certificate and its key, where the server asks for one.
    package var certificateFile: String?
    package var keyFile: String?

    package init(
        verifiesPeer: Bool = true, authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil
    ) {
        self.verifiesPeer = verifiesPeer
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}

/// Why there is no whole answer.
package struct TransportError: Error, Hashable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// Name not found, connection refused, network unreachable.
        case unreachable
        /// The connection broke before the answer was whole.
        case interrupted
        case timedOut
        /// The certificate does not verify.
        case untrustedCertificate
        /// TLS failed for another reason, for example our certificate file cannot be read.
        case tls
        case bodyTooLarge
        /// Too many requests of ours wait already; this one was not sent.
        case busy
        case cancelled
        case invalidRequest
    }

    package let code: Code
    /// One sentence for an operator; holds no credentials.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
