"""Texts that mislead whoever takes them for characters: at every door they are answered, cost what other texts cost, and are not repeated."""

import statistics
import threading
import time

import pytest

from harness import raw, rpc
from harness.pathological import DOORS, ORDINARY, ROWS, SHORT_ESCAPES, TABLE, escaped, percent, quoted
from harness.processes import cpu_seconds
from harness.tokens import TokenMaker

pytestmark = pytest.mark.usefixtures("no_worker_dies")

# The longest part of a text that an answer may repeat, in bytes of UTF-8.
REPEATED = 200
# Beside what a text costs: what else a worker does meanwhile, in seconds of a processor a request.
NOISE = 50e-6


class Line:
    """A connection that is kept as long as the server keeps it."""

    def __init__(self, instance):
        self.instance = instance
        self.connection = None

    def request(self, method, path, changes, body):
        fields = {
            "Host": raw.host_field(self.instance, local=True), "Authorization": f"Bearer {self.instance.token}",
            "Content-Type": "application/json", "Accept": rpc.BOTH,
        } | changes | {"Content-Length": str(len(body))}
        return raw.head(method, path, fields.items()) + body

    def send(self, request):
        if self.connection is None:
            self.connection = raw.connect(self.instance, local=True)
        self.connection.sendall(request)
        reply = raw.read_reply(self.connection)
        if reply.headers.get("connection") == "close":
            self.close()
        return reply

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@pytest.fixture(scope="module")
def line(instance):
    line = Line(instance)
    yield line
    line.close()


def rows(door):
    """The texts that can be given at a door."""
    for row in ROWS:
        in_json = door.coding in (quoted, escaped)
        # The end of a field is no text in it, and a half of a pair is one in JSON alone.
        if (in_json or row.json_unit is None) and (in_json or door.coding is percent or b"\n" not in row.unit):
            yield row


def cost(line, pids, request, count):
    """The workers' seconds for a request, and the last answer."""
    before = cpu_seconds(pids)
    for _ in range(count):
        reply = line.send(request)
    return (cpu_seconds(pids) - before) / count, reply


