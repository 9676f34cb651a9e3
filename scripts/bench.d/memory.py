"""What a worker holds in memory after many requests, and after a burst of large bodies."""

import concurrent.futures
import http.client
import json
import time

import load
import machine

REQUESTS = 100_000
BODIES, BODY_BYTES = 32, 4 << 20
# At the most, in MiB, of each worker.
REQUESTS_BAR, BURST_BAR = 40, 60
SETTLING_SECONDS = 2


def measure(target, options, folder, tools):
    """The memory of the largest worker after so many requests of all kinds, right after the burst, and a little later."""
    count = 0
    while count < REQUESTS:
        count += (measured := load.measure(target, load.LOADS, options, folder, tools)).count
    after_requests = max(measured.resident_mib)
    client = load.Client(target)
    with concurrent.futures.ThreadPoolExecutor(BODIES) as pool:
        statuses = list(pool.map(lambda number: post(client, body(number)), range(BODIES)))
    if not set(statuses) <= {200, 400}:
        raise SystemExit(f"bench: large bodies are answered {sorted(set(statuses))}")
    at_once = max(machine.resident_mib(target.workers()))
    time.sleep(SETTLING_SECONDS)
    return count, after_requests, at_once, max(machine.resident_mib(target.workers()))


def body(number):
    """A call of exactly so many bytes with one long text, or with a list of many numbers."""
    call = {"jsonrpc": "2.0", "id": number + 1, "method": "tools/call", "params": {
        "name": "get_wazuh_agents", "arguments": {"status": "@"}}}
    before, after = json.dumps(call).split('"@"')
    size = BODY_BYTES - len(before) - len(after)
    value = '"' + "x" * (size - 2) + '"' if number % 2 else "[" + "1," * ((size - 3) // 2) + "1]"
    return (before + value + after).ljust(BODY_BYTES).encode()


def post(client, content):
    connection = http.client.HTTPConnection("127.0.0.1", client.target.port, timeout=60)
    connection.request("POST", "/mcp", content, client.fields())
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def lines(measured):
    count, after_requests, at_once, settled = measured
    return [
        f"- memory of the largest worker: {after_requests:.1f} MiB after {count:,} requests of the three kinds; {at_once:.1f} MiB after "
        f"{BODIES} bodies of 4 MiB at once, {settled:.1f} MiB {SETTLING_SECONDS} s later"]


def bars(measured):
    _, after_requests, _, settled = measured
    return [
        (f"memory of a worker after {REQUESTS:,} requests, MiB", after_requests, "≤", REQUESTS_BAR),
        (f"memory of a worker after the burst, MiB", settled, "≤", BURST_BAR)]
