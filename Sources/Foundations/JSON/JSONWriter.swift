/// Writes JSON into one buffer; commas and quotes are its business.
package struct JSONWriter: ~Copyable {
    private var buffer: JSONBuffer
    private var needsComma = false

    /// - Parameter capacity: how many bytes to make room for at first.
    package init(reservingCapacity capacity: Int = 256) { buffer = JSONBuffer(capacity: capacity) }

    /// A copy of what has been written so far.
    package var bytes: [UInt8] { buffer.bytes }

    /// How many bytes have been written so far.
    package var count: Int { buffer.count }

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
    package mutating func name(_ name: JSONName) {
        comma()
        unsafe buffer.append(name: name.bytes)
        needsComma = false
    }

    /// Writes a member whose value is a string.
    package mutating func member(_ name: JSONName, _ value: String) {
        self.name(name)
        string(value)
    }

    /// Writes a member whose value is an integer.
    package mutating func member(_ name: JSONName, _ value: Int) {
        self.name(name)
        integer(value)
    }

    /// Writes a member whose value is a list of strings.
    package mutating func member(_ name: JSONName, _ values: [String]) {
        self.name(name)
        open(UInt8(ascii: "["))
        for value in values { string(value) }
        close(UInt8(ascii: "]"))
    }

    /// Writes the name of the member that comes next.
    package mutating func name(_ name: String) {
        comma()
        quote(name)
        buffer.append(UInt8(ascii: ":"))
        needsComma = false
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
        unsafe value.withUnsafeBytes { bytes in unsafe buffer.append(bytes) }
        needsComma = true
    }

    mutating func literal(_ text: StaticString) {
        comma()
        unsafe buffer.append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        needsComma = true
    }

    mutating func integer(_ value: some FixedWidthInteger) {
        comma()
        buffer.append(decimal: value)
        needsComma = true
    }

    mutating func number(_ text: String) {
        comma()
        unsafe text.utf8Span.span.withUnsafeBytes { bytes in unsafe buffer.append(bytes) }
        needsComma = true
    }

    mutating func string(_ text: String) {
        comma()
        quote(text)
        needsComma = true
    }

    private mutating func open(_ byte: UInt8) {
        comma()
        buffer.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        buffer.append(byte)
        needsComma = true
    }

    @inline(__always) private mutating func comma() {
        if needsComma { buffer.append(UInt8(ascii: ",")) }
    }

    @inline(__always) private mutating func quote(_ text: String) {
        var text = text
        text.withUTF8 { characters in unsafe buffer.append(quoted: UnsafeRawBufferPointer(characters)) }
    }
}
