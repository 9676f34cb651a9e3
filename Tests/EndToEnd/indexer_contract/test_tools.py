"""Every tool, called at a server in front of the simulated indexer and at one in front of a real engine."""

import pytest

from harness import catalogue
from indexer_contract import loading, setting as contract, tool_cases
from indexer_contract.calls import both, call, resolved, title
from indexer_contract.same import comparable, first_difference

CALLS = tool_cases.INDEXER + tool_cases.WRONG + tool_cases.MANAGER


@pytest.mark.parametrize("tool, arguments", CALLS, ids=map(title, CALLS))
def test_a_tool_gives_the_same_answer(setting, learned, tool, arguments):
    real, simulated = both(setting, tool, resolved(setting, learned, arguments))
    assert first_difference(real, simulated) is None, "real / simulated"
    assert real == simulated


@pytest.mark.parametrize("tool, arguments", tool_cases.WRONG, ids=map(title, tool_cases.WRONG))
def test_a_wrong_call_is_refused(setting, learned, tool, arguments):
    result = call(setting.on_simulation, tool, resolved(setting, learned, arguments))
    assert result["isError"]


def test_every_tool_is_called_and_most_with_many_arguments():
    assert sorted({tool for tool, _ in CALLS}) == catalogue.names()
    assert len(tool_cases.INDEXER) >= 60


def walk(caller, tool, arguments):
    """The pages of a list to its end, without what may differ."""
    pages, cursor = [], None
    while True:
        result = call(caller, tool, arguments | ({"cursor": cursor} if cursor else {}))
        assert not result.get("isError"), result
        pages.append(comparable(result, arguments)["structuredContent"])
        cursor = result["structuredContent"].get("next_cursor")
        if not cursor:
            return pages


@pytest.mark.parametrize("tool, arguments, names", [
    ("get_wazuh_alerts", tool_cases.MONTH | tool_cases.LONG, ["id"]),
    ("search_security_events", tool_cases.MONTH | {"query": "level:>=5 NOT group:syscheck"} | tool_cases.LONG | {"limit": 333}, ["id"]),
    ("get_fim_events", tool_cases.MONTH | tool_cases.LONG, ["alert_id"]),
    ("get_wazuh_vulnerabilities", {"limit": 77}, ["cve", "agent_id", "package", "version"]),
], ids=["alerts", "search", "changes of files", "vulnerabilities"])
def test_a_list_is_the_same_on_every_page_to_its_end(setting, tool, arguments, names):
    arguments = resolved(setting, {}, arguments)
    simulated = walk(setting.on_simulation, tool, arguments)
    real = walk(setting.on_real, tool, arguments)
    items = [tuple(item[name] for name in names) for page in real for item in page["items"]]
    assert len(items) == len(set(items)) == real[0]["total"], "items are missing or come twice"
    assert [len(page["items"]) for page in real] == [len(page["items"]) for page in simulated]
    for number, (one, other) in enumerate(zip(real, simulated)):
        assert one == other, f"page {number + 1}"


def test_the_list_of_all_alerts_is_past_the_result_window(setting):
    """Each alert of the indexer is in the list, in its order."""
    pages = walk(setting.on_real, "get_wazuh_alerts", {
        "time_from": setting.time(-800), "time_to": setting.time(1)} | tool_cases.LONG)
    listed = [item["id"] for page in pages for item in page["items"]]
    assert len(listed) == contract.ALERTS
    kept = {source["id"] for _, _, source in loading.documents(setting.simulation, "wazuh-alerts-*")}
    assert set(listed) == kept


@pytest.fixture
def no_room_for_points_in_time(setting):
    """All contexts that the real engine grants for points in time are taken."""
    target = "/wazuh-alerts-*/_search/point_in_time?keep_alive=5m&allow_partial_pit_creation=false"
    statuses = [setting.real.send("POST", target)[0] for _ in range(10)]
    assert statuses[-1] == 429
    yield
    setting.real.ask("DELETE", "/_search/point_in_time/_all")


def test_a_list_goes_on_where_no_point_in_time_is_to_be_had(setting, no_room_for_points_in_time):
    arguments = resolved(setting, {}, tool_cases.MONTH | {"min_level": 10, "limit": 50})
    pages = walk(setting.on_real, "get_wazuh_alerts", arguments)
    ids = {item["id"] for page in pages for item in page["items"]}
    assert len(pages) > 3 and len(ids) == pages[0]["total"]
