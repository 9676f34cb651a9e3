import FoundationEssentials
import JSON
import SimulatedCompany
import Testing

@Suite struct DataFileTests {
    @Test("every data file is read whole", arguments: CompanyDataFiles.all.map(\.name))
    func reads(name: String) throws {
        let file = try #require(CompanyDataFiles.all.first { $0.name == name })
        #expect(try file.count() > 0)
    }

    @Test("what code asks for is there, and no file is forgotten")
    func completeness() throws {
        #expect(CompanyDataFiles.gaps == [])
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Simulation/SimulatedCompany/Data")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(CompanyDataFiles.all.map(\.name).sorted() == names.sorted())
    }

    @Test(
        "an error names the file and the line",
        arguments: [
            ("", "x.tsv:1: has no rows"), ("name\tsize\n", "x.tsv:1: has no rows"),
            ("name\tsize\na\t1\n\nb\t2\n", "x.tsv:3: has 1 cells, not 2"),
            ("name\tsize\na\t1\t2\n", "x.tsv:2: has 3 cells, not 2"),
            ("name\tsize\na\t1\nb\tmany\n", "x.tsv:3: size: \"many\" does not fit"),
            ("name\tlength\na\t1\n", "x.tsv:2: has no column size"),
        ])
    func errors(content: String, message: String) {
        let file = Self.file(content)
        let error = #expect(throws: DataError.self) { try file.load() }
        #expect(error?.description == message)
        #expect(file.values == [])
    }

    @Test("the cells of a row are read by their columns' names")
    func rows() throws {
        #expect(try Self.file("size\tname\n12\ta b\n-3\t\n").load() == ["a b 12", " -3"])
    }

    private static func file(_ content: String) -> DataFile<String> {
        DataFile("x.tsv", Array(content.utf8)) { row throws(DataError) in
            "\(try row.text("name")) \(try row.number("size"))"
        }
    }
}

@Suite struct TemplateTests {
    private static let values: [String: JSON] = ["name": "web-01", "size": 12, "place": ["lat": 1.5]]

    @Test(
        "places are filled in",
        arguments: [
            (#""a {name} b""#, #""a web-01 b""#), (#""{name}{size}""#, #""web-0112""#), (#""{nobody}""#, #""""#),
            (#""{=size}""#, "12"), (#""{=name}""#, #""web-01""#), (#""{=place}""#, #"{"lat":1.5}"#),
            (#""{=size/5+3*2-1}""#, "9"), (#""{=size/0}""#, nil), (#""{=name*2}""#, nil), (#""{=nobody}""#, nil),
            (#"{"a":"{=nobody}","b":["{=nobody}","{size}"],"c":7}"#, #"{"b":["12"],"c":7}"#),
            (#""a { b""#, #""a { b""#), (#""} {size""#, #""} {size""#),
        ] as [(String, String?)])
    func filling(template: String, expected: String?) throws {
        let template = try #require(Template(cell: template))
        #expect(template.filled { Self.values[$0] }?.jsonText == expected)
    }

    @Test("a cell that is no JSON is no template") func broken() { #expect(Template(cell: "{") == nil) }
}
