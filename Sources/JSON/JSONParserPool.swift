internal import CSimdjson
import Synchronization

/// Parsers between two documents: their buffers are the costly part.
enum JSONParserPool {
    private static let idle = Mutex<[UInt]>([])
    private static let mostIdle = 16
    private static let largestKept = 8 << 20

    static func take() -> OpaquePointer? {
        if let address = idle.withLock({ $0.popLast() }) { return unsafe OpaquePointer(bitPattern: address) }
        return unsafe wz_json_parser_new()
    }

    static func giveBack(_ parser: OpaquePointer) {
        let isSmall = unsafe wz_json_parser_capacity(parser) <= largestKept
        let address = UInt(bitPattern: parser)
        let isKept = isSmall && idle.withLock { idle in
            guard idle.count < mostIdle else { return false }
            idle.append(address)
            return true
        }
        if !isKept { unsafe wz_json_parser_free(parser) }
    }
}
