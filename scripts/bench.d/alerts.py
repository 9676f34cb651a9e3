"""500 alerts through get_wazuh_alerts: what the server adds to the indexer's own time."""

import http.client
import json
import ssl
import statistics
import time

import load

ALERTS = 500
# At the most, in milliseconds at the median.
BAR_MS = 8
CALL = load.Load("`get_wazuh_alerts`", "tools/call", {"name": "get_wazuh_alerts", "arguments": {
    "limit": ALERTS, "max_characters": 150_000}})


def alert(number):
    """An alert as a search shows it, with the fields that the tool asks for."""
    second = f"2026-11-21T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}.{number * 7 % 1000:03d}+0000"
    address, user = f"198.51.100.{number % 250}", f"user{number % 30}"
    log = f"Nov 21 00:{number // 60 % 60:02d}:{number % 60:02d} host-{number % 40:03d} sshd[{2000 + number}]: Failed password for {user} from {address} port {40000 + number} ssh2"
    source = {
        "timestamp": second, "id": f"{1795219200 + number}.{number * 781}", "location": "/var/log/auth.log", "full_log": log,
        "agent": {"id": f"{number % 40:03d}", "name": f"host-{number % 40:03d}", "ip": f"10.20.30.{number % 40}"},
        "rule": {"id": "5760", "level": 5, "description": "sshd: authentication failed.",
                 "groups": ["syslog", "sshd", "authentication_failed"], "mitre": {"id": ["T1110.001", "T1021.004"]}},
        "data": {"srcip": address, "dstuser": user},
    }
    return {"_index": "wazuh-alerts-4.x-2026.11.21", "_id": f"{number:020x}", "_score": None, "_source": source,
            "sort": [1795219200000 - number, source["id"]]}


def answer():
    return json.dumps({
        "took": 5, "timed_out": False, "_shards": {"total": 93, "successful": 93, "skipped": 0, "failed": 0},
        "hits": {"total": {"value": ALERTS, "relation": "eq"}, "max_score": None, "hits": [alert(n) for n in range(ALERTS)]}})


class Asked:
    """One kept connection, and how long each answer on it took."""

    def __init__(self, connection, path, fields, body):
        self.connection, self.path, self.fields, self.body = connection, path, fields, body
        self.milliseconds = []

    def ask(self):
        began = time.perf_counter()
        self.connection.request("POST", self.path, self.body, self.fields)
        response = self.connection.getresponse()
        answer = response.read()
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        if response.status != 200:
            raise SystemExit(f"bench: {self.path} answers {response.status}: {answer[:500]!r}")
        return answer

    def p50(self):
        return statistics.median(self.milliseconds)

    def p99(self):
        return statistics.quantiles(self.milliseconds, n=100)[98]


def measure(servers, count):
    """Asks the stub indexer and the tool in turns; returns both."""
    port = servers.stub_indexer(answer())
    ours = servers.ours(indexer_port=port)
    client = load.Client(ours)
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=ssl._create_unverified_context(), timeout=30)
    indexer = Asked(connection, "/wazuh-alerts-*/_search", {"Content-Type": "application/json"}, b"{}")
    tool = Asked(http.client.HTTPConnection("127.0.0.1", ours.port, timeout=30), "/mcp", client.fields(),
                 json.dumps(load.message(CALL, 1)))
    for asked in [indexer, tool] * 20:
        asked.ask()
    result = json.loads(tool.ask())["result"]
    if result.get("isError") or result["structuredContent"]["returned"] != ALERTS:
        raise SystemExit(f"bench: a wrong answer to {CALL.method}: {str(result)[:500]}")
    indexer.milliseconds, tool.milliseconds = [], []
    for _ in range(count):
        indexer.ask()
        tool.ask()
    return indexer, tool
