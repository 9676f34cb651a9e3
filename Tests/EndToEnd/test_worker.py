"""`wazuh-mcp worker` by itself: what it says where it cannot serve."""

import os
import pathlib
import subprocess
import tempfile

import pytest

from harness.instance import BINARIES, REPOSITORY

PROGRAM = pathlib.Path(os.environ.get(BINARIES, REPOSITORY / ".build/release")) / "wazuh-mcp"
# A user that runs nothing else, so that its threads can be counted.
NOBODY = ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"]


@pytest.mark.parametrize("allowed", [1, 4, 10, 17, 18, 20])
def test_a_worker_that_cannot_have_its_threads_ends_with_the_reason(allowed):
    if os.geteuid() != 0 or subprocess.run([*NOBODY, "test", "-x", PROGRAM]).returncode:
        pytest.skip("needs root, and the program where another user can run it")
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="wazuh-mcp-test-") as folder:
        os.chmod(folder, 0o777)
        environment = {
            "WAZUH_MCP_STATE_DIR": f"{folder}/state", "WAZUH_HOST": "127.0.0.1", "WAZUH_USER": "x", "WAZUH_PASS": "x",
            "MCP_PUBLISHER": f"unix:{folder}/publish.sock"}
        done = subprocess.run(
            [*NOBODY, "prlimit", f"--nproc={allowed}", PROGRAM, "worker", "--listen", f"unix:{folder}/worker.sock"],
            env=environment, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    assert done.returncode == 1, done
    assert "thread" in done.stderr.splitlines()[-1], done.stderr
