import Auth
import JSON
import Testing

@Suite struct BearerChallengeTests {
    private let challenge = BearerChallenge(
        metadataURL: "https://h/.well-known/oauth-protected-resource/mcp", scope: "wazuh:read")
    private let start =
        #"Bearer resource_metadata="https://h/.well-known/oauth-protected-resource/mcp", scope="wazuh:read""#

    @Test func withoutACredentialNoErrorIsNamed() {
        #expect(challenge.unauthorized(rejection: nil) == start)
    }

    @Test func withACredentialTheReasonIsGiven() {
        #expect(
            challenge.unauthorized(rejection: TokenRejection.expired.rawValue)
                == start + #", error="invalid_token", error_description="The access token has expired.""#)
    }

    @Test(arguments: [("a\"b\\c", "a?b?c"), ("a\r\nSet-Cookie: x", "a??Set-Cookie: x"), ("é\0\u{7F}", "???")])
    func aReasonCannotLeaveItsQuotes(reason: String, quoted: String) {
        #expect(
            challenge.unauthorized(rejection: reason) == start
                + #", error="invalid_token", error_description="\#(quoted)""#)
    }

    @Test func aMissingScopeIsNamed() {
        #expect(
            challenge.insufficientScope("wazuh:write")
                == #"Bearer error="insufficient_scope", scope="wazuh:write", "#
                + #"resource_metadata="https://h/.well-known/oauth-protected-resource/mcp", "#
                + #"error_description="This call needs the scope wazuh:write.""#)
    }

    @Test func theMetadataIsThatOfRFC9728() throws {
        let metadata = ProtectedResourceMetadata(
            resource: "https://h/mcp", authorizationServers: ["https://h"], scopesSupported: Scopes.all,
            resourceName: "Wazuh")
        let expected: JSON = [
            "resource": "https://h/mcp", "authorization_servers": ["https://h"],
            "scopes_supported": ["wazuh:read", "wazuh:write"], "bearer_methods_supported": ["header"],
            "resource_name": "Wazuh",
        ]
        #expect(try JSON(parsing: metadata.jsonBytes) == expected)
    }
}
