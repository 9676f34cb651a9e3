package import JSON
internal import Encodings
internal import FoundationEssentials

/// Which part of a list a caller wants.
package struct PageRequest: Sendable, Hashable {
    /// The most items.
    package let limit: Int
    /// Where an earlier answer left off, as its tool wrote it; nil for the beginning.
    package let position: JSON?
}

extension Argument where Value == PageRequest {
    /// `limit` and `cursor`, which every list has.
    /// - Parameters:
    ///   - fallback: how many items without a limit.
    ///   - most: the largest limit.
    /// - Returns: an argument group.
    package static func page(default fallback: Int = 50, most: Int = 500) -> Self {
        let schema: JSON = ["type": "string", "description": "next_cursor of the answer before."]
        // What the cursor stands for is in its place by now.
        let position = Argument<JSON?>(properties: [Continuation.member: schema], required: []) { given in
            // Spelled out: `nil` among values of JSON is null.
            guard let value = given[Continuation.member], !value.isNull else { return Optional<JSON>.none }
            return value
        }
        return .group(.integer("limit", "Most items.", in: 1...most, default: fallback), position) { limit, position in
            PageRequest(limit: limit, position: position)
        }
    }
}

/// What a cursor stands for: the question of a list, and where the answer to it left off.
package struct Continuation: Sendable, Hashable {
    let tool: String
    /// The arguments of the first call, but for the cursor.
    let arguments: JSONObject
    /// Where to go on; only its tool can read it.
    let position: JSON

    /// The argument that is a cursor.
    static let member = "cursor"
    /// Arguments that shape a page and not the question.
    static let pageMembers = ["limit", "max_characters"]

    package init(tool: String, _ asked: JSONObject, position: JSON) {
        var arguments = asked
        arguments[Self.member] = nil
        self.tool = tool
        self.arguments = JSONObject(arguments.lazy.filter { !$0.value.isNull }.map { ($0.name, $0.value) })
        self.position = position
    }
}

/// Keeps where lists go on when that is too long for a model to repeat.
package protocol CursorShelf: Sendable {
    /// Keeps a position for some minutes.
    /// - Returns: a short name for it, in letters that need no escape.
    func keep(_ position: [UInt8]) async throws -> String

    /// What was kept under a name; nil when there is nothing any more.
    func position(named name: String) async throws -> [UInt8]?
}

/// The shelf of a context that has none: lists go on only where a cursor holds all that is needed.
package struct NoCursorShelf: CursorShelf {
    package init() {}

    private struct NoRoom: Error {}

    package func keep(_ position: [UInt8]) async throws -> String { throw NoRoom() }
    package func position(named name: String) async throws -> [UInt8]? { nil }
}

extension Continuation {
    /// More than this, in characters, is kept on the shelf: a model has to repeat the cursor.
    private static let longestCursor = 120

    /// The cursor of this: it holds all by itself where that is short, and no more than a place that a client may choose;
    /// else it is the name under which the shelf keeps it.
    func cursor(on shelf: any CursorShelf) async throws -> String {
        let text = encoded
        guard position.int == nil || text.utf8.count > Self.longestCursor else { return text }
        return try await shelf.keep(content)
    }

    /// A cursor that holds all by itself.
    package var encoded: String { Self.encode(content) }

    /// What a cursor stands for; nil when it is none, or none any more.
    init?(cursor: String, on shelf: any CursorShelf) async throws {
        guard cursor.utf8.count <= Self.longestCursor else { return nil }
        if let content = Self.decode(cursor) {
            // Whoever made this cursor may have been the client: a place counted in items is all it may name.
            guard let continuation = Continuation(content), let place = continuation.position.int, place >= 0 else {
                return nil
            }
            self = continuation
        } else {
            guard let content = try await shelf.position(named: cursor), let kept = Continuation(content) else {
                return nil
            }
            self = kept
        }
    }

    private var content: [UInt8] { JSON.array([.string(tool), position, .object(arguments)]).jsonBytes }

    private init?(_ content: [UInt8]) {
        guard let json = try? JSON(parsing: content), let tool = json[0]?.string, let position = json[1],
            let arguments = json[2]?.object
        else { return nil }
        self.tool = tool
        self.arguments = arguments
        self.position = position
    }

    /// Base64url with three bytes of a checksum behind the content: a slip of the model's is not another place.
    private static func encode(_ content: [UInt8]) -> String {
        // Blanks at the end fill it up to a multiple of three bytes, so that the text needs no "=".
        let padded = content + Array(repeating: UInt8(ascii: " "), count: (3 - content.count % 3) % 3)
        return Data(padded + checksum(padded)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    private static func decode(_ cursor: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: cursor.replacing("-", with: "+").replacing("_", with: "/")),
            data.count > 3,
            checksum(Array(data.dropLast(3))) == Array(data.suffix(3))
        else { return nil }
        return Array(data.dropLast(3))
    }

    /// Three bytes of FNV-1a.
    private static func checksum(_ content: [UInt8]) -> [UInt8] {
        let hash = content.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        return [
            UInt8(truncatingIfNeeded: hash >> 16), UInt8(truncatingIfNeeded: hash >> 8),
            UInt8(truncatingIfNeeded: hash),
        ]
    }
}

extension ArgumentSchema {
    /// The arguments of a call, those restored that a list began with when the call goes on with it.
    ///
    /// A cursor is enough; an argument that is given again must be what it was, but for those that shape the page. In the
    /// place of the cursor stands the position it stands for.
    /// - Throws: ``ToolInputError`` that names the argument that does not fit; what the shelf throws.
    func resumed(_ given: JSONObject, tool: String, on shelf: any CursorShelf) async throws -> JSONObject {
        guard let value = given[Continuation.member], !value.isNull else { return given }
        guard let cursor = value.string, let continuation = try await Continuation(cursor: cursor, on: shelf) else {
            throw ToolInputError(
                "cursor: expected the next_cursor of an earlier answer, not \"\((value.string ?? value.jsonText).beginning())\"; "
                    + "some are kept for ten minutes only, so begin again without it")
        }
        guard continuation.tool.hasSameBytes(as: tool) else {
            throw ToolInputError("cursor: it goes on with \(continuation.tool), not with \(tool)")
        }
        var arguments = continuation.arguments
        for member in given where !member.value.isNull && !member.name.hasSameBytes(as: Continuation.member) {
            if Continuation.pageMembers.contains(where: member.name.hasSameBytes) {
                arguments[member.name] = member.value
            } else if let first = continuation.arguments[member.name] ?? standard(of: member.name),
                first.jsonBytes == member.value.jsonBytes
            {
                continue
            } else {
                let first = continuation.arguments[member.name].map { ($0.string ?? $0.jsonText).beginning() }
                throw ToolInputError(
                    "\(member.name): the cursor goes on with a list "
                        + (first.map { "of \(member.name)=\($0)" } ?? "without \(member.name)")
                        + "; leave it out, or begin again without the cursor")
            }
        }
        arguments[Continuation.member] = continuation.position
        return arguments
    }
}
