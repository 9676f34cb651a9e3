/// The name of a member that is known in the program's text and needs no escape: it is written as it stands.
package struct JSONName: Sendable {
    private let characters: StaticString
    package let text: String

    package init(_ characters: StaticString) {
        self.characters = characters
        text = characters.description
    }

    /// The UTF-8 of the name.
    var bytes: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: characters.utf8Start, count: characters.utf8CodeUnitCount)
    }
}
