"""Every tool that asks the indexer, with typical, extreme and wrong arguments made from its schema."""

import pytest

from harness import arguments, catalogue
from indexer_contract import tool_cases
from indexer_contract.calls import both
from indexer_contract.same import first_difference


@pytest.fixture(scope="module")
def tools(setting):
    return {tool["name"]: tool for tool in setting.on_simulation.call("tools/list")["tools"]}


@pytest.fixture(scope="module")
def session(learned):
    """Values that exist."""
    session = catalogue.Session()
    session.values["alert_id"] = learned["alert"]
    return session


@pytest.mark.parametrize("name", sorted({tool for tool, _ in tool_cases.INDEXER}))
def test_a_tool_gives_the_same_answers(setting, tools, session, name):
    different, count = [], 0
    for case in arguments.cases(tools[name], session):
        count += 1
        if found := first_difference(*both(setting, name, case.arguments)):
            different.append(f"{case.name}: {found}")
    assert not different, f"real / simulated, {len(different)} of {count}:\n" + "\n".join(different)
    assert count > 10
