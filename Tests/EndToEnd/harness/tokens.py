"""Access tokens made by PyJWT with the server's own key."""

import time

import jwt


class TokenMaker:
    """Makes tokens like those of the server; each claim can be changed, None leaves it out."""

    def __init__(self, instance):
        self.secret = instance.environment["AUTH_SECRET_KEY"]
        self.sample = jwt.decode(instance.token, options={"verify_signature": False})

    def claims(self, **changes):
        now = int(time.time())
        claims = {
            "iss": self.sample["iss"], "aud": self.sample["aud"], "sub": "end-to-end", "scope": "wazuh:read",
            "iat": now, "nbf": now, "exp": now + 3600, "jti": f"test-{time.monotonic_ns()}",
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def make(self, *, key=None, algorithm="HS256", headers=None, **changes):
        return jwt.encode(self.claims(**changes), self.secret if key is None else key, algorithm=algorithm, headers=headers)
