import Glibc
package import Testing

/// What something costs of the calling thread's time on a processor, however busy the machine is.
package enum CPUCost {
    /// Expects a door to take any text for about what it takes for ASCII letters: three times a byte at most.
    /// - Parameters:
    ///   - send: the bytes that a stranger sends with a text in them.
    ///   - prepare: makes of the bytes what is given to the door; it is not measured.
    ///   - open: the door.
    ///   - sourceLocation: where a failure is shown.
    package static func expectAnyTextCostsLikeASCII<Prepared>(
        sending send: (PathologicalText) -> [UInt8], preparing prepare: ([UInt8]) throws -> Prepared,
        through open: (Prepared) -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) rethrows {
        let ordinary = send(.ordinary)
        let preparedOrdinary = try prepare(ordinary)
        let ordinaryCost = seconds(of: { open(preparedOrdinary) })
        for text in PathologicalText.all {
            let bytes = send(text)
            let prepared = try prepare(bytes)
            let factor = 3 * Double(bytes.count) / Double(ordinary.count)
            guard seconds(of: { open(prepared) }) > bound(factor, ordinaryCost) else { continue }
            expect(
                { open(prepared) }, costsAtMost: factor, timesOf: { open(preparedOrdinary) }, text.name,
                sourceLocation: sourceLocation)
        }
    }

    /// The same for a door that takes the text as it is, or what is made of it at the door.
    package static func expectAnyTextCostsLikeASCII(
        bytes count: Int = 4_096, through open: (String) -> Void, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectAnyTextCostsLikeASCII(
            sending: { Array($0.text(bytes: count).utf8) }, preparing: { String(decoding: $0, as: UTF8.self) },
            through: open,
            sourceLocation: sourceLocation)
    }

    /// Expects one thing to cost at most so many times as much as another.
    package static func expect(
        _ body: () -> Void, costsAtMost factor: Double, timesOf other: () -> Void, _ name: String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var costs = (0.0, 0.0)
        // What disturbs a measurement adds to it, so that another may clear it.
        for _ in 0..<5 {
            costs = (seconds(of: body), seconds(of: other))
            if costs.0 <= bound(factor, costs.1) { return }
        }
        #expect(
            costs.0 <= bound(factor, costs.1), "\(name): \(costs.0) s, the other \(costs.1) s",
            sourceLocation: sourceLocation)
    }

    /// With what the clock and the caches may add to something short.
    private static func bound(_ factor: Double, _ seconds: Double) -> Double { factor * seconds + 30e-6 }

    /// The lesser of two measurements.
    private static func seconds(of body: () -> Void) -> Double {
        (0..<2).map { _ in
            let start = now()
            body()
            return now() - start
        }.min() ?? 0
    }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
