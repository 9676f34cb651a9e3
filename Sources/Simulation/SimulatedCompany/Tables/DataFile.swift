/// A file of tab-separated values that is compiled in: a line of column names, then a line for each value.
///
/// A file that cannot be read is empty at run time; a test reads all of them whole and says which line is wrong.
package struct DataFile<Value: Sendable>: Sendable {
    package let name: String
    private let bytes: @Sendable () -> [UInt8]
    private let read: @Sendable (DataRow) throws(DataError) -> Value

    /// - Parameters:
    ///   - name: as the file is called, for errors.
    ///   - bytes: its content, such as `PackageResources.rules_tsv`.
    ///   - read: makes a value of a row.
    package init(
        _ name: String, _ bytes: @escaping @autoclosure @Sendable () -> [UInt8],
        _ read: @escaping @Sendable (DataRow) throws(DataError) -> Value
    ) {
        self.name = name
        self.bytes = bytes
        self.read = read
    }

    /// All values, or none where the file cannot be read.
    package var values: [Value] { (try? load()) ?? [] }

    /// All values.
    /// - Throws: ``DataError`` with the first line that is wrong.
    package func load() throws(DataError) -> [Value] {
        let lines = bytes().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        guard let head = lines.first, lines.count > 1 else {
            throw DataError(file: name, line: 1, reason: "has no rows")
        }
        let columns = Self.cells(head)
        var values: [Value] = []
        for (index, line) in lines.enumerated().dropFirst() {
            let row = DataRow(file: name, line: index + 1, columns: columns, cells: Self.cells(line))
            guard row.cells.count == columns.count else {
                throw row.error("has \(row.cells.count) cells, not \(columns.count)")
            }
            values.append(try read(row))
        }
        return values
    }

    /// The file's name with a function that reads it whole and counts its values.
    package var check: DataFileCheck { DataFileCheck(name: name) { () throws(DataError) in try load().count } }

    private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

/// A test of a data file.
package struct DataFileCheck: Sendable {
    package let name: String
    package let count: @Sendable () throws(DataError) -> Int
}

/// A line of a data file.
package struct DataRow: Sendable {
    fileprivate let file: String
    fileprivate let line: Int
    fileprivate let columns: [String]
    fileprivate let cells: [String]

    /// An error in this line.
    package func error(_ reason: String) -> DataError { DataError(file: file, line: line, reason: reason) }

    /// The text of a column, which may be empty.
    package func text(_ column: String) throws(DataError) -> String {
        guard let index = columns.firstIndex(of: column) else { throw error("has no column \(column)") }
        return cells[index]
    }

    /// The text of a column; nil when it is empty.
    package func optional(_ column: String) throws(DataError) -> String? {
        let text = try text(column)
        return text.isEmpty ? nil : text
    }

    /// The words of a column, which blanks separate.
    package func words(_ column: String) throws(DataError) -> [String] { try list(column) { $0 } }

    /// The values that the words of a column stand for, by a conversion that is nil for a word that does not fit.
    package func list<Value>(_ column: String, _ conversion: (String) -> Value?) throws(DataError) -> [Value] {
        var values: [Value] = []
        for word in try text(column).split(separator: " ").map(String.init) {
            guard let value = conversion(word) else { throw error("\(column): \"\(word)\" does not fit") }
            values.append(value)
        }
        return values
    }

    /// The whole number of a column.
    package func number(_ column: String) throws(DataError) -> Int { try convert(column) { Int($0) } }

    /// The value of a column, by a conversion that is nil for a text that does not fit.
    package func convert<Value>(_ column: String, _ conversion: (String) -> Value?) throws(DataError) -> Value {
        let text = try text(column)
        guard let value = conversion(text) else { throw error("\(column): \"\(text)\" does not fit") }
        return value
    }
}

/// What is wrong with a data file.
package struct DataError: Error, Hashable, CustomStringConvertible {
    package let file: String
    /// Counted from 1.
    package let line: Int
    package let reason: String

    package var description: String { "\(file):\(line): \(reason)" }
}
