import CommandLineOptions
import Glibc

/// How a command gives away a secret that it has made.
enum SecretOutput {
    /// Whoever asks for it gets it.
    case json
    case terminal
    /// Standard output may be a log: the secret goes into a file that only its owner may read.
    case file

    init(_ invocation: CommandLineInvocation) {
        self = invocation.switches.contains("json") ? .json : isatty(STDOUT_FILENO) == 1 ? .terminal : .file
    }

    /// Says where a secret is to be found.
    static func name(_ file: String, of secret: String) {
        writeToStandardError(
            "wazuh-mcp: the \(secret) is in \(file), which only its owner may read; --json prints it\n")
    }
}
