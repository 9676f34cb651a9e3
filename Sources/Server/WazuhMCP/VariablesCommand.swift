import CommandLineOptions
import Configuration

/// `wazuh-mcp variables`: the variables for people, and for files that other programs read.
enum VariablesCommand {
    static func run(_ invocation: CommandLineInvocation) throws -> Int32 {
        switch invocation.values["format"] ?? "markdown" {
        case "markdown": print(VariableDocuments.markdown)
        case "env-example": print(VariableDocuments.environmentExample)
        case "compose": print(VariableDocuments.compose)
        case "shell": print(VariableDocuments.shell)
        case let other:
            throw CommandLineStop.usage("--format \(other): must be markdown, env-example, compose or shell")
        }
        return 0
    }
}
