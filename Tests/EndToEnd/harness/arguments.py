"""Arguments to try a tool with, made from its input schema: typical, extreme and wrong ones."""

from typing import NamedTuple

# The longest text where a schema names no bound.
LONGEST = 1_024
WIDEST = {"time_from": "2000-01-01", "time_to": "2099-12-31T23:59:59.999Z"}
NARROWEST = {"time_from": "now-1s", "time_to": "now"}
# An indicator of each type that a caller can name.
INDICATORS = {
    "ip": "203.0.113.66", "hash": "a" * 64, "domain": "evil.example", "url": "hxxp://evil[.]example/x", "email": "a@evil.example",
    "file": "/tmp/.x/kworkerds",
}
# The longest text of arguments that are not free text.
LONG = {
    "agent_id": "9" * 10, "rule_id": "9" * 6, "cve": "CVE-2024-" + "1" * 19, "alert_id": "1" * 64, "version": "4" * 32,
    "indicator": "http://evil.example/" + "x" * (LONGEST - 20), "path": "/" + "x" * (LONGEST - 1), "tag": "x" * 128,
}
# What no longest text is made of: these have their own extremes, or come from earlier answers.
NOT_LONG = {"cursor", "time_from", "time_to", "date"}
BAD_TIMES = ["yesterday", "1999-12-31T23:59:59Z", "2100-01-01", "2026-11-01T00:00:00", "now-", "now-1y", "now-9999999d"]
BAD_QUERIES = ["AND", "a AND", "(a", 'a "b', "level:[9 TO", "level:high", "*ssh", "rule.level:>=x", "NOT", "()"]


class Case(NamedTuple):
    """A call to try.

    - name: what is tried.
    - refused: what the refusal has to say; None where there has to be a result, which may be empty.
    - isFree: true where a plain failure is right too, such as for an agent that does not exist.
    """

    name: str
    arguments: dict
    refused: tuple | None = None
    is_free: bool = False


def cases(tool, session):
    """All calls to try; `tool` is its entry of tools/list, `session` knows values that exist."""
    yield Case("typical", session.arguments(tool))
    yield from right(tool, session)
    yield from wrong(tool, session)


def of_type(tool, *types):
    return {name: schema for name, schema in tool["inputSchema"]["properties"].items() if schema["type"] in types}


def right(tool, session):
    properties = tool["inputSchema"]["properties"]
    typical = session.arguments(tool)
    required = set(tool["inputSchema"].get("required", []))
    bounded = of_type(tool, "integer", "number")
    times = {"time_from", "time_to"} <= properties.keys()
    if len(properties) > len(required):
        yield Case("every argument", session.every_argument(tool))
        yield Case("null for what may be left out", typical | {name: None for name in properties.keys() - typical.keys()})
    if bounded or times:
        least, most = ({name: schema[bound] for name, schema in bounded.items()} for bound in ("minimum", "maximum"))
        yield Case("smallest", typical | least | (NARROWEST if times else {}))
        yield Case("largest", typical | most | (WIDEST if times else {}))
        if "max_characters" in bounded:
            most |= {"max_characters": least["max_characters"]} | ({"min_level": 0} if "min_level" in bounded else {})
            yield Case("much in a short text", typical | most | (WIDEST if times else {}))
            yield Case("every argument in a short text", session.every_argument(tool) | {"max_characters": least["max_characters"]})
    for name, schema in properties.items():
        for choice in schema.get("enum", [True, False] if schema["type"] == "boolean" else []):
            beside = {"indicator_type": {"indicator": INDICATORS.get(choice)}, "result": {"policy_id": session.values.get("policy_id")}}.get(name, {})
            yield Case(f"{name}={choice}", typical | beside | {name: choice})
        if schema["type"] == "string" and "enum" not in schema and name not in NOT_LONG:
            text = LONG.get(name, "x" * schema.get("maxLength", LONGEST))
            yield Case(f"longest {name}", typical | {name: text}, is_free=True)


def wrong(tool, session):
    schema = tool["inputSchema"]
    properties, typical = schema["properties"], session.arguments(tool)

    def case(name, value, *words, label=None):
        return Case(label or f"{name}={str(value)[:40]!r}", typical | {name: value}, (name, *words))

    yield Case("unknown argument", typical | {"no_such_argument": 1}, ("no_such_argument", "unknown argument", *properties))
    for name in schema.get("required", []):
        yield Case(f"no {name}", {key: value for key, value in typical.items() if key != name}, (name, "required"))
    for name, property in properties.items():
        yield case(name, {"a": 1}, "expected")
        yield case(name, [1], "expected")
        if property["type"] in ("integer", "number"):
            low, high = property["minimum"], property["maximum"]
            for value in (low - 1, high + 1, 2**63 - 1, str(low), low + 0.5 if property["type"] == "integer" else "x", True):
                yield case(name, value, str(low), str(high))
        elif property["type"] == "boolean":
            yield case(name, "true", "true or false")
            yield case(name, 1, "true or false")
        elif "enum" in property:
            yield case(name, "no such value", *property["enum"])
            yield case(name, property["enum"][0].swapcase(), *property["enum"])
        else:
            yield case(name, 7, "expected")
            yield case(name, "", "expected")
            if name != "query" or "maxLength" in property:
                yield case(name, "x" * (property.get("maxLength", LONGEST) + 1), "expected", label=f"{name} too long")
            if "pattern" in property:
                yield case(name, "?!", "expected")
                yield case(name, "9" * 40, "expected")
    yield from inconsistent(properties, typical)


def inconsistent(properties, typical):
    for name in properties.keys() & {"time_from", "time_to"}:
        for time in BAD_TIMES:
            yield Case(f"{name}={time}", typical | {"time_from": "now-1d", name: time}, (name, "ISO 8601", "now-24h"))
    if "time_from" in properties:
        for start, end in [("now", "now"), ("now-1h", "now-2h"), ("2026-03-02", "2026-03-01")]:
            yield Case(f"{start} to {end}", typical | {"time_from": start, "time_to": end}, ("time_from", "time_to"))
    if {"min_level", "max_level"} <= properties.keys():
        yield Case("levels the wrong way round", typical | {"min_level": 9, "max_level": 3}, ("min_level", "max_level"))
    if "cursor" in properties:
        for cursor in ("nonsense", "b2Zmc2V0Oi0x", "A" * 43):
            yield Case(f"cursor={cursor}", typical | {"cursor": cursor}, ("cursor",))
    if "rule_group" in properties and "query" in properties or properties.keys() >= {"query", "time_from"}:
        for query in BAD_QUERIES:
            yield Case(f"query={query}", typical | {"query": query}, ("query",))
    if "date" in properties:
        for date in ("2026-02-30", "2026-13-01", "0000-00-00"):
            yield Case(f"date={date}", typical | {"date": date}, ("date", "2026-03-31"))
    if "indicator_type" in properties:
        for kind in properties["indicator_type"]["enum"]:
            if kind == "file":  # Nearly any text names a file.
                continue
            yield Case(f"no {kind}", typical | {"indicator": "-", "indicator_type": kind}, ("indicator", "expected"))
    if "agent_id" in properties:
        yield Case("an agent that does not exist", typical | {"agent_id": "998"}, is_free=True)
