"""When two answers have to be the same, and what of them need not be."""

import re

from indexer_contract.comparison import difference

# What of a tool's answer may differ, with the reason; all else has to be equal.
# - the value of `next_cursor`, and the same behind `cursor=` in the text: the name of a position in one server's store.
CURSOR = re.compile(r"cursor=[A-Za-z0-9_-]+")
TRIES = 20


def comparable(result):
    """A tool's result without what may differ."""
    structured = result.get("structuredContent")
    if structured and "next_cursor" in structured:
        structured = structured | {"next_cursor": "any"}
    content = [
        item | {"text": CURSOR.sub("cursor=any", item["text"])} if item["type"] == "text" else item
        for item in result["content"]
    ]
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
