"""JSON-RPC over HTTP, written out by hand: what is sent is exactly what a test says."""

import json

MODERN = "2026-07-28"
LEGACY = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]
META = "io.modelcontextprotocol/"
BOTH = "application/json, text/event-stream"


def envelope(version=MODERN, **changes):
    """The `_meta` of a request of 2026-07-28; None leaves a member out."""
    members = {
        "protocolVersion": version, "clientCapabilities": {}, "clientInfo": {"name": "end-to-end", "version": "1"},
    } | changes
    return {META + name: value for name, value in members.items() if value is not None}


def request(method, params=None, id=1):
    message = {"jsonrpc": "2.0", "id": id, "method": method}
    return message if params is None else message | {"params": params}


def modern(method, params=None, id=1, version=MODERN):
    return request(method, (params or {}) | {"_meta": envelope(version)}, id)


def notification(method, params=None):
    message = {"jsonrpc": "2.0", "method": method}
    return message if params is None else message | {"params": params}


def initialize(version="2025-11-25", id=0):
    return request("initialize", {
        "protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "end-to-end", "version": "1"}}, id)


def routing(body, version=MODERN):
    """The header fields that 2026-07-28 wants beside a body."""
    fields = {"MCP-Protocol-Version": version, "Mcp-Method": body["method"]}
    name = body.get("params", {}).get("name")
    return fields | ({"Mcp-Name": name} if name else {})


class Caller:
    """A principal at the server: sends messages with its token."""

    def __init__(self, instance, token=None, local=False):
        self.instance = instance
        self.token = token or instance.token
        self.http = instance.http(local=local)

    def headers(self, extra=None):
        fields = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Accept": BOTH,
        } | (extra or {})
        return {name: value for name, value in fields.items() if value is not None}

    def post(self, body, headers=None, path="/mcp", session=None):
        """Sends a body as it is (bytes) or as JSON."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.http.post(path, content=content, headers=self.headers(({"Mcp-Session-Id": session} if session else {}) | (headers or {})))

    def get(self, path, headers=None):
        return self.http.get(path, headers=self.headers(headers))

    def delete(self, session, path="/mcp"):
        return self.http.delete(path, headers=self.headers({"Mcp-Session-Id": session}))

    def open(self, version="2025-11-25", path="/mcp"):
        """Opens a session and returns its id."""
        response = self.post(initialize(version), path=path)
        assert response.status_code == 200, response.text
        session = response.headers["Mcp-Session-Id"]
        told = self.post(notification("notifications/initialized"), session=session, path=path)
        assert told.status_code == 202, told.text
        return session

    def call(self, method, params=None, session=None, **options):
        """The result of a request: in a session, or of 2026-07-28 without one."""
        body = request(method, params) if session else modern(method, params)
        headers = {} if session else routing(body)
        response = self.post(body, headers=headers, session=session, **options)
        assert response.status_code == 200, response.text
        answer = single_message(response)
        assert "result" in answer, answer
        return answer["result"]


def events(text):
    """The (event, data) pairs of an event stream's text; comments and empty data are left out."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        name, data = "message", []
        for line in block.split("\n"):
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
        if any(data):
            found.append((name, "\n".join(data)))
    return found


def single_message(response):
    """The answer in a body of JSON or of an event stream."""
    if response.headers["Content-Type"].startswith("text/event-stream"):
        return json.loads(events(response.text)[-1][1])
    return response.json()


def error_message(content_type, body):
    """The sentence of an error body, which has to be JSON: an error of JSON-RPC, or `error` and `message`."""
    assert content_type and content_type.split(";")[0].strip() == "application/json", f"not JSON but {content_type}: {body[:300]!r}"
    value = json.loads(body)
    error = value.get("error")
    message = error.get("message") if isinstance(error, dict) else value.get("message")
    assert error and isinstance(message, str) and message, f"an error without a message: {body[:300]!r}"
    return message


def error_code(body):
    """The JSON-RPC error code of a body; None when it is no error of JSON-RPC."""
    error = json.loads(body).get("error")
    return error.get("code") if isinstance(error, dict) else None
