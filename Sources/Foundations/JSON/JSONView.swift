/// A cursor on one value of a ``JSONDocument``; reading through it builds no tree.
package struct JSONView: Sendable {
    let tape: JSONTape
    let position: Int

    enum Kind: UInt8 {
        case null = 0x6E, yes = 0x74, no = 0x66, string = 0x22
        case signed = 0x6C, unsigned = 0x75, double = 0x64
        case array = 0x5B, object = 0x7B
    }

    @inline(__always) private var word: UInt64 { tape.word(position) }
    @inline(__always) var kind: Kind? { Kind(rawValue: UInt8(truncatingIfNeeded: word >> 56)) }
    @inline(__always) private var scopeEnd: Int { Int(word & 0xFFFF_FFFF) - 1 }

    /// The position behind this value.
    @inline(__always) var next: Int {
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case Kind.object.rawValue, Kind.array.rawValue: scopeEnd + 1
        case Kind.signed.rawValue, Kind.unsigned.rawValue, Kind.double.rawValue: position + 2
        default: position + 1
        }
    }

    /// The first member of this name, or nil when this is no object or has none.
    package subscript(_ name: StaticString) -> JSONView? {
        guard kind == .object else { return nil }
        let wanted = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return unsafe member { unsafe $0.count == wanted.count && $0.elementsEqual(wanted) }
    }

    /// The first member of this name, for names known at run time only.
    package subscript(named name: String) -> JSONView? {
        guard kind == .object else { return nil }
        return unsafe member { unsafe $0.elementsEqual(name.utf8) }
    }

    @inline(__always) private func member(where matches: (UnsafeBufferPointer<UInt8>) -> Bool) -> JSONView? {
        let end = scopeEnd
        var position = position + 1
        while position < end {
            let value = JSONView(tape: tape, position: position + 1)
            if unsafe matches(tape.stringBytes(tape.word(position))) { return value }
            position = value.next
        }
        return nil
    }

    /// Calls `body` with each element of an array; does nothing when this is no array.
    @inline(__always)
    package func forEachElement<Failure>(_ body: (JSONView) throws(Failure) -> Void) throws(Failure) {
        guard kind == .array else { return }
        let end = scopeEnd
        var position = position + 1
        while position < end {
            let element = JSONView(tape: tape, position: position)
            try body(element)
            position = element.next
        }
    }

    /// Calls `body` with each member of an object; does nothing when this is no object.
    package func forEachMember<Failure>(_ body: (String, JSONView) throws(Failure) -> Void) throws(Failure) {
        guard kind == .object else { return }
        let end = scopeEnd
        var position = position + 1
        while position < end {
            let value = JSONView(tape: tape, position: position + 1)
            try body(tape.string(tape.word(position)), value)
            position = value.next
        }
    }

    /// The elements of an array read by `read`; nil when this is no array.
    package func map<Element, Failure>(_ read: (JSONView) throws(Failure) -> Element) throws(Failure) -> [Element]? {
        guard kind == .array else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(Int((word >> 32) & 0xFF_FFFF))
        try forEachElement { (view) throws(Failure) in elements.append(try read(view)) }
        return elements
    }

    package var string: String? { kind == .string ? tape.string(word) : nil }

    /// The integer value, also of a number without a fraction such as `1.0`.
    package var int: Int? {
        switch kind {
        case .signed: Int(Int64(bitPattern: tape.word(position + 1)))
        case .double: Int(exactly: Double(bitPattern: tape.word(position + 1)))
        default: nil
        }
    }

    package var double: Double? {
        switch kind {
        case .signed: Double(Int64(bitPattern: tape.word(position + 1)))
        case .unsigned: Double(tape.word(position + 1))
        case .double: Double(bitPattern: tape.word(position + 1))
        default: nil
        }
    }

    package var bool: Bool? {
        switch kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    package var isNull: Bool { kind == .null }
    package var isObject: Bool { kind == .object }
    package var isArray: Bool { kind == .array }

    /// The strings of an array, or the one string where a single value stands for a list; nil for anything else.
    package var strings: [String]? {
        if let string { return [string] }
        guard kind == .array else { return nil }
        var strings: [String] = []
        forEachElement { if let string = $0.string { strings.append(string) } }
        return strings
    }
}

extension JSONView {
    /// The value as it stands in the tape, for ``JSON``.
    @inline(__always) var rawNumber: UInt64 { tape.word(position + 1) }
}
