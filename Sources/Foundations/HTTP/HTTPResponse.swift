/// A whole answer to a request.
package struct HTTPResponse: Sendable, Hashable {
    package var status: HTTPStatus
    package var fields: HTTPFields
    package var body: [UInt8]

    package init(_ status: HTTPStatus, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// An answer with a JSON body.
    package static func json(_ status: HTTPStatus, _ body: [UInt8], fields: HTTPFields = [:]) -> Self {
        var fields = fields
        fields[.contentType] = "application/json"
        return Self(status, fields: fields, body: body)
    }

    /// The body as text, bytes that are no UTF-8 replaced.
    package var text: String { String(decoding: body, as: UTF8.self) }
}
