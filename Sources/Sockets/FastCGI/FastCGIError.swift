import Glibc

/// Why the worker cannot listen or serve.
package struct FastCGIError: Error, Hashable, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }

    /// An error of a system call, with the reason that `errno` gives.
    init(call: String, errno code: CInt, about subject: String) {
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        self.init("\(subject): \(call): \(reason)")
    }
}
