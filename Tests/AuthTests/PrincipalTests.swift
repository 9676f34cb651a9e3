import Auth
import Testing

@Suite struct PrincipalTests {
    @Test(
        arguments: [
            ([], []), (["wazuh:read"], ["wazuh:read"]), (["wazuh:write"], ["wazuh:read", "wazuh:write"]),
            (["x"], ["x"]),
        ] as [(Set<String>, Set<String>)])
    func writingIncludesReading(granted: Set<String>, inForce: Set<String>) {
        #expect(Principal(subject: "ann", scopes: granted).scopes == inForce)
    }
}
