"""The Python MCP SDK 2.x, unmodified: 2026-07-28 and, from the same client, the handshake of older versions."""

import asyncio

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from harness import catalogue
from harness.wire import Wire, recording_transport

VERSIONS = {"auto": "2026-07-28", "2026-07-28": "2026-07-28", "legacy": "2025-11-25"}
modes = pytest.mark.parametrize("mode", VERSIONS)


def run(instance, mode, conversation):
    """Runs a conversation; every message has to follow the official schema."""
    wire = Wire()

    async def talk():
        headers = {"Authorization": f"Bearer {instance.token}"}
        transport = recording_transport(httpx2, wire, instance.tls)
        async with httpx2.AsyncClient(headers=headers, timeout=30, transport=transport) as http:
            async with Client(streamable_http_client(instance.mcp_url, http_client=http), mode=mode, cache=None) as client:
                assert client.protocol_version == VERSIONS[mode]
                return await conversation(client)

    outcome = asyncio.run(asyncio.wait_for(talk(), 120))
    assert wire.check(VERSIONS[mode]) >= 1
    return outcome


@modes
def test_lists_every_tool_with_schemas_and_annotations(instance, mode):
    async def talk(client):
        return (await client.list_tools()).tools

    tools = run(instance, mode, talk)
    assert sorted(tool.name for tool in tools) == catalogue.names()
    for tool in tools:
        assert tool.title and tool.description and tool.output_schema and tool.annotations, tool.name


@modes
def test_calls_every_tool_with_typical_extreme_and_wrong_arguments(instance, mode):
    """The SDK itself checks structured content against the output schema, too."""
    async def talk(client):
        async def list_tools():
            return [tool.model_dump(by_alias=True, exclude_none=True) for tool in (await client.list_tools()).tools]

        async def call_tool(name, arguments):
            return (await client.call_tool(name, arguments)).model_dump(by_alias=True)

        return await catalogue.try_every_tool(list_tools, call_tool, only_typical=mode == "auto")

    problems, count = run(instance, mode, talk)
    assert not problems, f"{len(problems)} problems in {count} calls:\n" + "\n".join(problems)


@modes
def test_an_unknown_tool_is_an_error_of_the_protocol(instance, mode):
    async def talk(client):
        with pytest.raises(MCPError) as raised:
            await client.call_tool("no_such_tool", {})
        return raised.value.error

    error = run(instance, mode, talk)
    assert error.code == -32602 and "no_such_tool" in error.message


def test_lists_may_be_kept_for_a_while_and_only_by_the_caller(instance):
    async def talk(client):
        return await client.list_tools()

    listed = run(instance, "2026-07-28", talk)
    assert listed.ttl_ms >= 0 and listed.cache_scope in ("private", "public")
