package import HTTPClient

/// Where the manager's API is and who we are to it; it does not show the password.
package struct ManagerConnection: Sendable, CustomStringConvertible, CustomReflectable {
    /// `https://host:port`, without a path.
    package let baseURL: String
    package let user: String
    package let password: String
    package let tls: TLSPolicy
    /// How long a connection may take to open.
    package let connectDeadline: Duration
    /// How long a whole call may take.
    package let deadline: Duration

    package init(
        baseURL: String, user: String, password: String, tls: TLSPolicy = TLSPolicy(),
        connectDeadline: Duration = .seconds(5), deadline: Duration = .seconds(30)
    ) {
        self.baseURL = baseURL
        self.user = user
        self.password = password
        self.tls = tls
        self.connectDeadline = connectDeadline
        self.deadline = deadline
    }

    package var description: String { baseURL }
    package var customMirror: Mirror { Mirror(self, children: ["baseURL": baseURL]) }
}
