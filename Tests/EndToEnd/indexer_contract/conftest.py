import pytest

from indexer_contract import calls, node, setting as contract, tool_cases


@pytest.fixture(scope="package")
def setting():
    """The two servers and their indexers, for all tests of the contract."""
    if not node.IS_PRESENT:
        pytest.skip(f"no real indexer: ../shared/opensearch is not here, and {node.URL} is not set")
    with contract.running() as running:
        yield running


@pytest.fixture(scope="package")
def learned(setting):
    """Values of fields by the names of LEARNED."""
    return {name: calls.learn(setting.simulation, *wanted) for name, wanted in tool_cases.LEARNED.items()}
