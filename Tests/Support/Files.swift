import Glibc

/// Removes a file; losing the error is right when a test cleans up.
package func removeFile(_ path: String) { unsafe unlink(path) }
