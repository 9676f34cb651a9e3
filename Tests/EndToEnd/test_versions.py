"""One endpoint for all protocol versions: the decision tables and golden vectors of the protocol, as rows over the wire."""

import json
from typing import NamedTuple

import pytest

from harness import rpc, schemas
from harness.rpc import envelope, initialize, modern, notification, request, routing

pytestmark = pytest.mark.usefixtures("no_worker_dies")


class Row(NamedTuple):
    name: str
    body: dict
    headers: dict
    status: int
    code: int | None = None


def rows(table):
    return pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in table])


DISCOVER = modern("server/discover")
LIST = modern("tools/list")
CALL = modern("tools/call", {"name": "get_wazuh_running_agents", "arguments": {}})
NOT_MODERN = ["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe", "unknown/method"]


def without(headers, *names):
    return {name: value for name, value in headers.items() if name not in names}


MODERN = [
    Row("discover", DISCOVER, routing(DISCOVER), 200),
    Row("discover without clientInfo", request("server/discover", {"_meta": envelope(clientInfo=None)}), routing(DISCOVER), 200),
    Row("discover without _meta", request("server/discover", {}), routing(DISCOVER), 400, -32602),
    Row("discover without clientCapabilities", request("server/discover", {"_meta": envelope(clientCapabilities=None)}),
        routing(DISCOVER), 400, -32602),
    Row("unknown version in both places", modern("server/discover", version="v999.0.0"), routing(DISCOVER, "v999.0.0"), 400, -32022),
    Row("legacy version in a claim", modern("server/discover", version="2025-06-18"), routing(DISCOVER, "2025-06-18"), 400, -32022),
    Row("header and body name other versions", modern("server/discover", version="v999.0.0"), routing(DISCOVER), 400, -32020),
    Row("no version header beside a claim", DISCOVER, without(routing(DISCOVER), "MCP-Protocol-Version"), 400, -32020),
    Row("no Mcp-Method", LIST, without(routing(LIST), "Mcp-Method"), 400, -32020),
    Row("another Mcp-Method", LIST, routing(LIST) | {"Mcp-Method": "prompts/list"}, 400, -32020),
    Row("Mcp-Method in capitals", LIST, routing(LIST) | {"Mcp-Method": "TOOLS/LIST"}, 400, -32020),
    Row("header name in small letters", LIST, without(routing(LIST), "Mcp-Method") | {"mcp-method": "tools/list"}, 200),
    Row("header name in capitals", LIST, without(routing(LIST), "Mcp-Method") | {"MCP-METHOD": "tools/list"}, 200),
    Row("no Mcp-Name", CALL, without(routing(CALL), "Mcp-Name"), 400, -32020),
    Row("another Mcp-Name", CALL, routing(CALL) | {"Mcp-Name": "get_wazuh_agents"}, 400, -32020),
    Row("Mcp-Name in base64", CALL, routing(CALL) | {"Mcp-Name": "=?base64?Z2V0X3dhenVoX3J1bm5pbmdfYWdlbnRz?="}, 200),
    Row("Mcp-Name in broken base64", CALL, routing(CALL) | {"Mcp-Name": "=?base64?Z2V0X3dhenVoX3J1bm5pbmdfYWdlbnR?="}, 400, -32020),
    Row("a session beside a claim is ignored", LIST, routing(LIST) | {"Mcp-Session-Id": "no-such-session-at-all"}, 200),
    Row("an unknown tool", modern("tools/call", {"name": "no_such_tool"}), routing(modern("tools/call", {"name": "no_such_tool"})), 200, -32602),
    Row("a notification", notification("notifications/cancelled", {"requestId": 1, "_meta": envelope()}),
        {"MCP-Protocol-Version": rpc.MODERN}, 202),
    Row("a notification with its method in the header", notification("notifications/cancelled", {"requestId": 1, "_meta": envelope()}),
        {"MCP-Protocol-Version": rpc.MODERN, "Mcp-Method": "notifications/cancelled"}, 202),
    Row("a notification with another method in the header", notification("notifications/cancelled", {"requestId": 1, "_meta": envelope()}),
        {"MCP-Protocol-Version": rpc.MODERN, "Mcp-Method": "tools/list"}, 400, -32020),
    Row("a batch of one", [LIST], routing(LIST), 400, -32600),
    Row("an answer", {"jsonrpc": "2.0", "id": 1, "result": {}}, {"MCP-Protocol-Version": rpc.MODERN}, 400, -32600),
    *[Row(f"{method} is not of this version", modern(method), routing(modern(method)), 404, -32601) for method in NOT_MODERN],
]

LEGACY_WITHOUT_SESSION = [
    Row("initialize", initialize(), {}, 200),
    Row("initialize of an unknown version", initialize("1999-01-01"), {}, 200),
    Row("initialize beside a modern header", initialize(), {"MCP-Protocol-Version": rpc.MODERN}, 400, -32020),
    Row("a request without a session", request("tools/list"), {}, 400, -32600),
    Row("a request of an unknown session", request("tools/list"), {"Mcp-Session-Id": "x" * 43}, 404, -32600),
    Row("an empty batch", [], {}, 400, -32600),
    Row("an answer without a session", {"jsonrpc": "2.0", "id": 1, "result": {}}, {}, 400, -32600),
]


def check(row, response):
    assert response.status_code == row.status, response.text
    if row.status == 202:
        assert response.content == b""
        return
    answer = response.json()
    if row.code is not None:
        assert answer["error"]["code"] == row.code, answer
        assert answer["error"]["message"]


@rows(MODERN)
def test_modern(caller, row):
    response = caller.post(row.body, headers=row.headers)
    check(row, response)
    assert "Mcp-Session-Id" not in response.headers
    if row.status == 200:
        schemas.check(response.json(), rpc.MODERN, row.body["method"])


