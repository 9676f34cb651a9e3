import Glibc

/// A program that a test needs beside itself, found on the search path.
@safe package final class Command: Sendable {
    private let process: pid_t
    private let output: Int32

    /// True when the search path has the program.
    package static func exists(_ name: String) -> Bool {
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }

    /// Starts it with its standard output as a pipe to read from.
    package init(_ words: [String]) throws {
        var ends: [Int32] = [0, 0]
        unsafe pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        var process = pid_t()
        let code = unsafe posix_spawnp(&process, words[0], &actions, nil, arguments, environ)
        unsafe arguments.forEach { unsafe free($0) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        close(ends[1])
        self.process = process
        output = ends[0]
        guard code == 0 else { throw CommandError(name: words[0], code: code) }
    }

    /// The next line it writes; nil when it has ended.
    package func readLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    /// Waits for its end; true when it reported success.
    package func succeeded() -> Bool {
        while readLine() != nil {}
        var status: Int32 = 0
        return unsafe waitpid(process, &status, 0) == process && status == 0
    }

    deinit {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
        close(output)
    }
}

/// A program could not be started.
package struct CommandError: Error {
    package let name: String
    package let code: Int32
}
