"""compose.yml: workers come and go under load. Run by scripts/compose-test, which starts the containers."""

import asyncio
import json
import os
import shlex
import time

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from harness import rpc
from harness.load import EventStreamClient, StreamableClient

SCALE = "WAZUH_MCP_TEST_SCALE"
CLIENTS = 20

pytestmark = pytest.mark.skipif(SCALE not in os.environ, reason=f"{SCALE} is not set: scripts/compose-test sets it")


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_python_client_talks_over_https(instance, mode):
    async def talk():
        headers = {"Authorization": f"Bearer {instance.token}"}
        async with httpx2.AsyncClient(headers=headers, timeout=30, verify=instance.tls) as http:
            async with Client(streamable_http_client(instance.mcp_url, http_client=http), mode=mode, cache=None) as client:
                tools = (await client.list_tools()).tools
                return tools, await client.call_tool("get_wazuh_agents", {"limit": 5})

    tools, result = asyncio.run(asyncio.wait_for(talk(), 60))
    assert len(tools) >= 16
    assert not result.is_error and result.structured_content, result.content


async def scale(workers):
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(*shlex.split(os.environ[SCALE]), str(workers))
    assert await asyncio.wait_for(process.wait(), 180) == 0
    print(f"scaled to {workers} in {time.monotonic() - began:.1f} s")


def test_scales_under_load_without_losing_a_session(instance):
    address, token = instance.local_address, instance.token
    answered, refused, wrong = 0, [], []

    async def client_loop(client, until):
        nonlocal answered
        id = 0
        while not until.is_set():
            id += 1
            status, headers, body = await client.ask(id, "tools/list" if id % 5 == 0 else "ping")
            if status == 200 and "result" in json.loads(body):
                answered += 1
            elif status in (502, 503):
                refused.append(rpc.error_message(headers.get("content-type"), body))
            else:
                wrong.append(f"{status} {body[:200]!r}")
            await asyncio.sleep(0.01)

    async def scenario():
        clients = [kind(address, token) for kind in (StreamableClient, EventStreamClient) for _ in range(CLIENTS)]
        await asyncio.gather(*[client.open() for client in clients])
        until = asyncio.Event()
        loops = [asyncio.create_task(client_loop(client, until)) for client in clients]
        for workers in (4, 2):
            await asyncio.sleep(2)
            await scale(workers)
        # The names of stopped workers are forgotten within two seconds; from then on nothing fails.
        await asyncio.sleep(4)
        refused_while_scaling = len(refused)
        await asyncio.sleep(3)
        until.set()
        await asyncio.gather(*loops)
        last = await asyncio.gather(*[client.ask("last", "ping") for client in clients])
        await asyncio.gather(*[client.close() for client in clients])
        return refused_while_scaling, [status for status, _, _ in last]

    refused_while_scaling, last = asyncio.run(asyncio.wait_for(scenario(), 300))
    print(f"{answered} answered, {len(refused)} refused with JSON: {set(refused)}")
    assert not wrong, wrong[:5]
    assert last == [200] * 2 * CLIENTS, "a session was lost"
    assert len(refused) == refused_while_scaling, "requests are refused although all workers are up"
    assert len(refused) <= answered / 100, "scaling cost more than one request in a hundred"
    assert answered >= 1000
