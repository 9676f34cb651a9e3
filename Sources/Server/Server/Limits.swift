package import FastCGI
package import Gateway

/// All deadlines, limits and sizes of a worker.
package struct Limits: Sendable {
    /// Requests in flight, threads and bodies.
    package var requests = FastCGIServer.Limits()
    /// What the gateway itself allows.
    package var gateway = GatewaySettings.Limits()
    /// How long the requests of one tool call may take together: less than clients wait, the impatient ones 60 s.
    package var toolCall: Duration = .seconds(30)
    /// How long a part of Wazuh may take to answer `/ready`: monitors ask again before long.
    package var readinessProbe: Duration = .seconds(10)
    /// How long what `/ready` found is good for.
    package var readiness: Duration = .seconds(5)
    /// Requests to the manager at a time, which works on few.
    package var managerRequests = 3
    package var indexerRequests = 8
    /// How long a stopping worker lets requests finish.
    package var drain: Duration = .seconds(30)
    /// How long a client may walk on in a long list.
    package var cursor: Duration = .seconds(600)

    package init() {}
}
