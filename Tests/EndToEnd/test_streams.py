"""Event streams that nginx holds: what a client may say of the events it has seen."""

import time

import pytest

from harness import processes
from harness.raw import EventStream
from harness.rpc import Caller, request
from harness.tokens import TokenMaker

# Well-formed ids of events that nobody has sent, and ids that are none.
NEW, OLD, ODD = f"{int(time.time())}:0", "1700000000:0", "1700000000:[0],-1,99999999"
IDS = {
    "Last-Event-ID": lambda id: ("", {"Last-Event-ID": id}),
    "two fields": lambda id: ("", {"If-Modified-Since": "Tue, 14 Nov 2023 22:13:20 GMT", "If-None-Match": id.partition(":")[2]}),
    "If-None-Match": lambda id: ("", {"If-None-Match": id}),
    "the query": lambda id: (f"?last_event_id={id}", {}),
}


@pytest.fixture
def streams_stay(instance):
    """Fails a test during which a process of nginx ended or a stream of somebody else closed."""
    maker = TokenMaker(instance)
    before = nginx(instance)
    open_streams = []
    for number in range(6):
        caller = Caller(instance, maker.make(sub=f"reader-{number}"))
        stream = EventStream(instance, "/sse", {"Authorization": f"Bearer {caller.token}"}, local=number % 2 == 1)
        open_streams.append((caller, stream, stream.next()[1]))
    yield
    for caller, stream, path in open_streams:
        assert caller.post(request("ping", id=path), path=path).status_code == 202
        assert stream.message()["id"] == path
        stream.close()
    assert nginx(instance) == before, "a process of nginx has ended"


def nginx(instance):
    found = {pid for pid in instance.processes() if processes.read(pid, "comm") == b"nginx\n"}
    assert found
    return found


@pytest.mark.parametrize("accept", ["text/event-stream", None])
@pytest.mark.parametrize("way", IDS)
def test_ids_of_events_harm_no_stream(caller, streams_stay, way, accept):
    session = caller.open()
    usual = {"Authorization": f"Bearer {caller.token}", "Mcp-Session-Id": session}
    for id in (OLD, NEW, ODD, NEW, OLD):
        query, fields = IDS[way](id)
        with EventStream(caller.instance, f"/mcp{query}", usual | fields, local=True, accept=accept) as stream:
            assert stream.reply.status == 200, stream.reply.body
        with EventStream(caller.instance, f"/sse{query}", usual | fields, local=True, accept=accept) as stream:
            assert stream.next()[0] == "endpoint", "the stream begins with its first event, whatever the client has seen"
