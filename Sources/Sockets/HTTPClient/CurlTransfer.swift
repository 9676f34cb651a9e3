import CCurl
import HTTP
import Synchronization

/// One request on its way and what has come back of it.
///
/// Made by the sender, then touched by the driver's thread alone; `isCancelled` is what both share.
@safe final class CurlTransfer: @unchecked Sendable {
    let request: OutgoingRequest
    let isCancelled = Atomic<Bool>(false)
    /// With so many bytes of room behind it, the parser of JSON reads a body where it lies.
    private static let roomBehindBody = 64

    private var isTooLarge = false
    private var complete: (@Sendable (Result<HTTPResponse, TransportError>) -> Void)?
    private var fields = HTTPFields()
    private var body: [UInt8] = []

    /// The handle that carries it while it is under way.
    var handle: CurlHandle?
    /// The field lines that libcurl reads while it is under way.
    var fieldLines: UnsafeMutablePointer<curl_slist>?
    /// Where libcurl writes its words for a failure.
    let errorBuffer: UnsafeMutablePointer<CChar>

    init(_ request: OutgoingRequest) {
        self.request = request
        unsafe errorBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_slist_free_all(fieldLines)
        unsafe errorBuffer.deallocate()
    }

    func onCompletion(_ action: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void) {
        complete = action
    }

    /// Answers the sender; a second answer is ignored.
    func finish(_ result: Result<HTTPResponse, TransportError>) {
        complete?(result)
        complete = nil
    }

    func finish(code: CURLcode, status: Int) {
        if code == CURLE_OK {
            finish(.success(HTTPResponse(HTTPStatus(rawValue: status), fields: fields, body: body)))
        } else {
            let code = isTooLarge ? CURLE_FILESIZE_EXCEEDED : code
            let detail = unsafe String(cString: errorBuffer)
            finish(.failure(TransportError(code, detail: detail, request: request)))
        }
    }

    /// Takes a piece of the body; false when it has become larger than the sender accepts.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= request.largestBody - body.count else {
            isTooLarge = true
            return false
        }
        if body.isEmpty, let announced = fields[.contentLength].flatMap({ Int($0) }) {
            body.reserveCapacity(min(max(announced, bytes.count), request.largestBody) + Self.roomBehindBody)
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// Takes a line of the head; a status line begins it anew, since interim answers (RFC 9110 §15.2) come first.
    func receiveFieldLine(_ bytes: UnsafeRawBufferPointer) {
        if unsafe bytes.starts(with: "HTTP/".utf8) {
            fields = HTTPFields()
            return
        }
        guard let colon = unsafe bytes.firstIndex(of: UInt8(ascii: ":")),
            let name = unsafe HTTPFieldName(String(decoding: bytes[..<colon], as: UTF8.self))
        else { return }
        let isPadding = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        var value = unsafe bytes[(colon + 1)...]
        while let last = unsafe value.last, isPadding(last) { unsafe value.removeLast() }
        unsafe fields.append(name, String(decoding: value.drop(while: isPadding), as: UTF8.self))
    }
}
