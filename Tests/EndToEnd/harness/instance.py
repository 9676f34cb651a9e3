"""A running server: what `scripts/run --json` says of it, and its processes."""

import dataclasses
import functools
import json
import os
import pathlib
import random
import secrets
import socket
import ssl
import subprocess
import time
import urllib.parse

import httpx

from harness import processes

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
SHARED = REPOSITORY.parent / "shared"
# Where the name of a file with the JSON of a running instance is given, the suites use that instance.
GIVEN = "WAZUH_MCP_TEST_INSTANCE"
# Names a folder with the executables, where scripts/run shall not build them.
BINARIES = "WAZUH_MCP_BINARIES"
PROGRAM = pathlib.Path(os.environ.get(BINARIES, REPOSITORY / ".build/release")) / "wazuh-mcp"


def free_port():
    """A port that no one listens on, below the range of outgoing connections."""
    for _ in range(1000):
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port between 20000 and 32000")


@dataclasses.dataclass(frozen=True)
class Instance:
    url: str
    local_url: str
    sse_url: str
    mcp_url: str
    token: str
    api_key: str | None
    ca_file: str | None
    workers: int
    state_dir: str
    environment: dict = dataclasses.field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, text, environment=None):
        names = [field.name for field in dataclasses.fields(cls) if field.name != "environment"]
        told = json.loads(text)
        return cls(**{name: told[name] for name in names}, environment=environment or {})

    @classmethod
    def given(cls):
        """The instance that the environment names, if any."""
        path = os.environ.get(GIVEN)
        return cls.read(pathlib.Path(path).read_text(), dict(os.environ)) if path else None

    @staticmethod
    def variables(state_dir, **variables):
        """The environment of an instance on free ports; what the caller's says of Wazuh is left out."""
        environment = {name: value for name, value in os.environ.items() if name == BINARIES or not name.startswith("WAZUH_")}
        return environment | {
            "MCP_PORT": str(free_port()),
            "MCP_TLS_PORT": str(free_port()),
            "WAZUH_MCP_STATE_DIR": str(state_dir),
            "AUTH_SECRET_KEY": secrets.token_hex(32),
        } | variables

    @classmethod
    def start(cls, state_dir, workers=2, **variables):
        return cls.restart(cls.variables(state_dir, **variables), workers)

    @classmethod
    def restart(cls, environment, workers, *options, through=()):
        """Starts one with this environment and no other, through a command such as setpriv."""
        done = subprocess.run(
            [*through, REPOSITORY / "scripts/run", "--detach", "--json", "--workers", str(workers), *options],
            env=environment, cwd=cls.folder(environment), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800,
        )
        assert done.returncode == 0, f"scripts/run ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return cls.read(done.stdout, environment)

    @staticmethod
    def folder(environment):
        """A working folder without a .env file."""
        return pathlib.Path(environment["WAZUH_MCP_STATE_DIR"]).parent

    def stop(self):
        done = subprocess.run(
            [REPOSITORY / "scripts/stop"], env=self.environment, cwd=self.folder(self.environment), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120,
        )
        assert done.returncode == 0, f"scripts/stop ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done

    # --- how to reach it ---

    @functools.cached_property
    def tls(self):
        return ssl.create_default_context(cafile=self.ca_file)

    @property
    def address(self):
        """Host and port of HTTPS."""
        parts = urllib.parse.urlsplit(self.url)
        return parts.hostname, parts.port or 443

    @property
    def local_address(self):
        """Host and port of plain HTTP."""
        parts = urllib.parse.urlsplit(self.local_url)
        return parts.hostname, parts.port or 80

    def http(self, local=False, **options):
        """A client without credentials."""
        base = self.local_url if local else self.url
        return httpx.Client(base_url=base, verify=self.tls, timeout=30, trust_env=False, **options)

    # --- its processes ---

    def processes(self):
        return processes.of_state(self.state_dir)

    def worker_pids(self):
        """The processes that answer requests, in order."""
        return sorted(pid for pid in self.processes() if processes.is_worker(pid))

    def wait_for_workers(self, count, seconds=10):
        """The workers, once there are as many as expected."""
        end = time.monotonic() + seconds
        while len(pids := self.worker_pids()) != count:
            assert time.monotonic() < end, f"{len(pids)} workers instead of {count} after {seconds} s"
            time.sleep(0.05)
        return pids

    def wait_for_others(self, before, seconds=10):
        """The workers, once each of those before has been replaced."""
        end = time.monotonic() + seconds
        while len(pids := self.worker_pids()) != len(before) or set(pids) & set(before):
            assert time.monotonic() < end, f"workers {before} are not replaced after {seconds} s: {pids}"
            time.sleep(0.05)
        return pids
