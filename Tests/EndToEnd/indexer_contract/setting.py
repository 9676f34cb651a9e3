"""Two servers that differ in their indexer alone: the simulated one, and a real engine with the same documents."""

import concurrent.futures
import contextlib
import dataclasses
import datetime
import pathlib
import tempfile

from harness.instance import Instance, free_port
from harness.rpc import Caller
from indexer_contract import accounts, loading, node
from indexer_contract.engine import Engine

# Past the 10,000 hits that a search can page through by itself.
ALERTS = 25_000
# The file of the authorities that the server in front of the real engine trusts, within the folder.
AUTHORITIES = "authorities.pem"


@dataclasses.dataclass
class Setting:
    # The newest alert's: the data stands still, whatever the time is.
    moment: datetime.datetime
    folder: pathlib.Path
    # The engines, to be asked as their administrator.
    simulation: Engine
    real: Engine
    # The servers in front of them.
    simulated_server: Instance
    real_server: Instance

    def __post_init__(self):
        self.on_simulation = Caller(self.simulated_server, local=True)
        self.on_real = Caller(self.real_server, local=True)

    def time(self, hours):
        """A moment so many hours after the newest alert's, in ISO 8601."""
        return text(self.moment + datetime.timedelta(hours=hours))


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@contextlib.contextmanager
def running():
    """All that the contract needs, for as long as the context lasts."""
    moment = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)
    with contextlib.ExitStack() as stack, concurrent.futures.ThreadPoolExecutor() as pool:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wazuh-mcp-contract-")))
        starting = pool.submit(stack.enter_context, node.running(folder))
        try:
            ports = {"SIM_MANAGER_PORT": str(free_port()), "SIM_INDEXER_PORT": str(free_port())}
            options = f"--alerts {ALERTS} --at {text(moment)} --more-accounts"
            simulated = Instance.start(folder / "simulated", SIMULATOR_OPTIONS=options, **ports)
            stack.callback(simulated.stop)
        finally:
            real = starting.result()
        simulation = Engine("simulation", f"https://127.0.0.1:{ports['SIM_INDEXER_PORT']}", simulated.ca_file)
        accounts.prepare(real)
        loading.install_templates(real, node.TEMPLATES)
        assert loading.load(real, simulation, "wazuh-*") > ALERTS
        server = Instance.start(folder / "real", **upstreams(folder, ports, simulated, real))
        stack.callback(server.stop)
        yield Setting(moment, folder, simulation, real, simulated, server)


def upstreams(folder, ports, simulated, real):
    """The variables of a server that asks the simulated manager and the real indexer."""
    authorities = folder / AUTHORITIES
    authorities.write_text("".join(pathlib.Path(file).read_text() for file in (simulated.ca_file, real.ca)))
    password = (folder / "simulated/simulated-wazuh").read_text().splitlines()[0]
    host, port = real.url.removeprefix("https://").rsplit(":", 1)
    return {
        "WAZUH_HOST": "127.0.0.1", "WAZUH_PORT": ports["SIM_MANAGER_PORT"], "WAZUH_USER": "wazuh-mcp",
        "WAZUH_PASS": password, "WAZUH_CA_FILE": str(authorities),
        "WAZUH_INDEXER_HOST": host, "WAZUH_INDEXER_PORT": port, "WAZUH_INDEXER_USER": accounts.SERVER,
        "WAZUH_INDEXER_PASS": real.passwords[accounts.SERVER],
    }
