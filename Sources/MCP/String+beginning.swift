extension String {
    /// The first Unicode scalars, for messages that repeat what a client sent.
    ///
    /// Not characters: one of those may hold any number of combining marks.
    func beginning(_ count: Int = 64) -> String { String(unicodeScalars.prefix(count)) }
}
