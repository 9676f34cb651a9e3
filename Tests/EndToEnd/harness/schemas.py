"""The official JSON schemas of MCP, where they are present."""

import functools
import json

import jsonschema

from harness.instance import SHARED

FOLDER = SHARED / "mcp-schema"
ARE_PRESENT = FOLDER.is_dir()

RESULTS = {
    "initialize": "InitializeResult", "server/discover": "DiscoverResult", "tools/list": "ListToolsResult",
    "tools/call": "CallToolResult", "ping": "EmptyResult",
}


@functools.cache
def schema(version):
    return json.loads((FOLDER / f"{version}.json").read_text())


@functools.cache
def validator(version, name):
    document = schema(version)
    definitions = "$defs" if "$defs" in document else "definitions"
    assert name in document[definitions], f"{version} has no {name}"
    kind = jsonschema.validators.validator_for(document)
    return kind({"$schema": document["$schema"], "$ref": f"#/{definitions}/{name}", definitions: document[definitions]})


def check(message, version, method=None):
    """Fails when a message from the server is not what a version's schema says.

    - method: of the request that the message answers; None checks the envelope alone.
    """
    if not ARE_PRESENT:
        return
    if isinstance(message, list):
        for element in message:
            check(element, version, method)
        return
    validator(version, "JSONRPCMessage").validate(message)
    if "result" in message and method in RESULTS:
        validator(version, RESULTS[method]).validate(message["result"])
    if "method" in message:
        validator(version, "ServerNotification" if "id" not in message else "ServerRequest").validate(message)
