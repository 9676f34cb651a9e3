import os
import pathlib
import shutil
import subprocess
import tempfile

import pytest

from harness.instance import PROGRAM, REPOSITORY, Instance
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
def ordinary_user():
    """A folder of a user who is not root, and the command by which root becomes that user."""
    # Not in pytest's own folder, which only root may enter.
    path = pathlib.Path(tempfile.mkdtemp(prefix="wazuh-mcp-test-", dir="/tmp"))
    become = ()
    if os.geteuid() == 0:
        shutil.chown(path, "nobody", "nogroup")
        become = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    if subprocess.run([*become, "test", "-x", PROGRAM, "-a", "-x", REPOSITORY / "scripts/run"]).returncode:
        pytest.skip("nobody but root can read the repository")
    yield path, become
    shutil.rmtree(path)


@pytest.fixture
def no_worker_dies(instance):
    """Fails a test during which a worker ended."""
    before = instance.worker_pids()
    assert before
    yield
    assert instance.worker_pids() == before, "a worker died"
