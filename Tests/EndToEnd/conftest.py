import pathlib
import tempfile

import pytest

from harness.instance import Instance
from harness.rpc import Caller
from harness.upstream import Behind

WORKERS = 4


@pytest.fixture(scope="session")
def instance():
    """The server that all suites share: the given one, or one of our own with four workers."""
    if running := Instance.given():
        yield running
        return
    with tempfile.TemporaryDirectory(prefix="wazuh-mcp-test-") as folder:
        started = Instance.start(pathlib.Path(folder) / "state", WORKERS)
        yield started
        started.stop()


@pytest.fixture(scope="session")
def caller(instance):
    return Caller(instance)


@pytest.fixture(scope="session")
def behind(instance):
    """Another server, whose manager and indexer are those of the shared one and misbehave on command."""
    with tempfile.TemporaryDirectory(prefix="wazuh-mcp-test-") as folder:
        started = Behind.start(instance, pathlib.Path(folder))
        yield started
        started.stop()


@pytest.fixture
def no_worker_dies(instance):
    """Fails a test during which a worker ended."""
    before = instance.worker_pids()
    assert before
    yield
    assert instance.worker_pids() == before, "a worker died"
