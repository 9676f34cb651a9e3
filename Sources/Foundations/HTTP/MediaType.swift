internal import Encodings

/// A media type without its parameters (RFC 9110 §8.3.1), such as `application/json`.
package struct MediaType: Sendable, Hashable, CustomStringConvertible {
    /// In lower case.
    private let essence: ExactText

    package static let json = Self(essence: "application/json")
    package static let eventStream = Self(essence: "text/event-stream")
    package static let html = Self(essence: "text/html")
    package static let plainText = Self(essence: "text/plain")

    private init(essence: ExactText) { self.essence = essence }

    /// The type that a `Content-Type` value names; nil when it names none.
    package init?(_ value: String) {
        let essence = value.utf8[...].prefix { $0 != UInt8(ascii: ";") }.trimmed
        let parts = essence.split(separator: UInt8(ascii: "/"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...127).contains($0.count) }),
            essence.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.essence = ExactText(String(decoding: essence.map(ASCII.lowercase), as: UTF8.self))
    }

    package var description: String { essence.string }

    /// How closely a range of an `Accept` field names this type; nil when it does not.
    fileprivate func closeness(of range: Substring.UTF8View) -> Int? {
        let type = essence.utf8.prefix { $0 != UInt8(ascii: "/") }
        if ASCII.equalIgnoringCase(range, essence.string) { return 2 }
        if range.count == type.count + 2, range.suffix(2).elementsEqual("/*".utf8) {
            return zip(range, type).allSatisfy { ASCII.lowercase($0) == $1 } ? 1 : nil
        }
        return range.elementsEqual("*/*".utf8) ? 0 : nil
    }
}

extension HTTPFields {
    /// How many ranges of the `Accept` fields are looked at.
    private static let mostRanges = 64

    /// The type that the body is declared to be of; nil when none is declared.
    package var mediaType: MediaType? { self[.contentType].flatMap { MediaType($0) } }

    /// Whether the sender reads a type (RFC 9110 §12.5.1): the range that names it most closely decides, a weight of zero
    /// refuses it, and without any `Accept` field everything is read.
    package func accept(_ type: MediaType) -> Bool {
        var best: (closeness: Int, isWanted: Bool)?
        var isStated = false
        var ranges = 0
        for field in self where field.name == .accept {
            isStated = true
            var rest = field.value.utf8[...]
            while !rest.isEmpty, ranges < Self.mostRanges {
                ranges += 1
                let element = rest.prefix { $0 != UInt8(ascii: ",") }
                rest = rest[element.endIndex...].dropFirst()
                let range = element.prefix { $0 != UInt8(ascii: ";") }.trimmed
                guard let closeness = type.closeness(of: range), closeness > best?.closeness ?? -1 else { continue }
                best = (closeness, !element[range.endIndex...].hasNoWeight)
            }
        }
        return best?.isWanted ?? !isStated
    }
}

extension Substring.UTF8View {
    fileprivate var trimmed: Self {
        let start = drop(while: ASCII.isBlank)
        return start.isEmpty ? start : start[...(start.lastIndex { !ASCII.isBlank($0) } ?? start.startIndex)]
    }

    /// Whether parameters such as `;level=1; q=0.0` give a weight of zero.
    fileprivate var hasNoWeight: Bool {
        split(separator: UInt8(ascii: ";")).contains { parameter in
            let parts = parameter.split(separator: UInt8(ascii: "="), maxSplits: 1).map(\.trimmed)
            return parts.count == 2 && ASCII.equalIgnoringCase(parts[0], "q") && parts[1].first == UInt8(ascii: "0")
                && parts[1].allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
        }
    }
}
