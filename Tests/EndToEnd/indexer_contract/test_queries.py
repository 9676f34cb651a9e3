"""Queries of every kind, right and wrong, sent to both indexers as they are."""

import pytest

from indexer_contract import cases, walks
from indexer_contract.comparison import compare, difference
from indexer_contract.same import while_simulation_stands

TABLE = list(cases.table())


@pytest.fixture(scope="module")
def newest_index(setting):
    return setting.real.ask("GET", "/_cat/indices/wazuh-alerts-*?format=json&h=index&s=index")[-1]["index"]


@pytest.mark.parametrize("request_", [request for _, request in TABLE], ids=[title for title, _ in TABLE])
def test_a_query_has_the_same_answer(setting, newest_index, request_):
    scores = request_.get("scores", False)
    send = {name: value for name, value in request_.items() if name != "scores"}
    send["target"] = send["target"].replace(cases.TODAY, newest_index)

    def steady(one, other):
        return compare(one, other, scores) is None

    real, simulated = while_simulation_stands(
        lambda: setting.real.send(**send), lambda: setting.simulation.send(**send), steady)
    assert compare(real, simulated, scores) is None, "real / simulated"


@pytest.mark.parametrize("walk", walks.ALL, ids=lambda walk: walk.__name__)
def test_a_walk_has_the_same_answers(setting, walk):
    assert difference(walk(setting.real), walk(setting.simulation)) is None, "real / simulated"
