extension String {
    /// The first Unicode scalars, for messages that repeat what a client sent.
    ///
    /// Not characters: one of those may hold any number of combining marks.
    package func beginning(_ count: Int = 64) -> String {
        utf8.count <= count ? self : String(unicodeScalars.prefix(count))
    }
}
