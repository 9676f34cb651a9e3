"""What each tool says while the manager or the indexer is in trouble: one row for each service and kind of trouble."""

import concurrent.futures
import json
import os
import signal
import time
from typing import NamedTuple

import pytest

from harness import catalogue
from harness.rpc import Caller
from harness.upstream import MARK, SLOW, Upstream

# A call ends in this time, whatever Wazuh does; in seconds.
DEADLINE = 30
# For what the machine adds when all tools are called at once.
SLACK = 6

# What an error says, of which one has to stand in it: what is wrong, and what to do.
WORDS = {
    "refused": ["cannot reach 127.0.0.1:"], "slow": ["in time"], "hanging": ["in time"], "login": ["in time"],
    "429": ["wait a minute", "overloaded"], "503": ["try again"], "html": ["cannot be read", "the answer is no token"],
    "truncated": ["broke"], "cut": ["cannot be read", "the answer is no token"], "self-signed": ["is not trusted"],
}
ADVICE = {
    "refused": "{prefix}_PORT", "slow": "Ask for less", "hanging": "Ask for less", "html": "{prefix}_HOST", "self-signed": "WAZUH_CA_FILE",
}
# Tools that ask both services and have nothing to say without this one.
ESSENTIAL = {"get_mitre_coverage": "indexer"}
NEVER = ["Basic ", "Bearer ", "eyJ", "<html", "<h1", "<!DOCTYPE", MARK, "Error Domain", ".swift", "Fatal error", "Traceback"]


class Outcome(NamedTuple):
    text: str
    structured: dict | None
    is_error: bool
    seconds: float


def call(caller, name, arguments):
    began = time.monotonic()
    result = caller.call("tools/call", {"name": name, "arguments": arguments})
    text = "\n".join(part["text"] for part in result["content"] if part["type"] == "text")
    return Outcome(text, result.get("structuredContent"), result.get("isError", False), time.monotonic() - began)


@pytest.fixture(scope="module")
def patient(behind):
    """A caller that waits longer than any deadline."""
    caller = Caller(behind.instance)
    caller.http.timeout = 3 * DEADLINE
    return caller


def begin_anew(instance):
    """Ends the workers: their successors have kept nothing of what Wazuh answered."""
    before = instance.worker_pids()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    instance.wait_for_others(before)


@pytest.fixture(scope="module")
def usual(behind, patient):
    """For each tool: its typical arguments, and which services it asks while all is well."""
    tools, typical = {}, catalogue.Session()
    for tool in patient.call("tools/list")["tools"]:
        arguments = typical.arguments(tool)
        begin_anew(behind.instance)
        before = len(behind.manager.asked), len(behind.indexer.asked)
        outcome = call(patient, tool["name"], arguments)
        assert not outcome.is_error, f"{tool['name']}: {outcome.text}"
        typical.learn(tool, outcome.structured)
        after = len(behind.manager.asked), len(behind.indexer.asked)
        asks = {name for name, old, new in zip(("manager", "indexer"), before, after) if new > old}
        assert asks, f"{tool['name']} asks nobody"
        tools[tool["name"]] = arguments, asks
    assert sorted(tools) == catalogue.names()
    return tools


def call_every_tool(caller, usual):
    """The outcome of each tool, all called at once."""
    with concurrent.futures.ThreadPoolExecutor(len(usual)) as pool:
        return dict(zip(usual, pool.map(lambda name: call(caller, name, usual[name][0]), usual)))


@pytest.mark.slow
@pytest.mark.parametrize("service, fault", [
    *[("manager", fault) for fault in Upstream.FAULTS + Upstream.OF_MANAGER], *[("indexer", fault) for fault in Upstream.FAULTS],
])
def test_each_tool_says_what_is_wrong_or_gives_what_it_can(behind, patient, usual, service, fault):
    begin_anew(behind.instance)
    workers = behind.instance.worker_pids()
    getattr(behind, service).set(fault)
    try:
        outcomes = call_every_tool(patient, usual)
    finally:
        behind.heal()
    problems = [
        f"{name} ({outcome.seconds:.1f} s): {problem}\n    {outcome.text[:400]}"
        for name, outcome in outcomes.items()
        for problem in problems_of(outcome, {service} if ESSENTIAL.get(name) == service else usual[name][1], service, fault, behind.password)
    ]
    assert not problems, "\n".join(problems)
    assert behind.instance.worker_pids() == workers, "a worker died"
    for name in ("get_wazuh_agents", "get_wazuh_alert_summary"):
        assert not (after := call(patient, name, usual[name][0])).is_error, f"it does not recover: {after.text}"


def test_without_both_services_each_tool_fails_in_words(behind, patient, usual):
    begin_anew(behind.instance)
    behind.manager.set("refused")
    behind.indexer.set("503")
    try:
        outcomes = call_every_tool(patient, usual)
    finally:
        behind.heal()
    problems = []
    for name, (text, structured, is_error, _) in outcomes.items():
        services = {ESSENTIAL[name]} if name in ESSENTIAL else usual[name][1]
        if not is_error or structured is not None or not all(f"Wazuh {service}, " in text for service in services) or len(text) > 1_600:
            problems.append(f"{name}: {text}")
    assert not problems, "\n".join(problems)


@pytest.mark.slow
@pytest.mark.parametrize("service", ["manager", "indexer"])
def test_readiness_names_a_service_that_hangs(behind, service):
    began = time.monotonic()
    getattr(behind, service).set("hanging")
    try:
        # Workers keep what they found for some seconds.
        while (told := (answer := behind.instance.http().get("/ready")).json())["failing"] != [service]:
            assert time.monotonic() < began + DEADLINE, told
            time.sleep(0.2)
        assert answer.status_code == 503
        assert "in time" in told["parts"][service]["detail"]
        assert time.monotonic() < began + DEADLINE
    finally:
        behind.heal()


def problems_of(outcome, asks, service, fault, password):
    """What is wrong with what a tool answered."""
    told = outcome.text + json.dumps(outcome.structured)
    for secret in [*NEVER, password]:
        if secret in told:
            yield f"it holds {secret!r}"
    if outcome.seconds > DEADLINE + SLACK:
        yield "it takes too long"
    if service not in asks:
        if outcome.is_error:
            yield f"it fails although it does not ask the {service}"
        if outcome.seconds > SLOW:
            yield f"it waits for the {service} that it does not ask"
        return
    if fault == "slow" and not outcome.is_error:
        return
    if asks == {service} and not outcome.is_error:
        yield "it succeeds without its only service"
    if asks != {service} and outcome.is_error:
        yield "it gives nothing although another service answers"
    if outcome.is_error and len(outcome.text) > 800:
        yield "it is no sentence"
    prefix = {"manager": "WAZUH", "indexer": "WAZUH_INDEXER"}[service]
    if f"Wazuh {service}, " not in told:
        yield f"it does not name the {service}"
    if not any(word in told for word in WORDS[fault]):
        yield f"it says none of {WORDS[fault]}"
    if (advice := ADVICE.get(fault, "").format(prefix=prefix)) not in told:
        yield f"it does not say {advice}"
    if asks != {service} and not gaps(outcome.structured):
        yield "its structured form names no gap"


def gaps(structured):
    return [gap for name in ("missing", "gaps", "problems", "not_checked") for gap in (structured or {}).get(name) or []]
