/// The identifier that an index would have; made from its name so that all processes agree.
enum IndexIdentity {
    /// The 22 characters that stand for the index in errors and listings.
    static func uuid(of index: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in index.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        let characters = (0..<22).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return alphabet[Int(state >> 58)]
        }
        return String(decoding: characters, as: UTF8.self)
    }
}
