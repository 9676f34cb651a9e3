/// A request as the server received it, body included.
package struct HTTPRequest: Sendable {
    package var method: HTTPMethod
    /// The path as sent, percent escapes kept, beginning with a slash.
    package var path: String
    /// What stands behind the question mark, escapes kept; empty when there is none.
    package var query: String
    package var fields: HTTPFields
    package var body: [UInt8]
    /// The client's address as the web server saw it; empty when unknown.
    package var remoteAddress: String
    /// Facts from the web server that no client can set, such as the address of a closed stream.
    package var gatewayParameters: [String: String]

    package init(
        _ method: HTTPMethod, _ path: String, query: String = "", fields: HTTPFields = [:], body: [UInt8] = [],
        remoteAddress: String = "", gatewayParameters: [String: String] = [:]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.remoteAddress = remoteAddress
        self.gatewayParameters = gatewayParameters
    }
}
