"""Hostile requests: each gets its status and a JSON body, and no worker dies of it."""

import json
import socket

import pytest

from harness import raw, rpc
from harness.rpc import initialize, request, routing

pytestmark = pytest.mark.usefixtures("no_worker_dies")

MIB = 1 << 20
LIMIT = 4 * MIB
PING = json.dumps(request("ping")).encode()
OPEN = json.dumps(initialize()).encode()


def padded(size):
    """An initialize of exactly so many bytes."""
    body = initialize()
    body["params"]["clientInfo"]["version"] = ""
    body["params"]["clientInfo"]["version"] = "x" * (size - len(json.dumps(body)))
    return json.dumps(body).encode()


def blanks(size):
    """An initialize with blanks around it, of exactly so many bytes."""
    return OPEN + b" " * (size - len(OPEN))


class Sender:
    """Sends requests piece by piece with the token of the instance."""

    def __init__(self, instance, local):
        self.instance, self.local = instance, local

    def fields(self, changes=()):
        """The usual head; a change replaces the field of its name, None drops it, a list makes it stand several times."""
        usual = {
            "Host": raw.host_field(self.instance, self.local), "Authorization": f"Bearer {self.instance.token}",
            "Content-Type": "application/json", "Accept": rpc.BOTH, "Connection": "close",
        } | dict(changes)
        pairs = []
        for name, value in usual.items():
            for one in value if isinstance(value, list) else [] if value is None else [value]:
                pairs.append((name, one))
        return pairs

    def send(self, method="POST", path="/mcp", changes=(), body=None, is_chunked=False):
        changes = dict(changes)
        if is_chunked:
            changes.setdefault("Transfer-Encoding", "chunked")
        elif body is not None:
            changes.setdefault("Content-Length", str(len(body)))
        pieces = raw.chunked(body) if is_chunked else (body[i:i + MIB] for i in range(0, len(body), MIB)) if body else ()
        return raw.exchange(self.instance, raw.head(method, path, self.fields(changes)), pieces, self.local)


@pytest.fixture(scope="module", params=[False, True], ids=["https", "http"])
def sender(instance, request):
    return Sender(instance, request.param)


def refused(reply, *statuses):
    assert reply.status in statuses, (reply.status, reply.body[:500])
    return rpc.error_message(reply.content_type, reply.body)


# --- sizes ---

@pytest.mark.parametrize("is_chunked", [False, True], ids=["length", "chunked"])
@pytest.mark.parametrize("body", [OPEN, blanks(LIMIT - 1), blanks(LIMIT)], ids=["small", "under the limit", "at the limit"])
def test_bodies_up_to_four_mebibytes_are_read(sender, body, is_chunked):
    reply = sender.send(body=body, is_chunked=is_chunked)
    assert (reply.status, reply.json()["result"]["protocolVersion"]) == (200, "2025-11-25")


@pytest.mark.parametrize("is_chunked", [False, True], ids=["length", "chunked"])
@pytest.mark.parametrize("size", [LIMIT + 1, 5 * MIB, 20 * MIB], ids=["one byte more", "5 MiB", "20 MiB"])
@pytest.mark.parametrize("path", ["/mcp", "/", "/messages?session_id=x", "/auth/token"])
def test_larger_bodies_are_refused(sender, path, size, is_chunked):
    refused(sender.send(path=path, body=blanks(size), is_chunked=is_chunked), 413)


def test_a_long_member_does_not_harm(sender):
    reply = sender.send(body=padded(LIMIT - MIB))
    assert reply.status in (200, 400)


def test_a_length_that_lies_is_refused(sender):
    refused(sender.send(changes={"Content-Length": "99999999999999999999"}), 400, 413)
    refused(sender.send(changes={"Content-Length": "-1"}), 400)
    refused(sender.send(changes={"Content-Length": "12, 12"}), 400)
    refused(sender.send(changes={"Content-Length": [str(len(PING)), "1"]}, body=PING), 400)
    refused(sender.send(changes={"Content-Length": "5", "Transfer-Encoding": "chunked"}), 400)
    refused(sender.send(changes={"Transfer-Encoding": "gzip, chunked"}), 400, 501)


# --- bodies ---

