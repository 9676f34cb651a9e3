"""The tools that the server must have, and arguments to call them with."""

import functools
import json
import os
import pathlib
import subprocess

import jsonschema

from harness.arguments import cases
from harness.instance import BINARIES, REPOSITORY

SNAPSHOTS = REPOSITORY / "Tests/WazuhToolsTests/Snapshots"


@functools.cache
def names():
    """The names of all tools, as the executable lists them."""
    program = pathlib.Path(os.environ.get(BINARIES, REPOSITORY / ".build/release")) / "wazuh-mcp"
    done = subprocess.run([program, "tools", "--format", "json"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return sorted(tool["name"] for tool in (told["tools"] if isinstance(told, dict) else told))


@functools.cache
def full_output_schema(name):
    """What each structured result of a tool fits, in full; tools/list shows one level of it."""
    return json.loads((SNAPSHOTS / f"{name}.json").read_text())["fullOutputSchema"]


# More than the required arguments, where a typical call has more.
TYPICAL = {
    "get_wazuh_agents": {"status": "active", "limit": 10},
    "search_wazuh_manager_logs": {"query": "error"},
}

# A value for an argument, by its name.
VALUES = {
    "agent_id": "001", "query": "error", "node": "worker-01", "indicator": "203.0.113.66", "cve": "cve-2024-3094", "date": "2026-03-31",
    "group": "default", "name": "web-01", "os_platform": "ubuntu", "package": "open*", "path": "/etc", "rule_group": "sshd",
    "rule_id": "5710", "search": "ssh", "tag": "wazuh-remoted", "version": "4.14.7", "time_from": "now-7d", "time_to": "now-1m",
    "min_level": 3, "max_level": 15,
}

# Which list of which tool's result has an id for an argument, and under which name.
LEARNED = {"alert_id": ("get_wazuh_alerts", "items", "id"), "policy_id": ("get_sca_policy_checks", "items", "policy_id")}


class Session:
    """Makes up the arguments of typical calls, from earlier results where an argument names a thing."""

    def __init__(self):
        self.values = dict(VALUES)

    def value(self, name, schema):
        if "enum" in schema:
            return schema["enum"][0]
        return self.values.get(name, schema.get("default", schema.get("maximum")))

    def arguments(self, tool):
        """Arguments of a typical call; `tool` is its entry of tools/list."""
        schema = tool["inputSchema"]
        typical = dict(TYPICAL.get(tool["name"], {}))
        for name in schema.get("required", []):
            if name not in typical:
                typical[name] = self.value(name, schema["properties"][name])
        return typical

    def every_argument(self, tool):
        """All arguments that a call can have; a cursor goes on with the very call that gave it, and is left out."""
        properties = tool["inputSchema"]["properties"]
        return {name: self.value(name, schema) for name, schema in properties.items() if name != "cursor"}

    def learn(self, tool, structured):
        """Takes ids for later calls out of a result."""
        for argument, (source, member, name) in LEARNED.items():
            if tool["name"] == source and structured.get(member):
                self.values[argument] = structured[member][0][name]


async def try_every_tool(list_tools, call_tool, only_typical=False):
    """Calls each tool with typical arguments, or with extreme and wrong ones too.

    - list_tools: the entries of tools/list.
    - call_tool: calls a tool by its name with arguments; returns the result as it stands on the wire.
    Returns what is wrong, a line each, and how many calls were made.
    """
    session, problems, count = Session(), [], 0
    for tool in await list_tools():
        for case in cases(tool, session):
            if only_typical and case.name != "typical":
                continue
            count += 1
            try:
                result = await call_tool(tool["name"], case.arguments)
                found = list(problems_of(tool, case, result))
            except Exception as error:
                result, found = {}, [f"{type(error).__name__}: {error}"]
            problems += [f"{tool['name']}, {case.name}: {problem}" for problem in found]
            if case.name == "typical" and not found:
                session.learn(tool, result["structuredContent"])
        if "cursor" in tool["inputSchema"]["properties"]:
            problems += [f"{tool['name']}, next page: {problem}" for problem in await problems_of_pages(tool, session, call_tool)]
            count += 2
    return problems, count


async def problems_of_pages(tool, session, call_tool):
    """Walks from the first item of a list to the second."""
    arguments = session.arguments(tool) | {"limit": 1}
    first = (await call_tool(tool["name"], arguments))["structuredContent"]
    if first["total"] < 2:
        return [] if "next_cursor" not in first else ["there is a cursor behind the last item"]
    if "next_cursor" not in first:
        return ["there is no cursor to the second item"]
    second = await call_tool(tool["name"], arguments | {"cursor": first["next_cursor"]})
    if second.get("isError"):
        return [second["content"][0]["text"]]
    items = second["structuredContent"]["items"]
    return [] if len(items) == 1 and items != first["items"] else [f"the second item is {items}"]


def problems_of(tool, case, result):
    """What is wrong with a result, as it stands on the wire."""
    text = result["content"][0].get("text", "") if result["content"] else ""
    if not text:
        yield "it has no text"
    if result.get("isError"):
        if case.refused is None and not case.is_free:
            yield f"it fails: {text[:300]}"
        elif case.refused and (lacking := [word for word in case.refused if word not in text]):
            yield f"the refusal does not say {lacking}: {text[:300]}"
        if len(text) > 700:
            yield f"the error is no sentence: {text}"
        if result.get("structuredContent") is not None:
            yield "an error has structured content"
        return
    if case.refused is not None:
        yield f"it is not refused: {text[:200]}"
    for schema in (tool["outputSchema"], full_output_schema(tool["name"])):
        try:
            jsonschema.validate(result["structuredContent"], schema)
        except jsonschema.ValidationError as error:
            yield f"its structured content at {error.json_path}: {error.message[:200]}"
    most = case.arguments.get("max_characters") or 20_000
    if len(text) > most:
        yield f"its text has {len(text)} characters instead of {most} at the most"
