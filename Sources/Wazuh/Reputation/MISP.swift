import Encodings
import HTTP
import JSON

/// Attributes that a MISP server shares (`POST /attributes/restSearch`).
struct MISP: ReputationSource {
    let client: ReputationClient
    let name = "MISP"

    func covers(_ kind: Indicator.Kind) -> Bool { true }

    func reputation(of indicator: Indicator) async throws(ReputationError) -> Reputation {
        let body: JSON = [
            "returnFormat": "json", "value": .string(indicator.value), "limit": 50, "page": 1,
        ]
        let root = try await client.read(.post("/attributes/restSearch", body), keyField: "authorization", name: name)
        guard let found = root?["response"]?["Attribute"], found.isArray else {
            throw ReputationError(.unexpectedAnswer, name, "its answer holds no attributes")
        }
        var count = 0
        var detections = 0
        var events: [String] = []
        found.forEachElement { attribute in
            count += 1
            let isDetection = attribute["to_ids"]?.bool ?? (attribute.string("to_ids") == "1")
            if isDetection { detections += 1 }
            let event = attribute["Event"]?["info"]?.string ?? attribute.string("event_id") ?? ""
            if !event.isEmpty, !events.contains(where: { $0.hasSameBytes(as: event) }) { events.append(event) }
        }
        let verdict: Reputation.Verdict = detections > 0 ? .malicious : count > 0 ? .suspicious : .unknown
        let named = events.isEmpty ? "" : ": \(events.prefix(3).joined(separator: ", "))"
        let attributes = count == 50 ? "50 or more attributes" : "\(count) attributes"
        return Reputation(
            source: name, verdict: verdict, details: "\(attributes), \(detections) marked for detection\(named)")
    }
}
