/// The members of an object, for reading many of them: each is looked for behind the last that was found, and then before
/// it, so that reading in about the order in which they stand looks at each name about once.
///
/// Of members of the same name it is not said which is found.
package struct JSONMembers: Sendable {
    private let tape: JSONTape
    private let range: Range<Int>
    private var place: Int

    init(of view: JSONView) {
        tape = view.tape
        let start = view.position + 1
        range = view.isObject ? start..<(view.tape.end(ofValueAt: view.position) - 1) : start..<start
        place = start
    }

    /// The value of a member, or nil when there is none of this name.
    package mutating func value(_ name: StaticString) -> JSONView? {
        position(name).map { JSONView(tape: tape, position: $0) }
    }

    /// The string of a member, or nil when there is none of this name or it is no string.
    package mutating func string(_ name: StaticString) -> String? {
        position(name).flatMap { tape.string(at: $0) }
    }

    private mutating func position(_ name: StaticString) -> Int? {
        let name = unsafe UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard
            let found = unsafe tape.value(of: name, in: place..<range.upperBound)
                ?? tape.value(of: name, in: range.lowerBound..<place)
        else { return nil }
        place = tape.end(ofValueAt: found)
        return found
    }
}
