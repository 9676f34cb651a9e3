"""Lists whose documents have equal sort values, on a real engine: none is skipped, none comes twice."""

import json

import pytest

from indexer_contract.test_tools import no_room_for_points_in_time, walk  # noqa: F401

# Long before all other alerts.
DAY = "2001-02-03"
INDICES = [f"wazuh-alerts-4.x-2001.02.{number:02}" for number in (3, 4)]
# How many documents have one time and id.
GROUPS = [1, 4, 1, 13, 2, 9]


def twins():
    """Documents by index: an alert and its copies, as two managers or a replay make them."""
    for group, size in enumerate(GROUPS):
        for number in range(size):
            yield INDICES[number % 2], {
                "timestamp": f"{DAY}T04:05:{group:02}.000+0000", "id": f"981173100.{group}", "location": "syslog",
                "agent": {"id": "001", "name": f"twin-{group}-{number}", "ip": "192.0.2.1"},
                "rule": {"id": "5710", "level": 10, "description": "twins", "groups": ["syscheck", "sshd"]},
                "syscheck": {"path": "/etc/twin", "event": "modified"}}


@pytest.fixture(scope="module")
def names(setting):
    """The names of all twins, which are in the real engine for as long as the tests run."""
    lines = [f'{{"index":{{"_index":"{index}"}}}}\n{json.dumps(source)}\n' for index, source in twins()]
    answer = setting.real.ask("POST", "/_bulk?refresh=true", "".join(lines), content_type="application/x-ndjson")
    assert not answer["errors"]
    yield sorted(source["agent"]["name"] for _, source in twins())
    setting.real.ask("DELETE", "/" + ",".join(INDICES))


def listed(setting, tool, limit):
    arguments = {"time_from": f"{DAY}T00:00:00Z", "time_to": f"{DAY}T23:00:00Z", "limit": limit}
    return sorted(item["agent_name"] for page in walk(setting.on_real, tool, arguments) for item in page["items"])


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 13, 14, 29])
@pytest.mark.parametrize("tool", ["get_wazuh_alerts", "get_fim_events"])
def test_paging_shows_each_of_equal_documents_once(setting, names, tool, limit):
    assert listed(setting, tool, limit) == names


def test_paging_shows_each_of_equal_documents_once_without_a_point_in_time(
        setting, names, no_room_for_points_in_time):  # noqa: F811
    assert listed(setting, "get_wazuh_alerts", 3) == names
