import CCurl
import HTTP

extension CurlTransfer {
    /// Sets a fresh or reset handle up for this transfer.
    /// - Throws: ``TransportError`` when libcurl refuses an option.
    func configure(_ handle: CurlHandle, idleConnectionAge: Int) throws(TransportError) {
        unsafe wz_easy_set_pointer(handle.pointer, CURLOPT_ERRORBUFFER, errorBuffer)
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        try handle.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try handle.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        try handle.set(CURLOPT_MAXAGE_CONN, idleConnectionAge)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectDeadline.curlMilliseconds)
        try handle.set(CURLOPT_TIMEOUT_MS, request.deadline.curlMilliseconds)
        // The empty string stands for every coding this libcurl can decode.
        try handle.set(CURLOPT_ACCEPT_ENCODING, "")
        try handle.set(CURLOPT_URL, request.url)
        try setTarget(handle)
        try setMethod(handle)
        try setFields(handle)
        try setTLS(handle)
        setReceivers(handle)
    }

    private func setTarget(_ handle: CurlHandle) throws(TransportError) {
        if let unixSocket = request.unixSocket { try handle.set(CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
        // A proxy's loopback is not ours.
        if request.unixSocket != nil || request.isToLoopback { try handle.set(CURLOPT_PROXY, "") }
        // On a pooled connection that broke, libcurl sends again whatever the method is.
        if !request.isRepeatable { try handle.set(CURLOPT_FRESH_CONNECT, 1) }
    }

    private func setMethod(_ handle: CurlHandle) throws(TransportError) {
        let method = request.method
        if method == .head { return try handle.set(CURLOPT_NOBODY, 1) }
        if method == .post || method == .put || !request.body.isEmpty {
            try handle.setBody(request.body)
        }
        if method != .get || !request.body.isEmpty { try handle.set(CURLOPT_CUSTOMREQUEST, method.rawValue) }
    }

    private func setFields(_ handle: CurlHandle) throws(TransportError) {
        // A name without a value takes back what libcurl would add by itself.
        var lines = ["expect:"]
        if request.fields[.contentType] == nil { lines.append("content-type:") }
        for field in request.fields {
            lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
        }
        for line in lines {
            guard let list = unsafe curl_slist_append(fieldLines, line) else {
                throw TransportError(.invalidRequest, "no memory for the request's fields")
            }
            unsafe fieldLines = list
        }
        unsafe wz_easy_set_pointer(handle.pointer, CURLOPT_HTTPHEADER, fieldLines)
    }

    private func setTLS(_ handle: CurlHandle) throws(TransportError) {
        guard request.url.hasPrefix("https://") else { return }
        let policy = request.tls
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try handle.set(CURLOPT_SSL_VERIFYPEER, policy.verifiesPeer ? 1 : 0)
        try handle.set(CURLOPT_SSL_VERIFYHOST, policy.verifiesPeer ? 2 : 0)
        if let file = policy.authorityFile {
            try handle.set(CURLOPT_CAINFO, file)
            // Without this the system's folder of authorities is trusted beside the file.
            try handle.set(CURLOPT_CAPATH, nil)
        }
        if let file = policy.certificateFile { try handle.set(CURLOPT_SSLCERT, file) }
        if let file = policy.keyFile { try handle.set(CURLOPT_SSLKEY, file) }
    }

    private func setReceivers(_ handle: CurlHandle) {
        let pointer = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe wz_easy_set_pointer(handle.pointer, CURLOPT_WRITEDATA, pointer)
        unsafe wz_easy_set_pointer(handle.pointer, CURLOPT_HEADERDATA, pointer)
        unsafe wz_easy_set_write(handle.pointer, CURLOPT_WRITEFUNCTION) { bytes, _, count, pointer in
            guard let pointer = unsafe pointer else { return 0 }
            let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue()
            // Any other count than the one offered makes libcurl give the transfer up.
            return unsafe transfer.receive(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
        }
        unsafe wz_easy_set_write(handle.pointer, CURLOPT_HEADERFUNCTION) { bytes, _, count, pointer in
            guard let pointer = unsafe pointer else { return 0 }
            let transfer = unsafe Unmanaged<CurlTransfer>.fromOpaque(pointer).takeUnretainedValue()
            unsafe transfer.receiveFieldLine(UnsafeRawBufferPointer(start: bytes, count: count))
            return count
        }
    }
}

extension Duration {
    /// Whole milliseconds for libcurl, where 0 would mean without end.
    fileprivate var curlMilliseconds: Int {
        let (seconds, attoseconds) = components
        let milliseconds = min(max(seconds, 0), 1_000_000) * 1000 + max(attoseconds, 0) / 1_000_000_000_000_000
        return Int(max(milliseconds, 1))
    }
}
