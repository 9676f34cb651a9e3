"""Access tokens, checked against a second implementation in both directions, and those that must be refused."""

import base64
import hmac
import json
import time

import jwt
import pytest

from harness.rpc import Caller, error_message, initialize
from harness.tokens import TokenMaker

pytestmark = pytest.mark.usefixtures("no_worker_dies")


@pytest.fixture(scope="module")
def maker(instance):
    return TokenMaker(instance)


def b64(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else json.dumps(data).encode()).rstrip(b"=").decode()


def by_hand(maker, header, claims):
    """A token with a right signature over any header and claims."""
    signed = f"{header if isinstance(header, str) else b64(header)}.{claims if isinstance(claims, str) else b64(claims)}"
    return f"{signed}.{b64(hmac.digest(maker.secret.encode(), signed.encode(), 'sha256'))}"


def status(instance, token):
    response = Caller(instance, token).post(initialize())
    if response.status_code != 200:
        error_message(response.headers["Content-Type"], response.content)
        assert response.headers["WWW-Authenticate"].startswith("Bearer ")
    return response.status_code


def test_pyjwt_reads_our_tokens(instance, maker):
    claims = jwt.decode(
        instance.token, maker.secret, algorithms=["HS256"], audience=maker.sample["aud"], issuer=maker.sample["iss"],
        options={"require": ["exp", "iat", "nbf", "sub", "jti", "aud", "iss"]})
    assert claims["exp"] - claims["iat"] == 86400 and "wazuh:read" in claims["scope"].split()
    assert jwt.get_unverified_header(instance.token) == {"alg": "HS256", "typ": "JWT"}


ACCEPTED = {
    "a token like ours": {},
    "without scope it can read": {"scope": None},
    "with write it can read too": {"scope": "wazuh:write"},
    "without nbf, iat and jti": {"nbf": None, "iat": None, "jti": None},
    "times as fractions": {"exp": time.time() + 3600.5},
    "without typ": {"headers": {"typ": None}},
    "another kid": {"headers": {"kid": "other"}},
}


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_we_read_tokens_of_pyjwt(instance, maker, changes):
    assert status(instance, maker.make(**changes)) == 200


def test_an_audience_among_several(instance, maker):
    audience = maker.sample["aud"]
    one = audience if isinstance(audience, str) else audience[0]
    assert status(instance, maker.make(aud=["https://elsewhere.example", one])) == 200
    assert status(instance, maker.make(aud=one + "/")) == 200