def strings(value):
    """All names and texts in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for element in value:
            yield from strings(element)
    elif isinstance(value, dict):
        for name, element in value.items():
            yield name
            yield from strings(element)


def assert_not_repeated(row, door, reply):
    unit = row.unit
    longest = unit * (REPEATED // len(unit) + 1)
    texts = [reply.body, *(value.encode("latin-1") for value in reply.headers.values())]
    if reply.content_type.startswith("application/json") and reply.body:
        texts += [text.encode(errors="surrogatepass") for text in strings(reply.json())]
    for text in texts:
        assert longest not in text and door.coding(longest)[:4 * REPEATED] not in text, f"{row.name} is repeated: {text[:2_000]!r}"


class Measure:
    """What requests cost at a door, compared with an ordinary text there."""

    def __init__(self, line, door, ordinary):
        self.line, self.door = line, door
        self.pids = line.instance.worker_pids()
        self.letters, self.request = self.sent(ordinary)
        cost(line, self.pids, self.request, 3)
        self.letter_cost = statistics.median(self.again() for _ in range(3))

    def sent(self, row):
        text = row.text(self.door.coding, self.door.size)
        return len(text), self.line.request(*self.door.make(text))

    def again(self):
        return cost(self.line, self.pids, self.request, self.door.count)[0] / self.letters

    def times(self, row):
        """How many times as much as the ordinary text a byte of another costs, and the answer to it."""
        size, request = self.sent(row)
        # What disturbs a measurement adds to it, so that another may clear it.
        for _ in range(5):
            seconds, reply = cost(self.line, self.pids, request, self.door.count)
            if seconds <= 3 * self.letter_cost * size + NOISE:
                return 1, reply
            self.letter_cost = statistics.median([self.letter_cost, self.again(), self.again()])
        return seconds / size / self.letter_cost, reply


@pytest.mark.parametrize("door", DOORS, ids=[door.name for door in DOORS])
def test_any_text_costs_what_ascii_costs(line, door):
    letters = Measure(line, door, ORDINARY)
    escapes = Measure(line, door, SHORT_ESCAPES) if door.coding is quoted else None
    dear = {}
    for row in rows(door):
        times, reply = (escapes if row.has_short_escapes(door.coding) else letters).times(row)
        assert reply.status in door.statuses, (row.name, reply.status, reply.body[:500])
        if times > 3:
            dear[row.name] = times
        if row.json_unit is None and reply.status != 202:
            assert_not_repeated(row, door, reply)
    assert not dear, f"{letters.letter_cost * letters.letters * 1e6:.0f} µs for letters, but so many times of that: {dear}"


def test_health_stays_fast(instance):
    """While four clients send all texts at all doors, each a few of them at once."""
    over = threading.Event()
    failures = []

    def send(doors):
        line = Line(instance)
        try:
            for row in ROWS:
                for door in doors:
                    if row in rows(door) and not over.is_set():
                        reply = line.send(line.request(*door.make(row.text(door.coding, door.size))))
                        assert reply.status in door.statuses, (door.name, row.name, reply.status)
        except BaseException as failure:
            failures.append(failure)
        finally:
            line.close()

    senders = [threading.Thread(target=send, args=(DOORS[number::4],)) for number in range(4)]
    for sender in senders:
        sender.start()
    times = []
    line = Line(instance)
    try:
        while any(sender.is_alive() for sender in senders):
            start = time.monotonic()
            assert line.send(line.request("GET", "/health", {}, b"")).status == 200
            times.append(time.monotonic() - start)
            time.sleep(0.01)
    finally:
        over.set()
        line.close()
        for sender in senders:
            sender.join()
    assert not failures
    # A busy machine may delay one or another, but not each.
    assert statistics.median(times) < 0.1 and max(times) < 5, f"median {statistics.median(times):.3f} s, longest {max(times):.3f} s"


# --- what only looks like a real name is another ---

LOOK_ALIKES = [pytest.param(left, right, id=ascii(left + " " + right)) for left, right in TABLE["look_alikes"]]


@pytest.mark.parametrize("left, right", LOOK_ALIKES)
def test_look_alikes_are_two_names_and_two_ids(caller, left, right):
    session = caller.open()
    told = caller.post(rpc.request("ping", {left: 1, right: 2}), session=session)
    assert told.status_code == 200 and "result" in told.json(), told.text
    for id in (left, right):
        assert caller.post(rpc.request("ping", id=id), session=session).json()["id"] == id
    refusal = caller.post(
        rpc.request("tools/call", {"name": "get_wazuh_agents", "arguments": {left: 1, right: 2}}), session=session).json()["result"]
    assert refusal["isError"] and "unknown argument" in refusal["content"][0]["text"]


# Canonically, this is the letter K.
KELVIN = "\u212a"


def test_a_session_has_its_own_letters(caller):
    session = caller.open()
    while "K" not in session:
        session = caller.open()
    assert caller.post(rpc.request("ping"), session=session).status_code == 200
    look_alike = session.replace("K", KELVIN, 1).encode()
    assert caller.post(rpc.request("ping"), headers={"Mcp-Session-Id": look_alike}).status_code in (400, 404)


def test_a_token_has_its_own_letters(instance, caller):
    maker = TokenMaker(instance)
    token = maker.make()
    while "K" not in token:
        token = maker.make()
    opened = caller.post(rpc.initialize(), headers={"Authorization": f"Bearer {token}"})
    assert opened.status_code == 200, opened.text
    look_alike = f"Bearer {token}".replace("K", KELVIN, 1).encode()
    assert caller.post(rpc.initialize(), headers={"Authorization": look_alike}).status_code in (400, 401)


@pytest.mark.parametrize("end", ["\0", "\u200b", "\u0301", "\ufeff", "\u00ad", "\ufe0f"], ids=ascii)
def test_names_end_where_they_end(caller, line, end):
    session = caller.open()
    refused = caller.post(rpc.request("tools/call", {"name": "get_wazuh_agents" + end, "arguments": {}}), session=session).json()
    assert refused["error"]["code"] == -32602
    assert caller.post(rpc.request("ping" + end), session=session).json()["error"]["code"] == -32601
    refused = caller.post(
        rpc.request("tools/call", {"name": "get_wazuh_agents", "arguments": {"limit" + end: 1}}), session=session).json()["result"]
    assert refused["isError"] and "unknown argument" in refused["content"][0]["text"]
    path = "/health" + percent(end.encode()).decode()
    assert line.send(line.request("GET", path, {}, b"")).status in (400, 404)
