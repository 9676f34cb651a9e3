"""The Python MCP SDK 1.x, unmodified, over HTTP+SSE and over Streamable HTTP."""

import asyncio
import contextlib

import httpx
import pytest
from mcp import ClientSession
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import McpError

from harness import catalogue
from harness.wire import Wire, recording_transport

VERSION = "2025-11-25"


def client_factory(instance, wire):
    def make(headers=None, timeout=None, auth=None):
        return httpx.AsyncClient(
            headers=headers, timeout=timeout or httpx.Timeout(30), auth=auth, follow_redirects=True,
            transport=recording_transport(httpx, wire, instance.tls))
    return make


@contextlib.asynccontextmanager
async def over_sse(instance, wire):
    headers = {"Authorization": f"Bearer {instance.token}"}
    async with sse_client(instance.sse_url, headers=headers, httpx_client_factory=client_factory(instance, wire)) as streams:
        yield streams


@contextlib.asynccontextmanager
async def over_streamable_http(instance, wire):
    headers = {"Authorization": f"Bearer {instance.token}"}
    async with client_factory(instance, wire)(headers) as client:
        async with streamable_http_client(instance.mcp_url, http_client=client) as (read, write, _):
            yield read, write


def run(instance, transport, conversation):
    """Runs a conversation in an initialised session; every message has to follow the official schema."""
    wire = Wire()

    async def talk():
        async with transport(instance, wire) as (read, write), ClientSession(read, write) as session:
            opened = await session.initialize()
            assert opened.protocolVersion == VERSION
            assert opened.capabilities.tools is not None
            return await conversation(session)

    outcome = asyncio.run(asyncio.wait_for(talk(), 120))
    assert wire.check(VERSION) >= 2
    return outcome


both = pytest.mark.parametrize("transport", [over_sse, over_streamable_http])


@both
def test_lists_every_tool_with_schemas_and_annotations(instance, transport):
    async def talk(session):
        return (await session.list_tools()).tools

    tools = run(instance, transport, talk)
    assert sorted(tool.name for tool in tools) == catalogue.names()
    for tool in tools:
        assert tool.title and tool.description and tool.outputSchema and tool.annotations, tool.name


@pytest.mark.parametrize("transport, only_typical", [(over_sse, True), (over_streamable_http, False)])
def test_calls_every_tool_with_typical_extreme_and_wrong_arguments(instance, transport, only_typical):
    """The SDK itself checks structured content against the output schema, too."""
    async def talk(session):
        async def list_tools():
            return [tool.model_dump(by_alias=True, exclude_none=True) for tool in (await session.list_tools()).tools]

        async def call_tool(name, arguments):
            return (await session.call_tool(name, arguments)).model_dump(by_alias=True)

        return await catalogue.try_every_tool(list_tools, call_tool, only_typical)

    problems, count = run(instance, transport, talk)
    assert not problems, f"{len(problems)} problems in {count} calls:\n" + "\n".join(problems)


@both
def test_an_unknown_tool_is_an_error_of_the_protocol(instance, transport):
    async def talk(session):
        with pytest.raises(McpError) as raised:
            await session.call_tool("no_such_tool", {})
        return raised.value.error

    error = run(instance, transport, talk)
    assert error.code == -32602 and "no_such_tool" in error.message


@both
def test_answers_ping(instance, transport):
    async def talk(session):
        return await session.send_ping()

    run(instance, transport, talk)