REFUSED = {
    "expired": lambda m: m.make(exp=int(time.time()) - 120),
    "expired long ago": lambda m: m.make(exp=1),
    "without exp": lambda m: m.make(exp=None),
    "exp as text": lambda m: by_hand(m, {"alg": "HS256"}, m.claims() | {"exp": str(int(time.time()) + 600)}),
    "exp of null": lambda m: by_hand(m, {"alg": "HS256"}, m.claims() | {"exp": None}),
    "exp beyond all numbers": lambda m: by_hand(
        m, {"alg": "HS256"}, b64(json.dumps(m.claims()).replace('"exp": ', '"exp": 9e999, "x": ').encode())),
    "not valid yet": lambda m: m.make(nbf=int(time.time()) + 600),
    "issued in the future": lambda m: m.make(iat=int(time.time()) + 600),
    "wrong audience": lambda m: m.make(aud="https://elsewhere.example"),
    "no audience": lambda m: m.make(aud=None),
    "empty audiences": lambda m: by_hand(m, {"alg": "HS256"}, m.claims() | {"aud": []}),
    "audience as a number": lambda m: by_hand(m, {"alg": "HS256"}, m.claims() | {"aud": 5}),
    "wrong issuer": lambda m: m.make(iss="https://elsewhere.example"),
    "no issuer": lambda m: m.make(iss=None),
    "no subject": lambda m: m.make(sub=None),
    "empty subject": lambda m: m.make(sub=""),
    "a subject of 1000 characters": lambda m: m.make(sub="s" * 1000),
    "scope as a list": lambda m: by_hand(m, {"alg": "HS256"}, m.claims() | {"scope": ["wazuh:read"]}),
    "another key": lambda m: m.make(key="k" * 64),
    "a key that is a prefix of ours": lambda m: m.make(key=m.secret[:-1]),
    "HS384": lambda m: m.make(algorithm="HS384"),
    "HS512": lambda m: m.make(algorithm="HS512"),
    "no algorithm": lambda m: m.make(key="", algorithm="none"),
    "no algorithm, signed": lambda m: by_hand(m, {"alg": "none"}, m.claims()),
    "no algorithm in odd letters": lambda m: by_hand(m, {"alg": "nOnE"}, m.claims()),
    "algorithm in small letters": lambda m: by_hand(m, {"alg": "hs256"}, m.claims()),
    "header without algorithm": lambda m: by_hand(m, {"typ": "JWT"}, m.claims()),
    "algorithm twice": lambda m: by_hand(m, b64(b'{"alg":"HS256","alg":"none"}'), m.claims()),
    "algorithm as a list": lambda m: by_hand(m, {"alg": ["HS256"]}, m.claims()),
    "an extension that must be understood": lambda m: by_hand(m, {"alg": "HS256", "crit": ["b64"], "b64": False}, m.claims()),
    "claims that are a list": lambda m: by_hand(m, {"alg": "HS256"}, []),
    "claims that are no JSON": lambda m: by_hand(m, {"alg": "HS256"}, b64(b"{")),
    "a header that is no JSON": lambda m: by_hand(m, b64(b"{"), m.claims()),
    "a header that is no base64": lambda m: by_hand(m, "!!!!", m.claims()),
    "claims nested 2000 deep": lambda m: by_hand(m, {"alg": "HS256"}, b64(b'{"x":' + b"[" * 2000 + b"]" * 2000 + b"}")),
    "no signature": lambda m: m.make().rpartition(".")[0] + ".",
    "two parts": lambda m: m.make().rpartition(".")[0],
    "four parts": lambda m: m.make() + ".AAAA",
    "five parts": lambda m: "a.b.c.d.e",
    "a signature with padding": lambda m: m.make() + "=",
    "a signature cut short": lambda m: m.make()[:-4],
    "a signature in the other alphabet": lambda m: m.make().rpartition(".")[0] + "." + "+/" * 21 + "A",
    "one bit of the signature flipped": lambda m: flip(m.make()),
    "other claims under our signature": lambda m: swap_claims(m),
    "dots": lambda m: "..",
    "one character": lambda m: "x",
    "six thousand characters": lambda m: "x" * 6000,
    "an API key that is not ours": lambda m: "wazuh_" + "A" * 43,
    "an API key cut short": lambda m: "wazuh_AAAA",
}


def flip(token):
    signed, _, signature = token.rpartition(".")
    bits = bytearray(base64.urlsafe_b64decode(signature + "="))
    bits[0] ^= 1
    return f"{signed}.{b64(bytes(bits))}"


def swap_claims(maker):
    header, _, signature = maker.make().split(".")
    return f"{header}.{b64(maker.claims(scope='wazuh:write', sub='root'))}.{signature}"


@pytest.mark.parametrize("forge", REFUSED.values(), ids=REFUSED.keys())
def test_refused(instance, maker, forge):
    assert status(instance, forge(maker)) == 401


@pytest.mark.parametrize("value", [
    "Bearer", "Basic d2F6dWg6d2F6dWg=", "bearer-{token}", "{token}", "Token {token}", "Bearer {token} {token}",
    "Bearer {token},Bearer {token}", 'Bearer "{token}"',
])
def test_other_forms_of_the_header_are_refused(instance, value):
    header = value.format(token=instance.token)
    response = Caller(instance).post(initialize(), headers={"Authorization": header})
    assert response.status_code == 401, response.text


def test_the_scheme_is_read_in_any_letters(instance):
    response = Caller(instance).post(initialize(), headers={"Authorization": f"bEaReR {instance.token}"})
    assert response.status_code == 200


@pytest.mark.parametrize("query", ["access_token={token}", "token={token}", "api_key={token}"])
def test_a_token_in_the_query_counts_for_nothing(instance, query):
    with instance.http() as http:
        response = http.post(f"/mcp?{query.format(token=instance.token)}", json=initialize())
    assert response.status_code == 401


def test_a_token_that_can_do_nothing_sees_no_tools(instance, maker):
    nobody = Caller(instance, maker.make(scope=""))
    session = nobody.open()
    assert nobody.call("tools/list", {}, session=session)["tools"] == []
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "get_wazuh_agents", "arguments": {}}}
    response = nobody.post(body, session=session)
    assert response.status_code == 403
    assert 'error="insufficient_scope"' in response.headers["WWW-Authenticate"]
    assert 'scope="wazuh:read"' in response.headers["WWW-Authenticate"]
    error_message(response.headers["Content-Type"], response.content)
