"""The store's file, locked, lost, spoilt or on a full disk while the workers serve, and what a start makes of a strange one."""

import asyncio
import collections
import contextlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import time

import pytest

from harness.instance import PROGRAM, Instance
from harness.load import Broken, Connection
from harness.rpc import initialize, modern, request, routing

WORKERS = 3
# An API key, wherever it stands.
KEY = re.compile(r"wazuh_[A-Za-z0-9_-]{43}")
# In seconds: for a request that needs no lock, for one that waits for it, and for all to be well again.
FREE, BUSY, MENDED = 0.5, 2, 5


@pytest.fixture(scope="module")
def served():
    """A server of its own, whose store these tests take away."""
    with tempfile.TemporaryDirectory(prefix="wazuh-mcp-test-") as folder:
        started = Instance.start(pathlib.Path(folder) / "state", WORKERS)
        yield started
        started.stop()


@pytest.fixture
def store(served):
    return pathlib.Path(served.state_dir) / "store.sqlite"


async def post(served, message, headers=None, session=None):
    """(status, headers, seconds) of a message on a connection of its own."""
    connection, began = Connection(served.local_address, served.token), time.monotonic()
    try:
        fields = {"Content-Type": "application/json"} | ({"Mcp-Session-Id": session} if session else {}) | (headers or {})
        status, told, body = await connection.send("POST", "/mcp", fields, json.dumps(message).encode())
        assert status != 503 or b"wazuh_" not in body, body
        return status, told, time.monotonic() - began
    finally:
        connection.close()


async def ask(served):
    """A request that belongs to no session."""
    message = modern("tools/list")
    return await post(served, message, routing(message))


async def health(served):
    connection, began = Connection(served.local_address, served.token), time.monotonic()
    try:
        status, told, _ = await connection.send("GET", "/health", {})
        return status, told, time.monotonic() - began
    finally:
        connection.close()


async def is_well(served):
    """Whether sessions that one worker opens are found by whichever answers next, many times in a row."""
    for _ in range(8 * WORKERS):
        status, told, _ = await post(served, initialize())
        if status != 200:
            return False
        if any(status != 200 for status, _, _ in [await post(served, request("ping"), session=told["mcp-session-id"]) for _ in range(WORKERS)]):
            return False
    return True


@contextlib.asynccontextmanager
async def load(served):
    """Requests all the while: how many were answered with which status."""
    statuses, is_over = collections.Counter(), asyncio.Event()

    async def repeat(one):
        while not is_over.is_set():
            try:
                statuses[(await one(served))[0]] += 1
            except (Broken, OSError) as error:
                statuses[str(error)] += 1
            await asyncio.sleep(0.01)

    async def open_session(served):
        return await post(served, initialize())

    tasks = [asyncio.create_task(repeat(one)) for one in (open_session, open_session, ask, health)]
    try:
        yield statuses
    finally:
        is_over.set()
        await asyncio.gather(*tasks)


def logs(served):
    return "".join(path.read_text(errors="replace") for path in pathlib.Path(served.state_dir, "log").glob("*"))


def test_a_lock_of_another_process_delays_nobody_who_needs_none(served, store):
    async def run():
        session = (await post(served, initialize()))[1]["mcp-session-id"]
        with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            opening = [asyncio.create_task(post(served, initialize())) for _ in range(60)]
            free = []
            while not all(task.done() for task in opening):
                free += await asyncio.gather(health(served), ask(served), post(served, request("ping"), session=session))
            opened = await asyncio.gather(*opening)
            other.execute("ROLLBACK")
        assert collections.Counter(status for status, _, _ in opened) == {503: 60}
        assert all(int(told["retry-after"]) > 0 for _, told, _ in opened)
        assert max(seconds for _, _, seconds in opened) < BUSY
        assert collections.Counter(status for status, _, _ in free) == {200: len(free)}
        assert max(seconds for _, _, seconds in free) < FREE
        assert (await post(served, initialize()))[0] == 200

    asyncio.run(run())


def overwrite(store):
    size = store.stat().st_size
    with store.open("r+b") as file:
        file.write(os.urandom(size))


def take_away(store):
    for path in store.parent.glob(store.name + "*"):
        path.unlink()


def replace(store):
    other = store.with_name("other")
    other.write_text("not a database")
    other.rename(store)


