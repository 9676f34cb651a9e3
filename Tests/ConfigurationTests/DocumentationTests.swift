import Configuration
import FoundationEssentials
import Testing

/// What is generated from the declarations, in the repository.
@Suite struct DocumentationTests {
    private func text(_ path: String) throws -> String {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return String(decoding: try #require(FileManager.default.contents(atPath: "\(root)/\(path)")), as: UTF8.self)
    }

    @Test func theGeneratedFilesSayWhatTheCodeSays() throws {
        for (path, generated) in [
            ("docs/configuration.md", VariableDocuments.markdown), ("compose.yml", VariableDocuments.compose),
            (".env.example", VariableDocuments.environmentExample), ("nginx/variables", VariableDocuments.shell),
        ] {
            let isUpToDate = try text(path).contains(generated + "\n")
            #expect(isUpToDate, "\(path) differs: run scripts/generate")
        }
    }

    @Test func composeMountsEachFileWhereItIsRead() throws {
        let services = try text("compose.yml").split(separator: "\n  worker:\n")
        for (reader, service) in [(Variable.Reader.nginx, services[0]), (.worker, services[1])] {
            let mounts = service.split(separator: "\n").filter { $0.contains(":/etc/wazuh-mcp/") }
                .map { String($0.drop { $0 == " " }) }
            #expect(mounts.sorted() == VariableDocuments.composeMounts(for: reader).sorted())
        }
    }

    @Test func eachVariableIsDeclaredOnceAndReadBySomebody() {
        let variables = Settings.variables
        #expect(Set(variables.map(\.name)).count == variables.count)
        #expect(variables.allSatisfy { !$0.readers.isSubset(of: [.compose]) && $0.help.hasSuffix(".") })
    }

    /// The patterns are tried with it too.
    @Test(arguments: Settings.variables)
    func defaultsAndExamplesAreAllowed(variable: Variable) throws {
        guard let value = variable.fallback ?? variable.example else { return }
        do { _ = try Settings([variable.name: value]) } catch {
            #expect(error.problems.allSatisfy { $0.contains("is not set") })
        }
    }
}
