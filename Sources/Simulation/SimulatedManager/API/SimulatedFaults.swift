/// What goes wrong on purpose, for tests.
package struct SimulatedFaults: Sendable, Hashable {
    /// A way to answer a request that should have succeeded.
    package enum Fault: Sendable, Hashable, CaseIterable {
        /// 429 with number 6001.
        case tooManyRequests
        /// 503 of a proxy, with `Retry-After: 1`.
        case unavailable
        /// 500 with number 3021.
        case timeout
        /// 502 with a page of HTML.
        case html
        /// 200 with half of the body.
        case truncated
        /// 500 with number 1017, for the login too.
        case daemonsNotReady
    }

    /// Refuses the first token that is presented as `Invalid token`.
    package var refusesTokenOnce: Bool
    /// The faults of the first requests, one each; later requests are served.
    package var firstRequests: [Fault]
    /// The fault of every request.
    package var everyRequest: Fault?

    package init(refusesTokenOnce: Bool = false, firstRequests: [Fault] = [], everyRequest: Fault? = nil) {
        self.refusesTokenOnce = refusesTokenOnce
        self.firstRequests = firstRequests
        self.everyRequest = everyRequest
    }
}
