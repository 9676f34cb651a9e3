/// Hexadecimal text (RFC 4648 §8) in lower case.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The value of a digit, 0…15; nil for any other character.
    static func value(of digit: UInt8) -> UInt8? {
        switch ASCII.lowercase(digit) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): ASCII.lowercase(digit) - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
