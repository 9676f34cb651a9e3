/// Growing memory that JSON is written into; an array would check at each byte whether it is shared.
@safe struct JSONBuffer: ~Copyable {
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        unsafe start = .allocate(byteCount: self.capacity, alignment: 1)
    }

    deinit { unsafe start.deallocate() }

    /// A copy of what has been written.
    var bytes: [UInt8] { unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count)) }

    @inline(__always) mutating func append(_ byte: UInt8) {
        reserve(1)
        put(byte)
    }

    @inline(__always) mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        unsafe put(bytes)
    }

    /// Appends the name of a member, which needs no escape, in quotes and with its colon.
    @inline(__always) mutating func append(name: UnsafeRawBufferPointer) {
        reserve(name.count + 3)
        put(UInt8(ascii: "\""))
        unsafe put(name)
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
    }

    /// Appends an integer in decimal digits.
    mutating func append(decimal value: some FixedWidthInteger) {
        // No 64-bit integer has more digits, with its sign.
        reserve(20)
        if value < 0 { put(UInt8(ascii: "-")) }
        var rest = UInt64(value.magnitude)
        var digits = 1
        var bound: UInt64 = 10
        while digits < 20, rest >= bound {
            digits += 1
            bound = digits < 20 ? bound * 10 : bound
        }
        for place in stride(from: digits - 1, through: 0, by: -1) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            unsafe start.storeBytes(of: UInt8(ascii: "0") + UInt8(digit), toByteOffset: count + place, as: UInt8.self)
            rest = quotient
        }
        count += digits
    }

    /// Appends UTF-8 as a JSON string (RFC 8259 section 7): in quotes, and escaped where it must be.
    @inline(__always) mutating func append(quoted text: UnsafeRawBufferPointer) {
        reserve(text.count + 2)
        put(UInt8(ascii: "\""))
        var index = 0
        // Eight bytes at once unless one of them needs an escape, which hardly any does.
        while index + 8 <= text.count {
            let word = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if Self.hasByteToEscape(word) {
                unsafe putEscaped(text[index..<(index + 8)], andLeaveRoomFor: text.count - index)
            } else {
                unsafe start.storeBytes(of: word, toByteOffset: count, as: UInt64.self)
                count += 8
            }
            index += 8
        }
        let rest = unsafe UnsafeRawBufferPointer(rebasing: text[index...])
        if rest.count > 0 {
            if unsafe Self.hasByteToEscape(Self.word(of: rest)) {
                unsafe putEscaped(rest[...], andLeaveRoomFor: rest.count)
            } else {
                unsafe putShort(rest)
            }
        }
        put(UInt8(ascii: "\""))
    }

    private mutating func putEscaped(_ bytes: Slice<UnsafeRawBufferPointer>, andLeaveRoomFor rest: Int) {
        var rest = rest
        for index in unsafe bytes.indices {
            let byte = unsafe bytes[index]
            if Self.mustEscape(byte) { putEscape(byte, andLeaveRoomFor: rest) } else { put(byte) }
            rest -= 1
        }
    }

    /// One to seven bytes, some of them twice, or with blanks.
    @inline(__always) private static func word(of bytes: UnsafeRawBufferPointer) -> UInt64 {
        let count = bytes.count
        if count >= 4 {
            let first = unsafe UInt64(bytes.loadUnaligned(as: UInt32.self))
            return unsafe first | UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)) << 32
        }
        let ends = unsafe UInt64(bytes[0]) | UInt64(bytes[count / 2]) << 8 | UInt64(bytes[count - 1]) << 16
        return ends | 0x2020_2020_2000_0000
    }

    private mutating func putEscape(_ byte: UInt8, andLeaveRoomFor rest: Int) {
        // An escape has six bytes at most.
        reserve(rest + 6)
        put(UInt8(ascii: "\\"))
        switch byte {
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0D: put(UInt8(ascii: "r"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x00..<0x20:
            for digit in "u00".utf8 { put(digit) }
            put(UInt8(ascii: "0") + (byte >> 4))
            put(byte & 15 < 10 ? UInt8(ascii: "0") + (byte & 15) : UInt8(ascii: "a") - 10 + (byte & 15))
        default: put(byte)
        }
    }

    @inline(__always) private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }

    private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 1)
        unsafe moved.copyMemory(from: start, byteCount: count)
        unsafe start.deallocate()
        unsafe start = moved
        capacity = larger
    }

    /// Writes where room was made before.
    @inline(__always) private mutating func put(_ byte: UInt8) {
        unsafe start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always) private mutating func put(_ bytes: UnsafeRawBufferPointer) {
        // Names are short: a call to copy one costs more than the copy.
        guard bytes.count >= 8 else { return unsafe putShort(bytes) }
        guard bytes.count <= 16 else { return unsafe putLong(bytes) }
        let last = bytes.count - 8
        let target = unsafe start + count
        unsafe target.storeBytes(of: bytes.loadUnaligned(as: UInt64.self), as: UInt64.self)
        unsafe target.storeBytes(
            of: bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self), toByteOffset: last, as: UInt64.self)
        count += bytes.count
    }

    /// Writes up to seven bytes.
    @inline(__always) private mutating func putShort(_ bytes: UnsafeRawBufferPointer) {
        let target = unsafe start + count
        if bytes.count >= 4 {
            let last = bytes.count - 4
            unsafe target.storeBytes(of: bytes.loadUnaligned(as: UInt32.self), as: UInt32.self)
            unsafe target.storeBytes(
                of: bytes.loadUnaligned(fromByteOffset: last, as: UInt32.self), toByteOffset: last, as: UInt32.self)
        } else {
            for index in 0..<bytes.count {
                unsafe target.storeBytes(of: bytes[index], toByteOffset: index, as: UInt8.self)
            }
        }
        count += bytes.count
    }

    private mutating func putLong(_ bytes: UnsafeRawBufferPointer) {
        unsafe UnsafeMutableRawBufferPointer(start: start + count, count: bytes.count).copyMemory(from: bytes)
        count += bytes.count
    }

    @inline(__always) private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Looks at eight bytes at once: in each the highest bit comes out set where the test holds.
    @inline(__always) private static func hasByteToEscape(_ word: UInt64) -> Bool {
        let each: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (each &* 0x22)
        let backslash = word ^ (each &* 0x5C)
        let control = (word &- (each &* 0x20)) & ~word
        return (control | ((quote &- each) & ~quote) | ((backslash &- each) & ~backslash)) & (each &* 0x80) != 0
    }
}
