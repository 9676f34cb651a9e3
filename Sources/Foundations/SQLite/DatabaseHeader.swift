/// The first 100 bytes of a database file (https://www.sqlite.org/fileformat2.html#the_database_header).
package struct DatabaseHeader: Sendable, Hashable {
    /// Says whose the file is; 0 where nobody said.
    package let applicationID: Int32

    static let length = 100
    private static let magic = Array("SQLite format 3\0".utf8)

    /// Nil for bytes that begin no database.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length, bytes.starts(with: Self.magic) else { return nil }
        applicationID = Int32(bitPattern: bytes[68..<72].reduce(0) { $0 << 8 | UInt32($1) })
    }
}
