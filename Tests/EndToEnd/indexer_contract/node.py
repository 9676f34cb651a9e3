"""A real OpenSearch: the one that the environment names, or one of ../shared/opensearch."""

import contextlib
import os
import pathlib
import signal
import subprocess

from harness.instance import SHARED
from indexer_contract.engine import Engine

# URL of an engine without documents of Wazuh, the file with the authority to trust, and the password of its user admin.
URL = "WAZUH_MCP_TEST_INDEXER"
CA = "WAZUH_MCP_TEST_INDEXER_CA"
PASSWORD = "WAZUH_MCP_TEST_INDEXER_PASSWORD"

START = SHARED / "opensearch/start"
TEMPLATES = SHARED / "wazuh/templates"

IS_PRESENT = URL in os.environ or START.exists()


@contextlib.contextmanager
def running(folder):
    """An engine with its security plugin, for as long as the context lasts.

    - folder: where the authority's certificate is kept.
    """
    if URL in os.environ:
        yield Engine("real", os.environ[URL], os.environ[CA], {"admin": os.environ[PASSWORD]})
        return
    ca = pathlib.Path(folder) / "engine-ca.pem"
    process = subprocess.Popen([START, "--security", "--ca", ca], stdout=subprocess.PIPE, text=True)
    try:
        url = process.stdout.readline().strip()
        assert url, "OpenSearch did not start: its reason is above"
        yield Engine("real", url, ca)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
