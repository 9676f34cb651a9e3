"""One load on one server: its requests, the check of an answer, and what wrk and /proc say."""

import http.client
import json
import pathlib
import subprocess
from typing import NamedTuple

import machine
from servers import AGENTS

LUA = pathlib.Path(__file__).with_name("load.lua")
VERSION = "2025-11-25"
# Of the ids in load.lua.
ID_DIGITS = 9


class Load(NamedTuple):
    name: str
    method: str
    params: dict | None = None


PING = Load("`ping`", "ping")
LIST = Load("`tools/list`", "tools/list", {})
CALL = Load("`get_wazuh_agents`", "tools/call", {"name": "get_wazuh_agents", "arguments": {"limit": AGENTS}})
LOADS = [PING, LIST, CALL]


class Measured(NamedTuple):
    """Of one load on one server; the memory is that of each worker."""
    count: int
    rate: float
    p50_ms: float
    p99_ms: float
    failed: int
    answer_bytes: int
    cpu_us: float
    worker_cpu_us: float
    resident_mib: list


class Client:
    """An initialised session at a server."""

    def __init__(self, target):
        self.target, self.session = target, None
        if target.is_echo:
            return
        _, headers, _ = self.post({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
            "protocolVersion": VERSION, "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}})
        self.session = headers["Mcp-Session-Id"]
        self.post({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def fields(self):
        fields = {
            "Host": f"127.0.0.1:{self.target.port}", "Authorization": f"Bearer {self.target.token}", "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": VERSION}
        return fields | ({"Mcp-Session-Id": self.session} if self.session else {})

    def post(self, message):
        connection = http.client.HTTPConnection("127.0.0.1", self.target.port, timeout=30)
        connection.request("POST", "/mcp", json.dumps(message), self.fields())
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status not in (200, 202):
            raise SystemExit(f"bench: {self.target.name} answers {response.status} to {message['method']}: {body[:500]!r}")
        return response.status, response.headers, body

    def check(self, load, tools):
        """Asks once and makes sure that the answer is a right one."""
        _, headers, body = self.post(message(load, 1))
        if headers["Content-Type"].startswith("text/event-stream"):
            data = [line[5:] for line in body.decode().splitlines() if line.startswith("data:") and line[5:].strip()]
            body = data[-1]
        result = json.loads(body)["result"]
        right = {
            PING.name: lambda: result == {},
            LIST.name: lambda: len(result["tools"]) == tools,
            CALL.name: lambda: not result.get("isError") and most_rows(result["structuredContent"]) == AGENTS,
        }[load.name]()
        if not right:
            raise SystemExit(f"bench: {self.target.name} gives a wrong answer to {load.method}: {str(result)[:500]}")

    def request_lines(self, load):
        """The request before and after the id, CR LF spelt out."""
        before, after = json.dumps(message(load, "@"), separators=(",", ":")).split('"@"')
        fields = self.fields() | {"Content-Length": str(len(before) + ID_DIGITS + len(after))}
        head = "POST /mcp HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
        return f"{head.replace(chr(13) + chr(10), chr(92) + 'r' + chr(92) + 'n')}{before}\n{after}\n"


def message(load, id):
    body = {"jsonrpc": "2.0", "id": id, "method": load.method}
    return body if load.params is None else body | {"params": load.params}


def most_rows(value):
    """The length of the longest list of objects with an id."""
    if isinstance(value, dict):
        return max(map(most_rows, value.values()), default=0)
    if isinstance(value, list):
        if value and all(isinstance(row, dict) and "id" in row for row in value):
            return len(value)
        return max(map(most_rows, value), default=0)
    return 0


def measure(target, loads, options, folder, tools):
    """Loads a server with requests of these kinds in turn; one answer of each before and one after are checked."""
    client = Client(target)
    requests = pathlib.Path(folder) / "requests"
    requests.write_text("".join(client.request_lines(one) for one in loads))

    def check():
        for one in loads:
            if not target.is_echo:
                client.check(one, tools)

    check()
    all_clock, worker_clock = machine.CPUClock(target.processes), machine.CPUClock(target.workers)
    done = subprocess.run(
        ["wrk", f"-t{min(options.threads, options.connections)}", f"-c{options.connections}", f"-d{options.seconds}s", "-s", LUA,
         f"http://127.0.0.1:{target.port}/mcp", "--", requests], capture_output=True, text=True)
    numbers = next((line for line in done.stdout.splitlines() if line.startswith("@@")), None)
    if not numbers:
        raise SystemExit(f"bench: wrk has failed: {done.stdout}{done.stderr}")
    count, duration, received, bad, errors, p50, p99 = map(int, numbers.split()[1:])
    used, used_by_workers = all_clock.seconds(), worker_clock.seconds()
    check()
    per_request = 1e6 / max(count, 1)
    return Measured(
        count, count * 1e6 / duration, p50 / 1000, p99 / 1000, bad + errors, received // max(count, 1), used * per_request,
        used_by_workers * per_request, machine.resident_mib(target.workers()))
