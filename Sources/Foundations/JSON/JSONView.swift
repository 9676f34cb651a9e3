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
    @inline(__always) private var tag: UInt8 { UInt8(truncatingIfNeeded: word >> 56) }
    @inline(__always) var kind: Kind? { Kind(rawValue: tag) }

    /// A view of the value behind this one.
    @inline(__always) private var next: JSONView { JSONView(tape: tape, position: tape.end(ofValueAt: position)) }

    /// The first member of this name, or nil when this is no object or has none.
    package subscript(_ name: StaticString) -> JSONView? {
        unsafe member(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    /// The string of the first member of this name, or nil when there is none or it is no string.
    package func string(_ name: StaticString) -> String? {
        let name = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard tag == Kind.object.rawValue, let place = unsafe tape.value(of: name, inObjectAt: position) else {
            return nil
        }
        return tape.string(at: place)
    }

    /// The first member of this name, for names known at run time only.
    package subscript(named name: String) -> JSONView? {
        unsafe name.utf8Span.span.withUnsafeBufferPointer { name in unsafe member(name) }
    }

    private func member(_ name: UnsafeBufferPointer<UInt8>) -> JSONView? {
        guard tag == Kind.object.rawValue, let place = unsafe tape.value(of: name, inObjectAt: position) else {
            return nil
        }
        return JSONView(tape: tape, position: place)
    }

    /// How many elements or members there are, 16,777,215 at most; of no use where this is neither array nor object.
    var count: Int { Int((word >> 32) & 0xFF_FFFF) }

    /// A name that stands twice in this object, found by comparing each with each.
    var repeatedName: String? {
        let end = tape.end(ofValueAt: position) - 1
        var name = JSONView(tape: tape, position: position + 1)
        while name.position < end {
            let first = unsafe tape.value(of: tape.stringBytes(name.word), inObjectAt: position)
            guard first == name.position + 1 else { return tape.string(name.word) }
            name = name.next.next
        }
        return nil
    }

    /// Calls `body` with each element of an array; does nothing when this is no array.
    @inline(__always)
    package func forEachElement<Failure>(_ body: (JSONView) throws(Failure) -> Void) throws(Failure) {
        guard tag == Kind.array.rawValue else { return }
        let end = tape.end(ofValueAt: position) - 1
        var element = JSONView(tape: tape, position: position + 1)
        while element.position < end {
            try body(element)
            element = element.next
        }
    }

    /// Calls `body` with each member of an object; does nothing when this is no object.
    package func forEachMember<Failure>(_ body: (String, JSONView) throws(Failure) -> Void) throws(Failure) {
        guard tag == Kind.object.rawValue else { return }
        let end = tape.end(ofValueAt: position) - 1
        var name = JSONView(tape: tape, position: position + 1)
        while name.position < end {
            let value = name.next
            try body(tape.string(name.word), value)
            name = value.next
        }
    }

    /// The elements of an array read by `read`; nil when this is no array.
    package func map<Element, Failure>(_ read: (JSONView) throws(Failure) -> Element) throws(Failure) -> [Element]? {
        guard tag == Kind.array.rawValue else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(count)
        try forEachElement { (view) throws(Failure) in elements.append(try read(view)) }
        return elements
    }

    /// For reading many members of an object; of anything else there are none.
    package var members: JSONMembers { JSONMembers(of: self) }

    package var string: String? { tape.string(at: position) }

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

    package var isObject: Bool { tag == Kind.object.rawValue }
    package var isArray: Bool { tag == Kind.array.rawValue }

    /// The strings of an array, or the one string where a single value stands for a list; nil for anything else.
    package var strings: [String]? {
        if let string { return [string] }
        guard tag == Kind.array.rawValue else { return nil }
        var strings: [String] = []
        strings.reserveCapacity(count)
        forEachElement { if let string = $0.string { strings.append(string) } }
        return strings
    }

    /// The value as it stands in the tape, for ``JSON``.
    @inline(__always) var rawNumber: UInt64 { tape.word(position + 1) }
}
