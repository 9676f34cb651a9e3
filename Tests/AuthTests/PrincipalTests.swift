import Encodings
import Auth
import Encodings
import Testing

@Suite struct PrincipalTests {
    @Test(
        arguments: [
            ([], []), (["wazuh:read"], ["wazuh:read"]), (["wazuh:write"], ["wazuh:read", "wazuh:write"]),
            (["x"], ["x"]),
        ] as [(Set<ExactText>, Set<ExactText>)])
    func writingIncludesReading(granted: Set<ExactText>, inForce: Set<ExactText>) {
        #expect(Principal(subject: "ann", scopes: granted).scopes == inForce)
    }
}
