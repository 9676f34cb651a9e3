"""When two answers have to be the same, and what of them need not be."""

import re

from indexer_contract.comparison import difference

# What of a tool's answer may differ, with the reason; all else has to be equal.
# - the value of `next_cursor`, and the same behind `cursor=` in the text: the name of a position in one server's store.
# - both ends of the range that a relative one such as now-24h was resolved to: slow calls are not asked within one second.
CURSOR = re.compile(r"cursor=[A-Za-z0-9_-]+")
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
RANGE = re.compile(f"{MOMENT} to {MOMENT}")
TRIES = 20


def comparable(result, arguments):
    """A tool's result without what may differ."""
    is_relative = not {"time_from", "time_to"} <= arguments.keys() or any(
        str(arguments[name]).startswith("now") for name in ("time_from", "time_to"))

    def text(given):
        given = CURSOR.sub("cursor=any", given)
        return RANGE.sub("the range", given) if is_relative else given

    structured = result.get("structuredContent")
    if structured:
        structured = structured | ({"next_cursor": "any"} if "next_cursor" in structured else {})
        if structured.get("covers"):
            structured |= {"covers": text(structured["covers"])}
    content = [item | {"text": text(item["text"])} if item["type"] == "text" else item for item in result["content"]]
    return result | {"content": content} | ({"structuredContent": structured} if structured else {})


def while_simulation_stands(ask_real, ask_simulation, are_same):
    """The answers of both, asked for while time did not matter.

    Ranges such as now-24h move with every second. The simulation is asked before and after the real one: once its two answers
    are the same, what was asked for in between has to be the same too.
    """
    before = ask_simulation()
    for _ in range(TRIES):
        real, after = ask_real(), ask_simulation()
        if are_same(before, after):
            return real, after
        before = after
    raise AssertionError(f"the simulation answered differently {TRIES} times in a row")


def first_difference(real, simulated):
    """Where two comparable results first differ, texts by their lines; None when they are the same."""
    return difference(lines(real), lines(simulated))


def lines(result):
    content = [item["text"].split("\n") if item["type"] == "text" else item for item in result["content"]]
    return result | {"content": content}
