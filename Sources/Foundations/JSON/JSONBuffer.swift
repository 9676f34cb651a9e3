internal import CSimdjson

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
        let length = text.count
        reserve(length + 2)
        put(UInt8(ascii: "\""))
        if let text = unsafe text.bindMemory(to: UInt8.self).baseAddress, length > 0 { unsafe put(text, length) }
        put(UInt8(ascii: "\""))
    }

    private mutating func put(_ text: UnsafePointer<UInt8>, _ length: Int) {
        var done = 0
        while true {
            let target = unsafe (start + count).assumingMemoryBound(to: UInt8.self)
            let plain = unsafe wz_json_copy_plain(target, text + done, length - done)
            count += plain
            done += plain
            if done == length { return }
            putEscape(unsafe text[done], andLeaveRoomFor: length - done)
            done += 1
        }
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
}
