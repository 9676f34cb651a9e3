import Glibc

/// Writes answers as records (FastCGI 1.0, §3.3 and §5), a usual one in one system call.
///
/// libfcgi's own stream copies an answer and writes it in pieces of 8 KiB.
@safe struct RecordWriter {
    let descriptor: CInt
    let requestID: UInt16

    /// A record's content is below 64 KiB; eight bytes less keep what follows aligned.
    private static let largestContent = 65_528

    private enum Kind: UInt64 { case end = 3, output = 6 }

    /// Writes the bytes of both as the request's output, and behind them, if so asked, that the request has ended.
    /// - Returns: false when the web server has gone.
    func write(_ head: [UInt8], _ body: [UInt8], endsRequest: Bool) -> Bool {
        unsafe head.withUnsafeBytes { head in
            unsafe body.withUnsafeBytes { body in
                let length = head.count + body.count
                var start = 0
                repeat {
                    let end = min(start + Self.largestContent, length)
                    let ofHead = unsafe UnsafeRawBufferPointer(
                        rebasing: head[min(start, head.count)..<min(end, head.count)])
                    let inBody = max(start - head.count, 0)..<max(end - head.count, 0)
                    let ofBody = unsafe UnsafeRawBufferPointer(rebasing: body[inBody])
                    guard unsafe writeRecord(ofHead, ofBody, endsRequest: endsRequest && end == length) else {
                        return false
                    }
                    start = end
                } while start < length
                return true
            }
        }
    }

    /// Writes one record of output, and what ends the request.
    private func writeRecord(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, endsRequest: Bool
    ) -> Bool {
        let count = first.count + second.count
        return unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 4) { frames in
            unsafe frames[0] = header(.output, count)
            unsafe frames[1] = header(.output, 0)
            unsafe frames[2] = header(.end, 8)
            // FCGI_REQUEST_COMPLETE, and the exit status of a process that goes on.
            unsafe frames[3] = 0
            return unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: 4) { pieces in
                let frames = UnsafeMutableRawPointer(frames.baseAddress)
                // A record without content would say that the output has ended.
                unsafe pieces[0] = iovec(iov_base: frames, iov_len: count == 0 ? 0 : 8)
                unsafe pieces[1] = iovec(iov_base: .init(mutating: first.baseAddress), iov_len: first.count)
                unsafe pieces[2] = iovec(iov_base: .init(mutating: second.baseAddress), iov_len: second.count)
                unsafe pieces[3] = iovec(iov_base: frames?.advanced(by: 8), iov_len: endsRequest ? 24 : 0)
                return unsafe writeAll(pieces)
            }
        }
    }

    private func header(_ kind: Kind, _ count: Int) -> UInt64 {
        (1 << 56 | kind.rawValue << 48 | UInt64(requestID) << 32 | UInt64(count) << 16).bigEndian
    }

    private func writeAll(_ pieces: UnsafeMutableBufferPointer<iovec>) -> Bool {
        var first = 0
        while first < pieces.count {
            let rest = unsafe UnsafeMutableBufferPointer(rebasing: pieces[first...])
            var written = unsafe writev(descriptor, rest.baseAddress, CInt(rest.count))
            if written < 0 {
                if errno == EINTR { continue }
                return false
            }
            while unsafe first < pieces.count && written >= pieces[first].iov_len {
                unsafe written -= pieces[first].iov_len
                first += 1
            }
            guard first < pieces.count else { break }
            unsafe pieces[first].iov_base += written
            unsafe pieces[first].iov_len -= written
        }
        return true
    }
}
