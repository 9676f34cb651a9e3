internal import Encodings

/// A media type without its parameters (RFC 9110 §8.3.1), such as `application/json`.
package struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// In lower case.
    private let essence: ExactText

    package static let json = Self(essence: "application/json")
    package static let eventStream = Self(essence: "text/event-stream")
    package static let html = Self(essence: "text/html")

    private init(essence: ExactText) { self.essence = essence }

    /// The type that a `Content-Type` value names; nil when it names none.
    package init?(_ value: String) {
        let bytes = value.utf8Span.span
        let name = bytes.trimmed(0..<bytes.first(UInt8(ascii: ";"), in: bytes.indices))
        if bytes.isName("application/json", in: name) {
            self = .json
            return
        }
        let slash = bytes.first(UInt8(ascii: "/"), in: name)
        guard (1...127).contains(slash - name.lowerBound), (2...128).contains(name.upperBound - slash),
            name.allSatisfy({ (0x21...0x7E).contains(bytes[$0]) && (bytes[$0] != UInt8(ascii: "/") || $0 == slash) })
        else { return nil }
        essence = ExactText(String(decoding: name.map { ASCII.lowercase(bytes[$0]) }, as: UTF8.self))
    }

    package var description: String { essence.string }

    /// How closely what stands in a range of an `Accept` field names this type; nil when it does not.
    fileprivate func closeness(of bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        if bytes.isName("*/*", in: range) { return 0 }
        let type = essence.string.utf8Span.span
        let slash = type.first(UInt8(ascii: "/"), in: type.indices)
        let isWhole = range.count == type.count
        let isAnySubtype = range.count == slash + 2 && bytes[range.upperBound - 1] == UInt8(ascii: "*")
        guard isWhole || isAnySubtype else { return nil }
        let compared = isWhole ? type.count : slash + 1
        for index in 0..<compared where ASCII.lowercase(bytes[range.lowerBound + index]) != type[index] { return nil }
        return isWhole ? 2 : 1
    }
}

extension HTTPFields {
    /// How many ranges of the `Accept` fields are looked at.
    private static let mostRanges = 64

    /// The type that the body is declared to be of; nil when none is declared.
    package var mediaType: MediaType? { self[.contentType].flatMap { MediaType($0) } }

    /// Whether the sender reads a type (RFC 9110 §12.5.1): the range that names it most closely decides, a weight of zero
    /// refuses it, and without any `Accept` field everything is read.
    package func accept(_ type: MediaType) -> Bool { match(of: type).isWanted }

    /// Whether the sender reads a type, and names it more closely than another.
    package func prefer(_ type: MediaType, to other: MediaType) -> Bool {
        let (match, otherMatch) = (match(of: type), match(of: other))
        return match.isWanted && (!otherMatch.isWanted || match.closeness > otherMatch.closeness)
    }

    private func match(of type: MediaType) -> (closeness: Int, isWanted: Bool) {
        var best: (closeness: Int, isWanted: Bool)?
        var isStated = false
        var ranges = 0
        for field in self where field.name == .accept {
            isStated = true
            let value = field.value
            let bytes = value.utf8Span.span
            var start = 0
            while start < bytes.count, ranges < Self.mostRanges {
                ranges += 1
                let end = bytes.first(UInt8(ascii: ","), in: start..<bytes.count)
                let parameters = bytes.first(UInt8(ascii: ";"), in: start..<end)
                let range = bytes.trimmed(start..<parameters)
                start = end + 1
                guard let closeness = type.closeness(of: bytes, range), closeness > best?.closeness ?? -1 else {
                    continue
                }
                best = (closeness, !Self.haveNoWeight(bytes, parameters..<end))
            }
        }
        return best ?? (-1, !isStated)
    }

    /// Whether parameters such as `;level=1; q=0.0` give a weight of zero.
    private static func haveNoWeight(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound + 1
        while start < range.upperBound {
            let end = bytes.first(UInt8(ascii: ";"), in: start..<range.upperBound)
            let equals = bytes.first(UInt8(ascii: "="), in: start..<end)
            if equals < end, bytes.isName("q", in: bytes.trimmed(start..<equals)) {
                let weight = bytes.trimmed(equals + 1..<end)
                return !weight.isEmpty
                    && weight.allSatisfy { bytes[$0] == UInt8(ascii: "0") || bytes[$0] == UInt8(ascii: ".") }
            }
            start = end + 1
        }
        return false
    }
}
