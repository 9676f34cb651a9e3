"""What the tools say when a real engine refuses the server, or lacks what they ask for."""

import contextlib
import dataclasses
import os
import pathlib
import signal
import subprocess
import typing

import pytest

from harness.instance import BINARIES, REPOSITORY
from indexer_contract import accounts, loading, setting as contract, tool_cases
from indexer_contract.calls import call, resolved

# A call of each tool that asks the indexer.
CALLS = {}
for row in tool_cases.INDEXER:
    CALLS.setdefault(*row)

# These combine the indexer with the manager: they give what they have and name what is missing.
COMBINED = {"check_ioc_reputation", "generate_security_report", "perform_risk_assessment", "run_compliance_check"}
VULNERABILITIES = {
    "get_wazuh_vulnerabilities", "get_wazuh_critical_vulnerabilities", "get_wazuh_vulnerability_summary"}
WITH_VULNERABILITIES = {"generate_security_report", "perform_risk_assessment"}

PATTERN = "wazuh-states-vulnerabilities-*"


@contextlib.contextmanager
def wrong_password(setting):
    right = setting.real.passwords[accounts.SERVER]
    accounts.set_user(setting.real, accounts.SERVER, "wazuh_reader")
    yield
    setting.real.passwords[accounts.SERVER] = right
    accounts.give(setting.real, accounts.SERVER, "wazuh_reader")


@contextlib.contextmanager
def no_rights(setting):
    accounts.give(setting.real, accounts.SERVER, None)
    yield
    accounts.give(setting.real, accounts.SERVER, "wazuh_reader")


@contextlib.contextmanager
def unknown_authority(setting):
    """Workers that start now do not know who signed the engine's certificate."""
    authorities = setting.folder / contract.AUTHORITIES
    both = authorities.read_text()
    authorities.write_text(pathlib.Path(setting.simulated_server.ca_file).read_text())
    restart_workers(setting.real_server)
    yield
    authorities.write_text(both)
    restart_workers(setting.real_server)


def restart_workers(server):
    before = server.worker_pids()
    for pid in before:
        os.kill(pid, signal.SIGTERM)
    server.wait_for_others(before)


@contextlib.contextmanager
def alerts_only(setting):
    accounts.give(setting.real, accounts.SERVER, "alerts_reader")
    yield
    accounts.give(setting.real, accounts.SERVER, "wazuh_reader")


@contextlib.contextmanager
def no_vulnerabilities(setting):
    for row in setting.real.ask("GET", f"/_cat/indices/{PATTERN}?format=json&h=index"):
        setting.real.ask("DELETE", f"/{row['index']}")
    yield
    loading.load(setting.real, setting.simulation, PATTERN)


@dataclasses.dataclass(frozen=True)
class Trouble:
    """What is wrong for the time of the context, and what is said of it."""
    context: typing.Callable
    words: tuple
    # The tools that have no answer, and those that have one with a gap.
    refused: frozenset
    incomplete: frozenset


EVERYTHING = {"refused": frozenset(set(CALLS) - COMBINED), "incomplete": frozenset(COMBINED)}
SOME = {"refused": frozenset(VULNERABILITIES), "incomplete": frozenset(WITH_VULNERABILITIES)}
TROUBLES = [
    Trouble(wrong_password, ("HTTP 401", "WAZUH_INDEXER_USER and WAZUH_INDEXER_PASS"), **EVERYTHING),
    Trouble(no_rights, ("HTTP 403", "Give WAZUH_INDEXER_USER a role"), **EVERYTHING),
    Trouble(unknown_authority, ("certificate", "WAZUH_CA_FILE"), **EVERYTHING),
    Trouble(alerts_only, ("HTTP 403", "Give WAZUH_INDEXER_USER a role"), **SOME),
    Trouble(no_vulnerabilities, (
        "there is no index of vulnerabilities", "vulnerability detection and the indexer connection"), **SOME),
]


@pytest.fixture(scope="module", params=TROUBLES, ids=lambda trouble: trouble.context.__name__)
def trouble(request, setting, learned):
    with request.param.context(setting):
        yield request.param


@pytest.mark.parametrize("tool", CALLS)
def test_a_tool_says_what_is_wrong_and_what_to_do(setting, learned, trouble, tool):
    result = call(setting.on_real, tool, resolved(setting, learned, CALLS[tool]))
    said = "\n".join(item["text"] for item in result["content"] if item["type"] == "text")
    assert result["isError"] == (tool in trouble.refused), said
    if tool in trouble.refused | trouble.incomplete:
        for words in trouble.words:
            assert words in said


def check(setting):
    """What `wazuh-mcp check` says of the indexer."""
    program = pathlib.Path(os.environ.get(BINARIES, REPOSITORY / ".build/release")) / "wazuh-mcp"
    done = subprocess.run([program, "check"], env=setting.real_server.environment, capture_output=True, text=True, timeout=60)
    told = [line for line in done.stdout.splitlines() if line.startswith("indexer: ")]
    assert len(told) == 1, done.stdout + done.stderr
    return told[0]


@pytest.mark.parametrize("trouble", TROUBLES[:3], ids=lambda trouble: trouble.context.__name__, indirect=True)
def test_a_check_of_the_configuration_says_it_too(setting, trouble):
    told = check(setting)
    assert told.startswith("indexer: FAILED")
    for words in trouble.words:
        assert words in told


@pytest.mark.parametrize("trouble", TROUBLES[3:], ids=lambda trouble: trouble.context.__name__, indirect=True)
def test_an_indexer_that_gives_some_of_it_is_good_enough_to_start(setting, trouble):
    assert check(setting).startswith("indexer: ok")
