"""How many instructions a request takes in a worker, and in which parts: callgrind over one worker without a web server."""

import collections
import json
import pathlib
import re
import socket
import struct
import subprocess

import load
from servers import PROGRAM, Target

WARM_UP, REQUESTS = 100, 200
BEGIN, END, PARAMETERS, INPUT, OUTPUT = 1, 3, 4, 5, 6


class WorkerClient(load.Client):
    """Asks a worker itself, on one FastCGI connection that it keeps, as nginx would."""

    def __init__(self, path, token):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(60)
        self.socket.connect(str(path))
        self.stream = self.socket.makefile("rb")
        super().__init__(Target("the worker", 80, token, set, set))

    def post(self, message):
        body = json.dumps(message).encode()
        fields = self.fields()
        parameters = {
            "REQUEST_METHOD": "POST", "REQUEST_URI": "/mcp", "CONTENT_TYPE": fields["Content-Type"], "CONTENT_LENGTH": str(len(body)),
            "REMOTE_ADDR": "127.0.0.1", "HTTP_PROXY": ""}
        parameters |= {"HTTP_" + name.upper().replace("-", "_"): value for name, value in fields.items()}
        packed = b"".join(size(name) + size(value) + name.encode() + value.encode() for name, value in parameters.items())
        self.socket.sendall(
            record(BEGIN, bytes([0, 1, 1, 0, 0, 0, 0, 0])) + record(PARAMETERS, packed) + record(PARAMETERS) + record(INPUT, body)
            + record(INPUT))
        head, _, content = self.output().partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        headers = {"-".join(part.capitalize() for part in name.split("-")): value for name, value in lines.items()}
        if not headers["Status"].startswith("2"):
            raise SystemExit(f"bench: the worker answers {headers['Status']} to {message['method']}: {content[:500]!r}")
        return int(headers["Status"][:3]), headers, content

    def output(self):
        output = b""
        while True:
            _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", self.stream.read(8))
            content = self.stream.read(length + padding)[:length]
            if kind == END:
                return output
            output += content


def record(kind, content=b""):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def size(text):
    length = len(text.encode())
    return bytes([length]) if length < 128 else struct.pack(">I", length | 1 << 31)


def measure(servers, tools):
    """For each load the instructions a request, by part."""
    environment = servers.environment()
    path, profile = servers.folder / "worker.sock", servers.folder / "callgrind"
    made = subprocess.run([PROGRAM, "token", "--json"], env=environment, check=True, capture_output=True)
    token = json.loads(made.stdout)["access_token"]
    # With its symbols, without what valgrind does not understand of its debugging information.
    program = servers.folder / PROGRAM.name
    subprocess.run(["objcopy", "--strip-debug", PROGRAM, program], check=True)
    worker = servers.start("worker", [
        "valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={profile}", program, "worker",
        "--listen", f"unix:{path}"], path, env=environment)
    client = WorkerClient(path, token)
    control(worker.pid, "--instr=on")
    results = {}
    for number, one in enumerate(load.LOADS, 1):
        client.check(one, tools)
        for id in range(WARM_UP):
            client.post(load.message(one, 10_000 + id))
        control(worker.pid, "--zero")
        for id in range(REQUESTS):
            client.post(load.message(one, 20_000 + id))
        control(worker.pid, "--dump")
        results[one.name] = {part: count / REQUESTS for part, count in parts(f"{profile}.{number}").items()}
    return results


def control(pid, *command):
    subprocess.run(["callgrind_control", *command, str(pid)], check=True, capture_output=True)


def parts(path):
    """The instructions of each part of a dump: a module of ours, a library, or what the Swift runtime and the C library are used for."""
    counts, names, current, skips = collections.Counter(), {}, {"ob": "", "fn": ""}, False
    for line in open(path):
        if found := DEFINITION.match(line):
            # A name stands in full where it comes first, and is named by a number from then on.
            kind, id, name = found.groups()
            name = names.setdefault((kind[-2:], id), name)
            if kind in current:
                current[kind] = name
        elif line.startswith("calls="):
            # What a callee has used is its own.
            skips = True
        elif line[0] in "+-*0123456789":
            if not skips:
                counts[part(current["ob"], current["fn"])] += int(line.split()[1])
            skips = False
    return counts


DEFINITION = re.compile(r"(c?ob|c?fn)=\((\d+)\)(?: (.*))?")
# Swift's mangled names begin with the module that a function stands in.
MODULE = re.compile(r"\$s(\d+)(\w+)")
MEMORY = re.compile(r"(_int_)?(malloc|free|realloc|calloc|memalign)|tcache|unlink_chunk|cfree|posix_memalign|aligned_alloc|malloc_consolidate")
RUNTIME = re.compile(r"_?swift_|_ZN?K?5swift|_ZN.*swift|_ZL.*swift")


def part(object, function):
    library = pathlib.Path(object).name.partition(".so")[0]
    if found := MODULE.match(function):
        return found[2][:int(found[1])]
    if MEMORY.match(function):
        return "malloc, free"
    if library.startswith(("libc", "ld-", "libm", "libpthread")) and not library.startswith(("libcrypto", "libcurl", "libcairo")):
        return "C library"
    if library.startswith("lib"):
        return library
    if RUNTIME.match(function):
        return "reference counts" if re.search("retain|release", function, re.IGNORECASE) else "Swift runtime"
    return "Swift library" if function.startswith("$s") else "other"


def table(results):
    """A row for each part, the largest first; those below a hundredth of the first load's are left out together."""
    names = list(results)
    totals = {name: sum(results[name].values()) for name in names}
    found = sorted({part for counts in results.values() for part in counts}, key=lambda part: -results[names[0]].get(part, 0))
    shown = [part for part in found if any(results[name].get(part, 0) >= totals[name] / 100 for name in names)]
    row = lambda title, of: f"| {title} | " + " | ".join(f"{of(name) / 1000:,.1f}" for name in names) + " |"
    return [
        "| thousands of instructions a request | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names),
        *[row(part, lambda name: results[name].get(part, 0)) for part in shown],
        row("the rest", lambda name: totals[name] - sum(results[name].get(part, 0) for part in shown)),
        row("**all**", totals.get)]
