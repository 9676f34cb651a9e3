import Encodings
import HTTP
import JSON

/// A point in time: all that a process needs to know of it stands in its id, because processes share no memory.
///
/// The documents never change, so the id names the indices, which documents they were and until when it is valid.
struct PointInTime: Sendable {
    let indices: [String]
    /// The generation of documents that the id was made for.
    let generation: String
    /// When the id stops to be valid, in milliseconds since 1970.
    let expiry: Int

    /// How a search names a point in time.
    struct Reference: Sendable {
        let id: String
        let keepAlive: String?

        /// Reads the member `pit`.
        init(_ object: JSONObject) throws(IndexerError) {
            for member in object where !["id", "keep_alive"].contains(ExactText(member.name)) {
                throw .unsupported("[pit] with [\(member.name)]")
            }
            guard let id = object["id"]?.string else { throw .unsupported("[pit] without [id]") }
            self.id = id
            keepAlive = object["keep_alive"]?.string
        }
    }

    init(indices: [String], generation: String, expiry: Int) {
        self.indices = indices
        self.generation = generation
        self.expiry = expiry
    }

    /// Reads an id.
    init(id: String) throws(IndexerError) {
        guard let bytes = Base64.decode(id), let json = try? JSON(parsing: bytes),
            let indices = json["indices"]?.array?.compactMap(\.string), let generation = json["generation"]?.string,
            let expiry = json["expiry"]?.int
        else { throw .argument("invalid id: [\(id)]") }
        self.init(indices: indices, generation: generation, expiry: expiry)
    }

    /// The id that clients hand back.
    var id: String {
        let json: JSON = [
            "indices": .array(indices.map(JSON.string)), "generation": .string(generation),
            "expiry": .integer(Int64(expiry)),
        ]
        return Base64.encode(json.jsonBytes)
    }

    /// Reads a span such as `5m`, of a day at the most.
    static func keepAlive(_ text: String) throws(IndexerError) -> Int {
        guard let span = TimeValue.milliseconds(text), span <= 86_400_000 else {
            throw .unsupported("a point in time of [\(text)]")
        }
        return span
    }

    /// The answer to an id that is no longer known.
    static var missing: IndexerError {
        .shards("search_context_missing_exception", "No search context found for id [1]", status: 404)
    }
}
