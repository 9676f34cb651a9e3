"""Many sessions at once, with workers that die under them, and many idle streams."""

import asyncio
import collections
import json
import os
import signal
import statistics
import time

import pytest

from harness import processes, rpc
from harness.load import Broken, EventStreamClient, Stream, StreamableClient, Connection
from harness.tokens import TokenMaker

pytestmark = pytest.mark.slow

SESSIONS = 200
KILLS = 10
# As many as this process can have open; scripts/test raises the soft limit.
STREAMS = min(2000, processes.open_files(os.getpid())[0] // 2)
# Each nginx process keeps so many connections to workers, workers some to the publisher.
POOLED = 64 * (os.cpu_count() + 1)


async def together(work, limit=64):
    """Runs coroutines, so many at a time."""
    gate = asyncio.Semaphore(limit)

    async def gated(one):
        async with gate:
            return await one

    return await asyncio.gather(*[gated(one) for one in work])


class Tally:
    """What became of the requests of a load."""

    def __init__(self):
        self.answered = 0
        self.refused = collections.Counter()
        self.wrong = []

    def take(self, id, status, headers, body):
        if status in (502, 503):
            try:
                rpc.error_message(headers.get("content-type"), body)
                self.refused[status] += 1
            except (AssertionError, ValueError) as error:
                self.wrong.append(f"{status}: {error}")
            return
        answer = json.loads(body) if status == 200 else {}
        if status == 200 and answer.get("id") == id and "result" in answer and not answer["result"].get("isError"):
            self.answered += 1
        else:
            self.wrong.append(f"{status} {body[:200]!r}")


def work_of(round):
    if round % 4 == 1:
        return "tools/list", {}
    if round % 4 == 3:
        return "tools/call", {"name": "get_wazuh_running_agents", "arguments": {"limit": 5}}
    return "ping", None


def test_killed_workers_lose_no_session(instance):
    before = instance.wait_for_workers(instance.workers)
    assert instance.workers == 4, "start the instance with --workers 4"
    maker, tally = TokenMaker(instance), Tally()
    killed, lost = [], []

    async def client_loop(client, until):
        round = 0
        while not until.is_set():
            round += 1
            method, params = work_of(round)
            try:
                tally.take(round, *await client.ask(round, method, params))
            except TimeoutError:
                tally.wrong.append("an answer that never came")
            except Broken as error:
                tally.wrong.append(f"a connection that broke: {error}")
            # Clients think between requests: the load is not the machine's limit.
            await asyncio.sleep(0.1)

    async def killer():
        for _ in range(KILLS):
            await asyncio.sleep(1)
            alive = instance.worker_pids()
            victim = next(pid for pid in alive if pid not in killed) if set(alive) - set(killed) else alive[0]
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    async def run():
        kinds = [StreamableClient, EventStreamClient]
        clients = [kinds[i % 2](instance.local_address, maker.make(sub=f"load-{i % 20}")) for i in range(SESSIONS)]
        await together([client.open() for client in clients])
        stop = asyncio.Event()
        loops = [asyncio.create_task(client_loop(client, stop)) for client in clients]
        await killer()
        await asyncio.sleep(1)
        stop.set()
        await asyncio.gather(*loops)
        instance.wait_for_workers(4)
        for client in clients:
            try:
                status, _, body = await client.ask("last", "ping")
                if status != 200:
                    lost.append(f"{type(client).__name__}: {status} {body[:200]!r}")
            except (TimeoutError, Broken) as error:
                lost.append(f"{type(client).__name__}: {error!r}")
            await client.close()

    asyncio.run(asyncio.wait_for(run(), 180))
    print(f"answered {tally.answered}, refused {dict(tally.refused)}, wrong {len(tally.wrong)}, killed {len(set(killed))}")
    assert not lost, f"{len(lost)} sessions lost: {lost[:3]}"
    assert not tally.wrong, f"{len(tally.wrong)} answers that should not be: {tally.wrong[:5]}"
    assert len(set(killed)) == KILLS and not set(killed) & set(instance.worker_pids())
    assert set(before) != set(instance.worker_pids())
    assert tally.answered > SESSIONS * KILLS
    # In flight in a killed worker can be no more than the clients that it served.
    assert sum(tally.refused.values()) <= KILLS * SESSIONS / 2


def test_idle_streams_cost_the_workers_nothing(instance):
    maker = TokenMaker(instance)
    workers = instance.wait_for_workers(instance.workers)

    def held():
        return {pid: (processes.sockets(pid), processes.threads(pid)) for pid in workers}

    async def settled(seconds=10):
        """What the workers hold once nothing moves any more."""
        end, last = time.monotonic() + seconds, None
        while time.monotonic() < end:
            now = held()
            if now == last:
                break
            last = now
            await asyncio.sleep(0.5)
        return last

    async def run():
        # A few requests first, so that what is pooled is there already.
        tokens = [maker.make(sub=f"idle-{i % 50}") for i in range(STREAMS)]
        warm = [EventStreamClient(instance.local_address, tokens[i]) for i in range(64)]
        await together([client.open() for client in warm])
        for client in warm:
            await client.close()
        before = await settled()
        streams = [Stream(instance.local_address, token) for token in tokens]
        started = time.monotonic()
        paths = await together([stream.open() for stream in streams])
        opened = time.monotonic() - started
        during = await settled()
        latencies = []

        async def message(connection, stream, path, id):
            began = time.monotonic()
            status, _, body = await connection.post(rpc.request("ping", id=id), path=path)
            assert status == 202, (status, body)
            answer = await asyncio.wait_for(stream.messages.get(), 30)
            latencies.append(time.monotonic() - began)
            assert answer["id"] == id and "result" in answer, answer

        # One connection a principal, as a token has to go with each request.
        connections = [Connection(instance.local_address, token) for token in tokens[:50]]

        async def talk(start):
            for index in range(start, STREAMS, 50):
                await message(connections[start], streams[index], paths[index], index)

        await asyncio.gather(*[talk(start) for start in range(50)])
        ended = [stream.ended for stream in streams if stream.ended]
        for closing in streams + connections:
            outcome = closing.close()
            if outcome is not None:
                await outcome
        return before, during, latencies, ended, opened

    before, during, latencies, ended, opened = asyncio.run(asyncio.wait_for(run(), 240))
    p50, p99 = statistics.median(latencies), sorted(latencies)[int(len(latencies) * 0.99) - 1]
    print(f"{STREAMS} streams opened in {opened:.1f} s; a message to each: p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms")
    print(f"workers' (sockets, threads) before {before}, during {during}")
    assert not ended, f"{len(ended)} streams ended: {ended[:3]}"
    assert len(latencies) == STREAMS
    assert instance.worker_pids() == workers
    for pid in workers:
        # Connections to the publisher are pooled and come and go; streams would be hundreds.
        assert during[pid][0] <= POOLED, f"worker {pid} holds sockets for idle streams: {before[pid]} → {during[pid]}"
        assert during[pid][1] <= before[pid][1] + 2, f"worker {pid} holds threads for idle streams: {before[pid]} → {during[pid]}"
