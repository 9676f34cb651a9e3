import CCurl

/// A libcurl easy handle: what carries one transfer at a time.
@safe struct CurlHandle: Hashable {
    let pointer: UnsafeMutableRawPointer

    /// Nil when there is no memory for one.
    init?() {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = unsafe pointer
    }

    init(_ pointer: UnsafeMutableRawPointer) { unsafe self.pointer = unsafe pointer }

    static func == (left: Self, right: Self) -> Bool { unsafe left.pointer == right.pointer }

    func hash(into hasher: inout Hasher) { hasher.combine(UInt(bitPattern: unsafe pointer)) }

    func set(_ option: CURLoption, _ value: Int) throws(TransportError) {
        try check(unsafe wz_easy_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: String?) throws(TransportError) {
        try check(unsafe wz_easy_set_string(pointer, option, value))
    }

    /// Copies `bytes` as the request's body.
    func setBody(_ bytes: [UInt8]) throws(TransportError) {
        try set(CURLOPT_POST, 1)
        try check(unsafe wz_easy_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
        guard !bytes.isEmpty else { return try set(CURLOPT_COPYPOSTFIELDS, "") }
        let code = unsafe bytes.withUnsafeBytes {
            unsafe wz_easy_set_pointer(pointer, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
        }
        try check(code)
    }

    /// The status of the last answer; 0 when there was none.
    var status: Int {
        var status = 0
        unsafe wz_easy_get_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    private func check(_ code: CURLcode) throws(TransportError) {
        guard code == CURLE_OK else {
            throw TransportError(.invalidRequest, "libcurl refuses an option of the request: \(code.words)")
        }
    }
}