@rows(MODERN)
def test_modern_at_the_root(caller, row):
    check(row, caller.post(row.body, headers=row.headers, path="/"))


def test_an_unsupported_version_is_told_what_is_spoken(caller):
    body = modern("server/discover", version="v999.0.0")
    data = caller.post(body, headers=routing(body, "v999.0.0")).json()["error"]["data"]
    assert data["requested"] == "v999.0.0" and rpc.MODERN in data["supported"]
    assert set(data["supported"]) <= set(caller.call("server/discover")["supportedVersions"])


def test_results_of_2026_07_28_say_what_they_are(caller):
    for method in ("server/discover", "tools/list"):
        result = caller.call(method)
        assert result["resultType"] == "complete" and result["cacheScope"] in ("private", "public") and result["ttlMs"] >= 0
        assert result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"]


def test_what_is_not_advertised_is_not_there(caller):
    assert set(caller.call("server/discover")["capabilities"]) == {"tools"}
    for method in ("prompts/list", "resources/list", "completion/complete", "subscriptions/listen"):
        body = modern(method)
        response = caller.post(body, headers=routing(body))
        assert (response.status_code, response.json()["error"]["code"]) == (404, -32601), method


@rows(LEGACY_WITHOUT_SESSION)
def test_legacy_without_session(caller, row):
    response = caller.post(row.body, headers=row.headers)
    check(row, response)
    if row.status == 200:
        answer = response.json()
        assert answer["result"]["protocolVersion"] == "2025-11-25"
        assert len(response.headers["Mcp-Session-Id"]) >= 22
        schemas.check(answer, "2025-11-25", "initialize")


@pytest.mark.parametrize("version", rpc.LEGACY)
def test_every_legacy_version_is_negotiated_and_served(caller, version):
    response = caller.post(initialize(version))
    assert response.json()["result"]["protocolVersion"] == version
    schemas.check(response.json(), version, "initialize")
    session = response.headers["Mcp-Session-Id"]
    headers = {} if version < "2025-06-18" else {"MCP-Protocol-Version": version}
    for method, params in (
        ("ping", None), ("tools/list", {}), ("tools/call", {"name": "get_wazuh_running_agents", "arguments": {}})
    ):
        response = caller.post(request(method, params, id=f"a-{method}"), headers=headers, session=session)
        assert response.status_code == 200, response.text
        answer = response.json()
        assert answer["id"] == f"a-{method}"
        assert "resultType" not in answer["result"] and "ttlMs" not in answer["result"]
        schemas.check(answer, version, method)
        if method == "tools/call":
            assert ("structuredContent" in answer["result"]) == (version >= "2025-06-18")


@pytest.mark.parametrize("version", rpc.LEGACY)
def test_batches_are_of_2025_03_26_alone(caller, version):
    session = caller.open(version)
    batch = [request("ping", id=1), request("tools/list", id="b"), notification("notifications/progress", {"progressToken": 1, "progress": 1})]
    response = caller.post(batch, session=session)
    if version == "2025-03-26":
        assert response.status_code == 200
        assert {answer["id"] for answer in response.json()} == {1, "b"}
        assert caller.post(batch[2:], session=session).status_code == 202
        schemas.check(response.json(), version)
    else:
        assert (response.status_code, response.json()["error"]["code"]) == (400, -32600)


def test_a_batch_refuses_initialize_and_claims(caller):
    session = caller.open("2025-03-26")
    for element in (initialize(), modern("tools/list")):
        response = caller.post([request("ping"), element], session=session)
        assert (response.status_code, response.json()["error"]["code"]) == (400, -32600)


def test_legacy_version_headers(caller):
    session = caller.open("2025-06-18")
    rows = [("2025-06-18", 200), ("2025-11-25", 200), ("2025-06-18, 2025-06-18", 200), (None, 200), ("1999-01-01", 400), ("x", 400)]
    for version, status in rows:
        response = caller.post(request("ping"), headers={"MCP-Protocol-Version": version}, session=session)
        assert response.status_code == status, (version, response.text)


def test_legacy_errors_of_methods_are_in_band(caller):
    session = caller.open()
    response = caller.post(request("no/such/method"), session=session)
    assert (response.status_code, response.json()["error"]["code"]) == (200, -32601)
    response = caller.post(request("tools/call", {"name": "no_such_tool"}), session=session)
    assert (response.status_code, response.json()["error"]["code"]) == (200, -32602)
    schemas.check(response.json(), "2025-11-25")


@pytest.mark.parametrize("id", [0, -1, 2**53, 9223372036854775807, "", "text", "ünï", 'q"uote\\'])
def test_ids_come_back_as_they_were(caller, id):
    session = caller.open()
    response = caller.post(request("ping", id=id), session=session)
    assert response.json() == {"jsonrpc": "2.0", "id": id, "result": {}}


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream", "*/*", "application/*", rpc.BOTH, None])
def test_answers_whatever_a_client_accepts(caller, accept):
    session = caller.open()
    response = caller.post(request("ping"), headers={"Accept": accept}, session=session)
    assert response.status_code == 200
    assert rpc.single_message(response)["result"] == {}
    expected = "text/event-stream" if accept == "text/event-stream" else "application/json"
    assert response.headers["Content-Type"].startswith(expected)


def test_a_slash_at_the_end_makes_no_difference(caller):
    session = caller.open(path="/mcp/")
    assert caller.post(request("ping"), session=session, path="/mcp/").json()["result"] == {}
    assert caller.delete(session, path="/mcp/").status_code in (200, 204)


def test_the_tool_list_is_the_same_every_time(caller):
    session = caller.open()
    texts = {json.dumps(caller.call("tools/list", {}, session=session)) for _ in range(8)}
    assert len(texts) == 1
