import Glibc

/// By what a database file, its write-ahead log and the log's index are known again, whatever stands under their names.
package struct FileMark: Sendable, Hashable {
    struct Identity: Sendable, Hashable {
        let device: UInt
        let inode: UInt

        fileprivate init(_ status: stat) {
            device = UInt(status.st_dev)
            inode = UInt(status.st_ino)
        }

        init?(path: String) {
            guard let status = fileStatus(path) else { return nil }
            self.init(status)
        }

        init?(descriptor: Int32) {
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0 else { return nil }
            self.init(status)
        }
    }

    let file: Identity?
    let log: Identity?
    let index: Identity?
    /// In bytes; a file that nobody vacuums never becomes smaller.
    package let size: Int
    /// When the file was last written, as seconds and nanoseconds.
    package let changed: [Int]

    /// Looks at the files; costs microseconds.
    package init(path: String) {
        let status = fileStatus(path)
        file = status.map(Identity.init)
        log = Identity(path: path + "-wal")
        index = Identity(path: path + "-shm")
        size = status.map { Int($0.st_size) } ?? 0
        changed = status.map { [$0.st_mtim.tv_sec, $0.st_mtim.tv_nsec] } ?? []
    }

    /// Whether the three names stand for the same files.
    package func hasSameFiles(as other: FileMark) -> Bool {
        file == other.file && log == other.log && index == other.index
    }
}

/// Nil when there is none, or none that may be looked at: see `errno`.
func fileStatus(_ path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
}
