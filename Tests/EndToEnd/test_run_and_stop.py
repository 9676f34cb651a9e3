"""scripts/run and scripts/stop: what stays, what ends, and two instances side by side."""

import concurrent.futures
import ipaddress
import json
import os
import pathlib
import re
import shlex
import signal
import stat
import subprocess
import time

import jwt
import pytest

from harness import processes
from harness.instance import BINARIES, PROGRAM, REPOSITORY, Instance
from harness.raw import EventStream
from harness.rpc import Caller, request
from harness.waiting import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "state"


@pytest.mark.parametrize("script", ["run", "stop", "test", "bench", "format", "generate"])
def test_scripts_explain_themselves(script):
    done = subprocess.run([REPOSITORY / "scripts" / script, "--help"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0 and len(done.stdout.splitlines()) >= 2, done


@pytest.mark.parametrize("script", ["run", "stop", "test", "bench", "format", "generate"])
def test_scripts_refuse_what_they_do_not_know(script):
    done = subprocess.run([REPOSITORY / "scripts" / script, "--no-such-option"], capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and "--no-such-option" in done.stderr, done


def test_a_second_start_is_quick_and_keeps_keys_tokens_and_sessions(folder):
    first = Instance.start(folder, workers=2, AUTH_SECRET_KEY="")
    try:
        assert first.api_key.startswith("wazuh_") and len(first.api_key) == 49
        for made in ("store.sqlite",):
            assert stat.S_IMODE((folder / made).stat().st_mode) & 0o077 == 0, made
        session = Caller(first).open()
        key_session = Caller(first, first.api_key).open()
    finally:
        first.stop()
    began = time.monotonic()
    second = Instance.restart(first.environment, workers=2)
    took = time.monotonic() - began
    try:
        print(f"second start: {took:.2f} s")
        assert second.api_key is None and second.url == first.url
        assert Caller(second, first.token).post(request("ping"), session=session).status_code == 200
        assert Caller(second, first.api_key).post(request("ping"), session=key_session).status_code == 200
        assert Caller(second).open()
        assert took <= 5
    finally:
        second.stop()


def test_an_ordinary_user_starts_it_with_a_plain_environment(instance, ordinary_user):
    path, become = ordinary_user
    needed = {name: value for name, value in Instance.variables(path / "state").items() if name.startswith(("MCP_", "WAZUH_", "AUTH_"))}
    environment = needed | {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(path), BINARIES: str(PROGRAM.parent)}
    plain = Instance.restart(environment, workers=1, through=(*become, "prlimit", "--nofile=1024:"))
    try:
        assert Caller(plain).call("tools/call", {"name": "get_wazuh_agents", "arguments": {}})["structuredContent"]["total"] > 0
        for pid in plain.worker_pids():
            soft, hard = processes.open_files(pid)
            assert soft == min(hard, 65536)
    finally:
        plain.stop()


def ipv6_address():
    """An address of this machine that is not the loopback's, where there is one."""
    for line in pathlib.Path("/proc/net/if_inet6").read_text().splitlines() if os.path.exists("/proc/net/if_inet6") else []:
        digits, _, _, scope = line.split()[:4]
        if scope == "00":
            return str(ipaddress.IPv6Address(bytes.fromhex(digits)))
    return None


def test_an_ipv6_address_stands_in_brackets_in_every_url(folder):
    address = ipv6_address() or pytest.skip("this machine has no IPv6 address")
    instance = Instance.start(folder, workers=1, MCP_HOST=address)
    try:
        port = instance.environment["MCP_TLS_PORT"]
        assert instance.url == f"https://[{address}]:{port}"
        issued = jwt.decode(instance.token, options={"verify_signature": False})
        assert (issued["iss"], issued["aud"]) == (instance.url, f"{instance.url}/mcp")
        assert Caller(instance).open()
    finally:
        instance.stop()


def test_two_instances_side_by_side(folder, tmp_path):
    one = Instance.start(folder, workers=1)
    other = None
    try:
        other = Instance.start(tmp_path / "other", workers=2)
        assert not one.processes() & other.processes()
        assert (len(one.worker_pids()), len(other.worker_pids())) == (1, 2)
        for instance, stranger in ((one, other), (other, one)):
            session = Caller(instance).open()
            assert Caller(instance).call("tools/call", {"name": "get_wazuh_running_agents", "arguments": {}}, session=session)
            assert Caller(stranger, instance.token).post(request("ping"), session=session).status_code == 401
        other.stop()
        assert Caller(one).open()
    finally:
        one.stop()
        if other and other.processes():
            other.stop()


def test_stop_leaves_no_process_not_even_under_open_streams(folder):
    instance = Instance.start(folder, workers=2)
    running = instance.processes()
    assert len(running) >= 4
    with EventStream(instance, "/sse", {"Authorization": f"Bearer {instance.token}"}) as stream:
        assert stream.next()[0] == "endpoint"
        began = time.monotonic()
        instance.stop()
        assert time.monotonic() - began < 35
    assert not instance.processes()
    with pytest.raises(OSError):
        EventStream(instance, "/sse", {})
    assert not list(folder.rglob("*.sock")), "sockets are left behind"
    again = instance.stop()
    assert again.returncode == 0, "stopping what does not run is no error"


def test_stop_lets_a_request_in_flight_finish(folder):
    instance = Instance.start(folder, workers=2)
    log = folder / "log/worker.log"
    simulators = [pid for pid in instance.processes() if processes.is_program(pid, "wazuh-sim")]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        try:
            session = Caller(instance).open()
            idle = sockets_of_workers(instance)
            for pid in simulators:
                os.kill(pid, signal.SIGSTOP)
            call = request("tools/call", {"name": "get_wazuh_agents", "arguments": {}})
            answer = pool.submit(Caller(instance).post, call, session=session)
            wait_until(lambda: sockets_of_workers(instance) > idle)
            stopping = pool.submit(instance.stop)
            wait_until(lambda: log.read_text().count('"worker stopping"') == 2)
        finally:
            for pid in simulators:
                os.kill(pid, signal.SIGCONT)
        try:
            assert answer.result(30).json()["result"]["structuredContent"]["total"] > 0
        finally:
            stopping.result(60)
    assert log.read_text().count('"worker stopped"') == 2 and "crashed" not in log.read_text(), log.read_text()


def sockets_of_workers(instance):
    return sum(map(processes.sockets, instance.worker_pids()))


def show(environment, on_terminal=False):
    """What scripts/run tells people."""
    command = [REPOSITORY / "scripts/run", "--detach"]
    if on_terminal:
        command = ["script", "-qec", shlex.join(map(str, command)), "/dev/null"]
    return subprocess.run(
        command, env=environment, cwd=Instance.folder(environment), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=1800)


def test_key_and_token_are_shown_on_a_terminal_alone(folder):
    environment = Instance.variables(folder)
    logged = show(environment)
    try:
        assert logged.returncode == 0, logged.stderr
        files = [folder / "first-api-key", folder / "token"]
        assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
        key, token = (file.read_text().strip() for file in files)
        assert len(key) == 49 and token.count(".") == 2
        told = logged.stdout + logged.stderr + "".join(log.read_text() for log in folder.glob("log/*"))
        assert key not in told and token not in told
        assert all(str(file) in logged.stdout for file in files)
        on_terminal = show(environment, on_terminal=True).stdout
        assert key in on_terminal and on_terminal.count("Bearer ey") == 3
        assert not any(file.exists() for file in files)
        assert "was shown at the first start" in show(environment).stdout
    finally:
        subprocess.run([REPOSITORY / "scripts/stop"], env=environment, cwd=folder.parent, check=True, capture_output=True, timeout=120)


@pytest.mark.parametrize("arguments, member, pattern", [
    (["keys", "create"], "api_key", r"wazuh_[A-Za-z0-9_-]{43}"), (["keys", "create", "--first"], "api_key", r"wazuh_[A-Za-z0-9_-]{43}"),
    (["token"], "access_token", r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}"),
])
def test_what_is_no_terminal_gets_a_secret_in_a_file_or_as_json(folder, arguments, member, pattern):
    def ask(state, *more):
        environment = {"PATH": os.environ["PATH"], "WAZUH_MCP_STATE_DIR": str(state)}
        done = subprocess.run([PROGRAM, *arguments, *more], env=environment, cwd=folder.parent, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done
        return done

    told = ask(folder)
    [named] = re.findall(rf"{folder}/\S+(?=,)", told.stderr)
    assert not told.stdout and re.fullmatch(pattern, pathlib.Path(named).read_text().strip())
    assert not re.search(pattern, told.stderr) and stat.S_IMODE(os.stat(named).st_mode) == 0o600
    asked = ask(folder.parent / "other", "--json")
    assert re.fullmatch(pattern, json.loads(asked.stdout)[member]) and not asked.stderr
    if "--first" in arguments:
        kept = pathlib.Path(named).read_text()
        assert "there is a key already" in ask(folder).stdout and json.loads(ask(folder, "--json").stdout)[member] is None
        assert pathlib.Path(named).read_text() == kept and not list(folder.glob("first-api-key.*"))


def test_a_damaged_store_can_be_put_aside_for_a_new_one(folder):
    first = Instance.start(folder, workers=1)
    first.stop()
    store = folder / "store.sqlite"
    damaged = store.read_bytes()[:100] + os.urandom(20_000)
    store.write_bytes(damaged)
    second = Instance.restart(first.environment, 1, "--accept-new-store")
    try:
        assert second.api_key not in (None, first.api_key) and Caller(second, second.api_key).open()
        assert damaged in [kept.read_bytes() for kept in folder.glob("store.sqlite?*")]
    finally:
        second.stop()


def test_an_instance_that_runs_is_shown_not_started_again(folder):
    instance = Instance.start(folder, workers=1)
    try:
        running = instance.processes()
        again = Instance.restart(instance.environment, workers=3)
        assert instance.processes() == running
        assert (again.url, again.workers, again.api_key) == (instance.url, 1, None)
        assert Caller(again).open()
    finally:
        instance.stop()


@pytest.mark.parametrize("variable, value", [
    ("MCP_PORT", "70000"), ("AUTH_MODE", "nonsense"), ("TOKEN_LIFETIME", "soon"), ("AUTH_SECRET_KEY", "short"), ("LOG_LEVEL", "LOUD"),
])
def test_a_bad_variable_stops_the_start_and_is_named(folder, variable, value):
    with pytest.raises(AssertionError) as raised:
        Instance.start(folder, workers=1, **{variable: value})
    assert variable in str(raised.value)
    if variable != "AUTH_SECRET_KEY":
        assert value in str(raised.value)