def deep(depth, opening=b"[", closing=b"]"):
    return opening * depth + closing * depth


PARSE, INVALID = -32700, -32600
BODIES = {
    "empty": (b"", PARSE),
    "blanks": (b" \r\n ", PARSE),
    "one byte": (b"{", PARSE),
    "NUL": (b"\0", PARSE),
    "a byte order mark": (b"\xef\xbb\xbf" + PING, None),
    "two messages": (PING + PING, PARSE),
    "a comma too many": (b'{"jsonrpc":"2.0","id":1,"method":"ping",}', PARSE),
    "single quotes": (b"{'jsonrpc':'2.0'}", PARSE),
    "a comment": (b"/* x */" + PING, PARSE),
    "UTF-16": (PING.decode().encode("utf-16"), PARSE),
    "invalid UTF-8 in a value": (b'{"jsonrpc":"2.0","id":1,"method":"p\xff\xfeing"}', PARSE),
    "invalid UTF-8 in a name": (b'{"json\xc3\x28rpc":"2.0","id":1,"method":"ping"}', PARSE),
    "overlong UTF-8": (b'{"jsonrpc":"2.0","id":"\xc0\xaf","method":"ping"}', PARSE),
    "a surrogate as UTF-8": (b'{"jsonrpc":"2.0","id":"\xed\xa0\x80","method":"ping"}', PARSE),
    "half a surrogate pair": (rb'{"jsonrpc":"2.0","id":"\ud800","method":"ping"}', PARSE),
    "a raw line break in a text": (b'{"jsonrpc":"2.0","id":"a\nb","method":"ping"}', PARSE),
    "10,000 lists deep": (deep(10_000), PARSE),
    "10,000 lists deep and unclosed": (b"[" * 10_000, PARSE),
    "10,000 objects deep": (deep(10_000, b'{"a":', b"") + b"1" + b"}" * 10_000, PARSE),
    "10,000 deep in the arguments": (
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_wazuh_agents","arguments":{"x":' + deep(10_000) + b"}}}", PARSE),
    "a million lists deep": (deep(1_000_000), PARSE),
    "NaN": (b'{"jsonrpc":"2.0","id":NaN,"method":"ping"}', PARSE),
    "a number beyond a double": (b'{"jsonrpc":"2.0","id":1e999,"method":"ping"}', PARSE),
    "an integer beyond 64 bits": (b'{"jsonrpc":"2.0","id":99999999999999999999999,"method":"ping"}', None),
    "a number of 100,000 digits": (b'{"jsonrpc":"2.0","id":' + b"9" * 100_000 + b',"method":"ping"}', None),
    "an id that is a fraction": (b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}', INVALID),
    "an id of null": (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', INVALID),
    "an id of true": (b'{"jsonrpc":"2.0","id":true,"method":"ping"}', INVALID),
    "an id that is an object": (b'{"jsonrpc":"2.0","id":{},"method":"ping"}', INVALID),
    "an id that is a list": (b'{"jsonrpc":"2.0","id":[1],"method":"ping"}', INVALID),
    "the method twice": (b'{"jsonrpc":"2.0","id":1,"method":"ping","method":"tools/list"}', INVALID),
    "the id twice": (b'{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}', INVALID),
    "a name twice by an escape": (rb'{"jsonrpc":"2.0","id":1,"method":"ping","\u006dethod":"tools/list"}', INVALID),
    "a member twice, deep inside": (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":{"b":1,"b":2}}}', INVALID),
    "null": (b"null", INVALID),
    "a text": (b'"ping"', INVALID),
    "a number": (b"42", INVALID),
    "an empty object": (b"{}", INVALID),
    "no jsonrpc": (b'{"id":1,"method":"ping"}', INVALID),
    "jsonrpc 1.0": (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', INVALID),
    "jsonrpc as a number": (b'{"jsonrpc":2.0,"id":1,"method":"ping"}', INVALID),
    "a method that is a number": (b'{"jsonrpc":"2.0","id":1,"method":5}', INVALID),
    "an empty method": (b'{"jsonrpc":"2.0","id":1,"method":""}', INVALID),
    "a method of a million bytes": (b'{"jsonrpc":"2.0","id":1,"method":"' + b"m" * 1_000_000 + b'"}', INVALID),
    "params that are a list": (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', INVALID),
    "params that are a text": (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}', INVALID),
    "a method and a result": (b'{"jsonrpc":"2.0","id":1,"method":"ping","result":{}}', INVALID),
    "a result and an error": (b'{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"x"}}', INVALID),
    "an empty batch": (b"[]", INVALID),
    "a batch of batches": (b"[[]]", INVALID),
    "a batch of 100,000": (b"[" + b",".join([b"1"] * 100_000) + b"]", INVALID),
}


@pytest.mark.parametrize("body, code", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("path", ["/mcp", "/"])
def test_bodies_that_are_no_message(sender, path, body, code):
    reply = sender.send(path=path, body=body)
    refused(reply, 400)
    assert rpc.error_code(reply.body) in ([code] if code else [PARSE, INVALID])


@pytest.mark.parametrize("body, code", BODIES.values(), ids=BODIES.keys())
def test_bodies_that_are_no_message_in_a_session(caller, body, code):
    response = caller.post(body, session=caller.open())
    assert response.status_code == 400, response.text
    rpc.error_message(response.headers["Content-Type"], response.content)


PARAMS = {
    "no protocolVersion": {"capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    "protocolVersion as a number": {"protocolVersion": 5, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    "protocolVersion as an object": {"protocolVersion": {}, "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
}


@pytest.mark.parametrize("params", PARAMS.values(), ids=PARAMS.keys())
def test_broken_initialize(caller, params):
    response = caller.post(request("initialize", params))
    assert response.json()["error"]["code"] == -32602, response.text
    assert response.status_code in (200, 400)
    assert "Mcp-Session-Id" not in response.headers


CALLS = {
    "no name": ({"arguments": {}}, "protocol"),
    "a name that is a number": ({"name": 5}, "protocol"),
    "an empty name": ({"name": ""}, "protocol"),
    "a name of 100,000 bytes": ({"name": "n" * 100_000}, "protocol"),
    "arguments that are a list": ({"name": "get_wazuh_agents", "arguments": []}, "either"),
    "arguments that are a text": ({"name": "get_wazuh_agents", "arguments": "x"}, "either"),
    "an unknown argument": ({"name": "get_wazuh_agents", "arguments": {"nope": 1}}, "tool"),
    "a limit of zero": ({"name": "get_wazuh_agents", "arguments": {"limit": 0}}, "tool"),
    "a limit below zero": ({"name": "get_wazuh_agents", "arguments": {"limit": -1}}, "tool"),
    "a limit beyond all": ({"name": "get_wazuh_agents", "arguments": {"limit": 9223372036854775807}}, "tool"),
    "a limit that is a fraction": ({"name": "get_wazuh_agents", "arguments": {"limit": 1.5}}, "tool"),
    "a limit that is a text": ({"name": "get_wazuh_agents", "arguments": {"limit": "ten"}}, "tool"),
    "an agent that climbs": ({"name": "get_agent_processes", "arguments": {"agent_id": "../../security/users"}}, "tool"),
    "an agent with a slash in disguise": ({"name": "get_agent_processes", "arguments": {"agent_id": "001%2F..%2F..%2Frules"}}, "tool"),
    "an agent with a query": ({"name": "get_agent_processes", "arguments": {"agent_id": "001?limit=1"}}, "tool"),
    "an agent with a line break": ({"name": "get_agent_processes", "arguments": {"agent_id": "001\r\nX: y"}}, "tool"),
    "an agent that is a number": ({"name": "get_agent_processes", "arguments": {"agent_id": 1}}, "tool"),
    "an agent that is an object": ({"name": "get_agent_processes", "arguments": {"agent_id": {"$ne": ""}}}, "tool"),
    "no agent": ({"name": "get_agent_processes", "arguments": {}}, "tool"),
}


@pytest.mark.parametrize("params, kind", CALLS.values(), ids=CALLS.keys())
def test_hostile_calls(caller, params, kind):
    session = caller.open()
    response = caller.post(request("tools/call", params), session=session)
    assert response.status_code in (200, 400), response.text
    answer = response.json()
    is_tool_error = answer.get("result", {}).get("isError") is True
    if kind != "either":
        assert is_tool_error == (kind == "tool"), answer
    if is_tool_error:
        assert answer["result"]["content"][0]["text"]
    else:
        assert answer["error"]["code"] in (-32602, -32600)


# --- heads ---

TYPES = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", "application/jsonx", "", None]


@pytest.mark.parametrize("path", ["/mcp", "/", "/messages?session_id=x"])
@pytest.mark.parametrize("kind", TYPES, ids=[str(kind) for kind in TYPES])
def test_content_types(sender, path, kind):
    refused(sender.send(path=path, changes={"Content-Type": kind}, body=OPEN), 415)


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;x=y"])
def test_json_in_other_spellings(sender, kind):
    assert sender.send(changes={"Content-Type": kind}, body=OPEN).status == 200


METHODS = [
    ("PUT", "/mcp"), ("PATCH", "/mcp"), ("DELETE", "/sse"), ("POST", "/sse"), ("PUT", "/"), ("DELETE", "/"), ("GET", "/messages"),
    ("GET", "/auth/token"), ("POST", "/health"), ("DELETE", "/ready"), ("POST", "/.well-known/oauth-protected-resource"),
    ("FOO", "/mcp"), ("PROPFIND", "/mcp"),
]


@pytest.mark.parametrize("method, path", METHODS)
def test_methods(sender, method, path):
    reply = sender.send(method, path, body=b"{}" if method != "GET" else None)
    refused(reply, 405)
    assert reply.headers["allow"]


def test_odd_methods(sender):
    refused(sender.send("TRACE"), 405)
    refused(sender.send("CONNECT"), 400, 405)
    refused(sender.send("post", body=PING), 400, 405)


@pytest.mark.parametrize("path", [
    "/nothing", "/mcp/x", "/mcp%00", "/mcp/../nothing", "/..%2f..%2fetc/passwd", "/.env", "/.git/config", "/internal/stream/x",
    "/internal/listen/x", "/nginx.conf", "/sse/extra", "/%ff%fe", "/" + "a" * 4000,
])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_paths(sender, method, path):
    refused(sender.send(method, path, body=PING if method == "POST" else None), 404, 400)


HEADS = {
    "a head too long for nginx": ({"X-Long": "x" * 60_000}, (400, 431)),
    "a token too long": ({"Authorization": "Bearer " + "x" * 7_000}, (401,)),
    "two tokens": ({"Authorization": ["Bearer a", "Bearer b"]}, (400, 401)),
    "two tokens, the second good": ({"Authorization": ["Bearer a", "GOOD"]}, (400, 401)),
    "two content types": ({"Content-Type": ["application/json", "text/plain"]}, (400, 415)),
    "two sessions": ({"Mcp-Session-Id": ["a" * 43, "b" * 43]}, (400, 404)),
    "a session with odd bytes": ({"Mcp-Session-Id": b"\xff\xfe\x80" * 10}, (400, 404)),
    "a session of 5000 bytes": ({"Mcp-Session-Id": "s" * 5_000}, (400, 404)),
    "an empty session": ({"Mcp-Session-Id": ""}, (400, 404)),
    "a session that is a path": ({"Mcp-Session-Id": "../../../../etc/passwd/and/so/on"}, (400, 404)),
    "a session that is SQL": ({"Mcp-Session-Id": "' OR '1'='1'; DROP TABLE sessions; --"}, (400, 404)),
    "two versions": ({"MCP-Protocol-Version": ["2025-06-18", "2026-07-28"]}, (400,)),
    "a version with odd bytes": ({"MCP-Protocol-Version": b"2025\xff"}, (400,)),
    "a forged principal": ({"Authorization": None, "X-Remote-User": "admin", "Remote-User": "admin"}, (401,)),
    "a forged origin of the request": ({"Authorization": None, "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"}, (401,)),
    "a strange host": ({"Host": "evil.example.com"}, (400, 403, 421)),
    "a strange host with our port": ({"Host": "evil.example.com:8443"}, (400, 403, 421)),
    "no host": ({"Host": None}, (400,)),
    "two hosts": ({"Host": ["localhost", "evil.example.com"]}, (400,)),
    "a host of odd bytes": ({"Host": "a b"}, (400, 403, 421)),
    "a strange origin": ({"Origin": "https://evil.example.com"}, (403,)),
    "an origin that begins like ours": ({"Origin": "https://claude.ai.evil.example"}, (403,)),
    "an origin that ends like ours": ({"Origin": "https://evilanthropic.com"}, (403,)),
    "an origin without TLS": ({"Origin": "http://claude.ai"}, (403,)),
    "an origin of null": ({"Origin": "null"}, (403,)),
    "an empty origin": ({"Origin": ""}, (403, 400)),
}


@pytest.mark.parametrize("changes, statuses", HEADS.values(), ids=HEADS.keys())
def test_heads(sender, changes, statuses):
    good = f"Bearer {sender.instance.token}"
    changes = {name: [good if one == "GOOD" else one for one in value] if isinstance(value, list) else value
               for name, value in changes.items()}
    refused(sender.send(changes=changes, body=PING), *statuses)


@pytest.mark.parametrize("origin", ["https://claude.ai", "https://x.anthropic.com", "http://localhost:6274", "http://127.0.0.1:3000"])
def test_allowed_origins(sender, origin):
    reply = sender.send(changes={"Origin": origin}, body=OPEN)
    assert reply.status == 200
    assert reply.headers["access-control-allow-origin"] == origin
    assert "mcp-session-id" in reply.headers["access-control-expose-headers"].lower()


def test_a_proxy_field_reaches_no_upstream(sender):
    body = rpc.modern("tools/call", {"name": "get_wazuh_running_agents", "arguments": {}})
    fields = {"Proxy": "http://127.0.0.1:1", "Https-Proxy": "http://127.0.0.1:1"} | routing(body)
    reply = sender.send(changes=fields, body=json.dumps(body).encode())
    assert reply.status == 200 and not reply.json()["result"].get("isError"), reply.body


def test_blanks_around_values_do_not_count(sender):
    body = rpc.modern("tools/call", {"name": "get_wazuh_running_agents", "arguments": {}})
    fields = {name: f"  {value}\t " for name, value in routing(body).items()}
    assert sender.send(changes=fields, body=json.dumps(body).encode()).status == 200


def test_request_lines(sender):
    for line in (b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n"):
        try:
            reply = raw.exchange(sender.instance, line, local=sender.local)
        except (ConnectionError, ValueError, IndexError):
            continue  # closed, or answered as HTTP/0.9 is: without a head
        assert 400 <= reply.status <= 505, line[:40]


def test_plain_http_at_the_https_port_is_answered_in_json(instance):
    host, port = instance.address
    with socket.create_connection((host, port), 10) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n" % (host.encode(), port))
        refused(raw.read_reply(connection), 400, 497)


# --- connections that break off ---

def test_connections_that_end_early_harm_no_one(sender):
    full = raw.head("POST", "/mcp", sender.fields({"Content-Length": str(len(PING))})) + PING
    for length in [0, 1, 20, len(full) // 2, len(full) - len(PING), len(full) - 1, len(full)]:
        for _ in range(5):
            with raw.connect(sender.instance, sender.local) as connection:
                connection.sendall(full[:length])
    reply = sender.send(body=OPEN)
    assert reply.status == 200


def test_a_client_that_goes_during_a_call_harms_no_one(sender):
    body = rpc.modern("tools/call", {"name": "get_wazuh_rules_summary", "arguments": {}})
    payload = json.dumps(body).encode()
    head = raw.head("POST", "/mcp", sender.fields({"Content-Length": str(len(payload))} | routing(body)))
    for _ in range(20):
        with raw.connect(sender.instance, sender.local) as connection:
            connection.sendall(head + payload)
    assert sender.send(body=OPEN).status == 200


def test_two_requests_at_once_on_one_connection(sender):
    one = raw.head("POST", "/mcp", sender.fields({"Content-Length": str(len(OPEN)), "Connection": "keep-alive"})) + OPEN
    with raw.connect(sender.instance, sender.local) as connection:
        connection.sendall(one * 3)
        connection.settimeout(10)
        data = b""
        while data.count(b"HTTP/1.1 200") < 3:
            piece = connection.recv(65536)
            assert piece, data[-500:]
            data += piece
