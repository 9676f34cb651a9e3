"""The tools that the server must have, and arguments to call them with."""

import functools
import json
import os
import pathlib
import subprocess

from harness.instance import BINARIES, REPOSITORY


@functools.cache
def names():
    """The names of all tools, as the executable lists them."""
    program = pathlib.Path(os.environ.get(BINARIES, REPOSITORY / ".build/release")) / "wazuh-mcp"
    done = subprocess.run([program, "tools", "--format", "json"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return sorted(tool["name"] for tool in (told["tools"] if isinstance(told, dict) else told))


# More than the required arguments, where a typical call has more.
TYPICAL = {
    "get_wazuh_agents": {"status": "active", "limit": 10},
    "search_wazuh_manager_logs": {"query": "error"},
}

# A value for a required argument, by its name.
VALUES = {"agent_id": "001", "query": "error", "node": "node01"}


def arguments(tool):
    """Arguments that a typical call of a tool has; `tool` is its entry of tools/list."""
    schema = tool["inputSchema"]
    typical = TYPICAL.get(tool["name"], {})
    for name in schema.get("required", []):
        if name in typical:
            continue
        property = schema["properties"][name]
        typical = typical | {name: property["enum"][0] if "enum" in property else VALUES[name]}
    return typical
