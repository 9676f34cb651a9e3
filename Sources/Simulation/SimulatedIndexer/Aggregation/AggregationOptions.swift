internal import JSON

/// The body of one aggregation, read without ignoring anything.
struct AggregationOptions {
    let kind: String
    let name: String
    let body: JSONObject

    /// Reads the body; of the options those in `supported` are understood, those in `unsupported` refused by name.
    init(
        _ kind: String, name: String, body: JSON, supported: Set<String>, unsupported: Set<String> = []
    ) throws(IndexerError) {
        guard let object = body.object else {
            throw .parsing("Expected [START_OBJECT] under [\(kind)], but got a [\(TokenName.of(body))] in [\(name)]")
        }
        for member in object where !supported.contains(member.name) {
            if unsupported.contains(member.name) { throw .unsupported("[\(kind)] with [\(member.name)]") }
            throw .content("[\(kind)] unknown field [\(member.name)]")
        }
        self.kind = kind
        self.name = name
        self.body = object
    }

    func field() throws(IndexerError) -> String {
        guard let field = body["field"]?.string else {
            throw .argument("Required one of fields [field, script], but none were specified. ")
        }
        return field
    }

    /// A whole number, also one written as a string.
    func integer(_ option: String, atLeast least: Int, default standard: Int) throws(IndexerError) -> Int {
        guard let value = body[option] else { return standard }
        guard let number = value.int ?? value.string.flatMap({ Int($0) }) else {
            throw .content("[\(kind)] \(option) doesn't support values of type: \(TokenName.of(value))")
        }
        guard number >= least else {
            let bound = least == 1 ? "greater than 0" : "greater than or equal to \(least)"
            throw IndexerError.argument("[\(option)] must be \(bound). Found [\(number)] in [\(name)]")
                .wrappedAsContent("[\(kind)] failed to parse field [\(option)]")
        }
        return number
    }

    func flag(_ option: String) throws(IndexerError) -> Bool { try Query.flag(body, option) }
}

extension IndexerError {
    /// As ``wrapped(_:)``, where OpenSearch names the outer error as the root too.
    func wrappedAsContent(_ reason: String) -> IndexerError {
        var error = wrapped(reason)
        error.root = nil
        return error
    }
}
