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
VALUES = {"agent_id": "001", "query": "error", "node": "node01", "indicator": "203.0.113.66"}

# Which list of which tool's result has an id for an argument.
LEARNED = {"alert_id": ("get_wazuh_alerts", "items")}


class Session:
    """Makes up the arguments of typical calls, from earlier results where an argument names a thing."""

    def __init__(self):
        self.values = dict(VALUES)

    def arguments(self, tool):
        """Arguments of a typical call; `tool` is its entry of tools/list."""
        schema = tool["inputSchema"]
        typical = dict(TYPICAL.get(tool["name"], {}))
        for name in schema.get("required", []):
            if name not in typical:
                choices = schema["properties"][name].get("enum")
                typical[name] = choices[0] if choices else self.values[name]
        return typical

    def learn(self, tool, structured):
        """Takes ids for later calls out of a result."""
        for argument, (source, member) in LEARNED.items():
            if tool["name"] == source:
                self.values[argument] = structured[member][0]["id"]
