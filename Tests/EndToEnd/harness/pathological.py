"""Texts that cost or mislead whoever compares, hashes, cuts or folds texts as characters, and the doors at which strangers give them."""

import base64
import dataclasses
import json
from typing import Callable

from harness import rpc
from harness.instance import REPOSITORY

TABLE = json.loads((REPOSITORY / "Tests/Support/PathologicalText.json").read_text())


@dataclasses.dataclass(frozen=True)
class Row:
    """A text: an `a`, and the unit behind it again and again. As bytes, for it need not be UTF-8."""

    name: str
    unit: bytes
    # In JSON, where that is no escape of the unit.
    json_unit: bytes | None = None

    def has_short_escapes(self, coding):
        return coding is quoted and b"\\" in self.text(coding, 100) and b"\\u" not in self.text(coding, 100)

    def text(self, coding, size):
        """The text in a coding, filled up with letters to so many bytes, or a few less."""
        unit = self.json_unit if coding in (quoted, escaped) and self.json_unit else coding(self.unit)
        repeated = coding(b"a") + unit * ((size - len(coding(b"a"))) // len(unit))
        return repeated + coding(b"b") * ((size - len(repeated)) // len(coding(b"b")))


ORDINARY = Row("ASCII letters", b"b")
# What the parser reads escape by escape takes about four times as long as letters: of escapes, too, all cost the same.
SHORT_ESCAPES = Row("slashes in escapes", b"/", rb"\/")
ROWS = [
    *(Row(name, unit.encode()) for name, unit in TABLE["units"].items()),
    *(Row(f"no UTF-8: {unit.hex(' ')}", unit) for unit in [
        b"\x80", b"\xcc", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xcc\x81\x81"]),
    *(Row(f"broken pairs: {unit.decode()}", b"b", unit) for unit in [rb"\ud800", rb"\udfff", rb"\ude00\ud83d", rb"\ud83d\u0041"]),
]


# --- codings: what the bytes of a text are sent as ---

def raw(text):
    return text


def percent(text):
    return b"".join(b"%%%02X" % byte for byte in text)


def quoted(text):
    """The inside of a JSON string."""
    try:
        return json.dumps(text.decode(), ensure_ascii=False)[1:-1].encode()
    except UnicodeDecodeError:
        return text


def escaped(text):
    """The inside of a JSON string, all in escapes."""
    units = text.decode(errors="replace").encode("utf-16-be")
    return b"".join(b"\\u%02x%02x" % (units[i], units[i + 1]) for i in range(0, len(units), 2))


# --- doors ---

@dataclasses.dataclass(frozen=True)
class Door:
    """A place where strangers give texts.

    - size: how many bytes of text are given.
    - make: makes the request of the coded text: method, path, changed fields, body.
    - statuses: what it may answer.
    - count: how often a text is given to measure its cost.
    """

    name: str
    size: int
    coding: Callable
    make: Callable
    statuses: tuple
    count: int = 10


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def in_field(name, before=b""):
    return lambda text: ("POST", "/mcp", {name: before + text}, PING)


def in_body(before, after, **fields):
    """The text between two parts of a body for `/mcp`."""
    return lambda text: ("POST", "/mcp", fields, before + text + after)


def in_tool(tool, argument):
    return in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{"%s":"' % (tool.encode(), argument.encode()),
        b'"}}}')


def token_header(text):
    header = base64url(b'{"alg":"HS256","typ":"JWT","kid":"' + text + b'"}')
    return "POST", "/mcp", {"Authorization": b"Bearer " + header + b".e30.AAAA"}, PING


def token_member(text):
    header = base64url(b'{"alg":"HS256","' + text + b'":1}')
    return "POST", "/mcp", {"Authorization": b"Bearer " + header + b".e30.AAAA"}, PING


def numbered(text):
    """Members whose names begin with the text."""
    return b",".join(b'"%s%d":1' % (text, number) for number in range(1000))


def many_members(text):
    return "POST", "/mcp", {}, b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{' + numbered(text) + b"}}"


def many_arguments(text):
    call = b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_wazuh_agents","arguments":{%s}}}'
    return "POST", "/mcp", {}, call % numbered(text)


PING = json.dumps(rpc.request("ping")).encode()
VERSION = {"MCP-Protocol-Version": rpc.MODERN}
META = json.dumps(rpc.envelope()).encode()
NAME = 200_000
FIELD = 7_000
# What is at fault in a body is told with 200 or 400, by the era.
TOLD = (200, 400)


def modern(method, params, **fields):
    """A body of 2026-07-28 with the text in its parameters."""
    before, after = params.split(b"TEXT")
    return in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"%s","params":{"_meta":%s,%s' % (method.encode(), META, before), after + b"}}",
        **VERSION, **{"Mcp-Method": method}, **fields)


DOORS = [
    Door("a member for /auth/token", 8_000, quoted, lambda text: ("POST", "/auth/token", {}, b'{"' + text + b'":1}'), (400,), 20),
    Door("an escaped member for /auth/token", 8_000, escaped, lambda text: ("POST", "/auth/token", {}, b'{"' + text + b'":1}'), (400,), 20),
    Door("an API key", 8_000, quoted, lambda text: ("POST", "/auth/token", {}, b'{"api_key":"' + text + b'"}'), (400, 401), 20),
    Door("a path", 12_000, percent, lambda text: ("GET", "/" + text.decode(), {}, b""), (400, 404), 20),
    Door("a path of raw bytes", 8_000, raw, lambda text: ("GET", b"/" + text.translate(None, b" \r\n"), {}, b""), (400, 404), 20),
    Door("a query item", 12_000, percent, lambda text: ("POST", "/messages?session_id=" + text.decode(), {}, PING), (400, 404), 20),
    Door("the name of a query item", 12_000, percent, lambda text: ("POST", f"/messages?{text.decode()}=1", {}, PING), (400, 404), 20),
    Door("a bearer token", FIELD, raw, in_field("Authorization", b"Bearer "), (400, 401), 20),
    Door("a scheme", FIELD, raw, in_field("Authorization"), (400, 401), 20),
    Door("a text in a token's header", 5_000, quoted, token_header, (401,), 20),
    Door("a name in a token's header", 5_000, quoted, token_member, (401,), 20),
    Door("a session", FIELD, raw, in_field("Mcp-Session-Id"), (400, 404), 20),
    Door("a version field", FIELD, raw, in_field("MCP-Protocol-Version"), (400,), 20),
    Door("a method field", FIELD, raw, in_field("Mcp-Method"), TOLD, 20),
    Door("a name field", FIELD, raw, in_field("Mcp-Name"), TOLD, 20),
    Door("a name field against the body", FIELD, raw, lambda text: (
        "POST", "/mcp", VERSION | {"Mcp-Method": "tools/call", "Mcp-Name": text}, json.dumps(
            rpc.modern("tools/call", {"name": "get_wazuh_agents", "arguments": {}})).encode()), (400,), 20),
    Door("a name field in base64", 5_000, raw, lambda text: (
        "POST", "/mcp", VERSION | {"Mcp-Method": "tools/call", "Mcp-Name": b"=?base64?" + base64.b64encode(text) + b"?="}, json.dumps(
            rpc.modern("tools/call", {"name": "get_wazuh_agents", "arguments": {}})).encode()), (400,), 20),
    Door("a place in a stream", FIELD, raw, in_field("Last-Event-ID"), TOLD, 20),
    Door("an origin", FIELD, raw, in_field("Origin", b"https://"), (400, 403), 20),
    Door("a host", FIELD, raw, in_field("Host"), (400, 421), 20),
    Door("accepted types", FIELD, raw, in_field("Accept"), TOLD, 20),
    Door("a content type", FIELD, raw, in_field("Content-Type"), (400, 415), 20),
    Door("a field that nobody knows", FIELD, raw, in_field("X-Anything"), TOLD, 20),
    Door("a member of a message", NAME, quoted, in_body(b'{"jsonrpc":"2.0","id":1,"method":"ping","', b'":1}'), TOLD),
    Door("an escaped member of a message", NAME, escaped, in_body(b'{"jsonrpc":"2.0","id":1,"method":"ping","', b'":1}'), TOLD),
    Door("a version of JSON-RPC", NAME, quoted, in_body(b'{"jsonrpc":"', b'","id":1,"method":"ping"}'), (400,)),
    Door("a method", NAME, quoted, in_body(b'{"jsonrpc":"2.0","id":1,"method":"', b'"}'), (400,)),
    Door("a short method", 120, quoted, in_body(b'{"jsonrpc":"2.0","id":1,"method":"', b'"}'), TOLD, 40),
    Door("a notification's method", NAME, quoted, in_body(b'{"jsonrpc":"2.0","method":"', b'"}'), (400,)),
    Door("an id", NAME, quoted, in_body(b'{"jsonrpc":"2.0","id":"', b'","method":"ping"}'), (400,)),
    Door("a short id", 200, quoted, in_body(b'{"jsonrpc":"2.0","id":"', b'","method":"ping"}'), TOLD, 40),
    Door("a cancelled request", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"', b'"}}'), (202, 400)),
    Door("a reason", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"', b'"}}'), (202, 400)),
    Door("an answer's id", NAME, quoted, in_body(b'{"jsonrpc":"2.0","result":{},"id":"', b'"}'), (202, 400)),
    Door("a parameter", NAME, quoted, in_body(b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"', b'":1}}'), TOLD),
    Door("the cursor of a list", NAME, quoted, in_body(b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"', b'"}}'), TOLD),
    Door("a tool", NAME, quoted, in_body(b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"', b'"}}'), TOLD),
    Door("a tool of 2026-07-28", NAME, quoted, modern("tools/call", b'"name":"TEXT"'), TOLD),
    Door("an argument", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_wazuh_agents","arguments":{"', b'":1}}}'), TOLD),
    Door("the cursor of a tool", NAME, quoted, in_tool("get_wazuh_agents", "cursor"), TOLD),
    Door("a short cursor of a tool", 120, quoted, in_tool("get_wazuh_agents", "cursor"), TOLD, 40),
    Door("an agent", NAME, quoted, in_tool("get_agent_processes", "agent_id"), TOLD),
    Door("an agent's name", NAME, quoted, in_tool("get_wazuh_agents", "name"), TOLD),
    Door("a group", 120, quoted, in_tool("get_wazuh_agents", "group"), TOLD, 40),
    Door("a time", NAME, quoted, in_tool("get_wazuh_alerts", "time_from"), TOLD),
    Door("a short time", 40, quoted, in_tool("get_wazuh_alerts", "time_from"), TOLD, 40),
    Door("a level", NAME, quoted, in_tool("get_wazuh_alerts", "min_level"), TOLD),
    Door("a query", NAME, quoted, in_tool("search_security_events", "query"), TOLD),
    Door("a short query", 1_900, quoted, in_tool("search_security_events", "query"), TOLD, 20),
    Door("the value of a field in a query", 1_900, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_security_events","arguments":{"query":"level:', b'"}}}'), TOLD, 20),
    Door("a file", 900, quoted, in_tool("get_fim_events", "path"), TOLD, 20),
    Door("an indicator", NAME, quoted, in_tool("check_ioc_reputation", "indicator"), TOLD),
    Door("a short indicator", 1_000, quoted, in_tool("check_ioc_reputation", "indicator"), TOLD, 40),
    Door("a protocol version", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"',
        b'","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}'), TOLD),
    Door("a client's name", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"',
        b'","version":"1"}}}'), TOLD),
    Door("a capability", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","clientInfo":{"name":"x","version":"1"},'
        b'"capabilities":{"', b'":{}}}}'), TOLD),
    Door("a protocol version of 2026-07-28", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"', b'"}}}',
        **VERSION, **{"Mcp-Method": "tools/list"}), TOLD),
    Door("a client's name of 2026-07-28", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",'
        b'"io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"version":"1","name":"', b'"}}}}',
        **VERSION, **{"Mcp-Method": "tools/list"}), TOLD),
    Door("a progress token", NAME, quoted, in_body(
        b'{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"progressToken":"', b'"}}}'), TOLD),
    Door("a state of an earlier round", NAME, quoted, modern(
        "tools/call", b'"name":"validate_wazuh_connection","arguments":{},"requestState":"TEXT"',
        **{"Mcp-Name": "validate_wazuh_connection"}), TOLD),
    Door("a thousand members", 180, quoted, many_members, TOLD, 5),
    Door("a thousand arguments", 180, quoted, many_arguments, TOLD, 5),
    Door("a session to end", FIELD, raw, lambda text: ("DELETE", "/mcp", {"Mcp-Session-Id": text}, b""), (400, 404), 20),
    Door("an entry of _meta", NAME, quoted, modern("tools/list", b'"_meta2":{"TEXT":1}'), TOLD),
]
