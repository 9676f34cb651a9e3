/// Writes JSON into one buffer; commas and quotes are its business.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private let filter: StringFilter?
    private var lastName = ""

    /// Changes string values before they are written.
    /// - Parameters:
    ///   - name: the member that the value belongs to, also for the elements of an array; empty at the outermost level.
    ///   - value: the string as it is.
    package typealias StringFilter = @Sendable (_ name: String, _ value: String) -> String

    /// - Parameters:
    ///   - capacity: how many bytes to make room for at first.
    ///   - filter: applied to each string value, not to names.
    package init(reservingCapacity capacity: Int = 256, filteringStrings filter: StringFilter? = nil) {
        self.filter = filter
        bytes.reserveCapacity(capacity)
    }

    /// What has been written so far, as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes the name of the member that comes next.
    package mutating func name(_ name: String) {
        comma()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        if filter != nil { lastName = name }
    }

    package mutating func member(_ name: String, _ value: some JSONWritable) {
        self.name(name)
        value.write(to: &self)
    }

    /// Writes the member only when there is a value.
    package mutating func member(_ name: String, ifPresent value: (some JSONWritable)?) {
        if let value { member(name, value) }
    }

    package mutating func member(_ name: String, object body: (inout JSONWriter) -> Void) {
        self.name(name)
        object(body)
    }

    package mutating func member(_ name: String, array body: (inout JSONWriter) -> Void) {
        self.name(name)
        array(body)
    }

    package mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

    /// Appends bytes that are one JSON value already.
    package mutating func raw(_ value: [UInt8]) {
        comma()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    mutating func literal(_ text: StaticString) {
        comma()
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        needsComma = true
    }

    mutating func number(_ text: some Collection<UInt8>) {
        comma()
        bytes.append(contentsOf: text)
        needsComma = true
    }

    mutating func string(_ text: String) {
        comma()
        quote(filter.map { $0(lastName, text) } ?? text)
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        comma()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }

    @inline(__always) private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { characters in unsafe escape(characters) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ characters: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in characters.indices {
            let byte = unsafe characters[index]
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 else { continue }
            unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: characters[start..<index]))
            appendEscape(byte)
            start = index + 1
        }
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: characters[start...]))
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x00..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
}