LOSSES = {
    "deleted": lambda store: store.unlink(), "taken away": take_away, "emptied": lambda store: os.truncate(store, 0),
    "cut": lambda store: os.truncate(store, 4096), "overwritten": overwrite, "replaced": replace,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_workers_go_on_with_a_new_store(served, store, loss):
    workers, kept = served.worker_pids(), set(store.parent.glob("store.sqlite.corrupt-*"))
    told = logs(served).count('"store replaced"')

    async def run():
        assert await is_well(served)
        async with load(served) as statuses:
            await asyncio.sleep(0.5)
            # What the log still held could mend the file again.
            with contextlib.closing(sqlite3.connect(store)) as other:
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            LOSSES[loss](store)
            began = time.monotonic()
            while not await is_well(served):
                assert time.monotonic() - began < MENDED, statuses
            # Whoever has not noticed yet would still answer.
            await asyncio.sleep(1)
            assert await is_well(served)
        assert set(statuses) <= {200, 503}, statuses

    asyncio.run(run())
    assert served.worker_pids() == workers, "a worker died"
    text = logs(served)
    assert text.count('"store replaced"') > told
    assert not KEY.search(text)
    if "deleted" not in loss and "taken" not in loss:
        new = [path for path in set(store.parent.glob("store.sqlite.corrupt-*")) - kept if not path.name.endswith(("-wal", "-shm"))]
        assert len(new) == 1 and str(new[0]) in text


def test_another_applications_database_is_left_alone(served, store):
    aside, other = store.with_name("aside"), store.with_name("other.sqlite")
    with contextlib.closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE notes (text)")
        database.commit()
    bytes = other.read_bytes()

    async def run():
        async with load(served) as statuses:
            other.rename(store)
            await asyncio.sleep(2)
            assert (await post(served, initialize()))[0] == 503
            assert (await health(served))[0] == 200
            store.rename(aside)
            began = time.monotonic()
            while not await is_well(served):
                assert time.monotonic() - began < MENDED, statuses
        assert set(statuses) <= {200, 503}, statuses

    asyncio.run(run())
    assert aside.read_bytes() == bytes


def test_a_full_disk_is_said_and_its_room_noticed():
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    with tempfile.TemporaryDirectory(prefix="wazuh-mcp-test-") as folder:
        disk = pathlib.Path(folder, "disk")
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], capture_output=True).returncode:
            pytest.skip("this root may mount nothing")
        try:
            # Sessions without end, so that the file has to grow.
            started = Instance.start(
                pathlib.Path(folder, "state"), WORKERS, STORE=f"sqlite:{disk}/store.sqlite", SESSIONS_PER_PRINCIPAL="100000")
            try:
                asyncio.run(fill(started, disk))
            finally:
                started.stop()
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)


async def fill(served, disk):
    assert await is_well(served)
    async with load(served) as statuses:
        with contextlib.suppress(OSError), open(disk / "fill", "wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        began = time.monotonic()
        # The last pages of the write-ahead log may still be there to be used.
        while (await post(served, initialize()))[0] != 503:
            assert time.monotonic() - began < 20
        for _ in range(10):
            assert (await ask(served))[0] == 200
        with served.http() as client:
            while (answer := client.get("/ready")).status_code != 503:
                assert time.monotonic() - began < 30
            assert answer.json()["failing"] == ["store"]
        (disk / "fill").unlink()
        began = time.monotonic()
        while not await is_well(served):
            assert time.monotonic() - began < MENDED, statuses
    assert set(statuses) <= {200, 503}, statuses


@pytest.fixture
def offline(tmp_path):
    """The environment of the program's own commands, on a store that no server uses."""
    return {
        "WAZUH_MCP_STATE_DIR": str(tmp_path), "STORE": f"sqlite:{tmp_path}/store.sqlite", "WAZUH_HOST": "127.0.0.1",
        "WAZUH_USER": "x", "WAZUH_PASS": "x"}


def keys(environment, *arguments):
    return subprocess.run([PROGRAM, "keys", *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30)


def test_a_damaged_store_stops_a_start_and_says_how_to_go_on(offline, tmp_path):
    assert keys(offline, "create", "--json").returncode == 0
    store = tmp_path / "store.sqlite"
    overwrite(store)
    damaged = store.read_bytes()
    done = keys(offline, "list")
    assert done.returncode != 0
    assert str(store) in done.stderr and "--accept-new-store" in done.stderr
    assert store.read_bytes() == damaged and not list(tmp_path.glob("*corrupt*"))


def test_a_file_of_somebody_else_is_never_touched(offline, tmp_path):
    store = tmp_path / "store.sqlite"
    store.write_text("my notes\n")
    done = keys(offline, "list")
    assert done.returncode != 0
    assert str(store) in done.stderr and "STORE" in done.stderr
    assert store.read_text() == "my notes\n"
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith("store")} == {"store.sqlite"}
