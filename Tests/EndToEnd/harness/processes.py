"""What /proc says of processes."""

import os
import pathlib
import sys
import time


def every():
    return [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]


def read(pid, name):
    """A file of a process; empty when the process has ended."""
    try:
        return pathlib.Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def parent(pid):
    fields = read(pid, "stat").rpartition(b")")[2].split()
    return int(fields[1]) if fields else 0


def is_alive(pid):
    """True for a process that runs; one that only waits to be reaped does not."""
    fields = read(pid, "stat").rpartition(b")")[2].split()
    return bool(fields) and fields[0] not in (b"Z", b"X")


def of_state(state_dir):
    """The processes that name a state folder in their command or environment, and all their descendants."""
    mark = os.path.realpath(state_dir).encode()
    ours = set()
    pid = os.getpid()
    while pid > 1:
        ours.add(pid)
        pid = parent(pid)
    found = {
        pid for pid in every()
        if pid not in ours and is_alive(pid) and parent(pid) != os.getpid()
        and (mark in read(pid, "cmdline") or b"WAZUH_MCP_STATE_DIR=" + mark in read(pid, "environ"))
    }
    parents = {pid: parent(pid) for pid in every()}
    while more := {pid for pid, above in parents.items() if above in found} - found:
        found |= more
    return {pid for pid in found if is_alive(pid)}


def is_program(pid, name):
    return os.path.basename(read(pid, "cmdline").split(b"\0")[0]) == name.encode()


def is_worker(pid):
    return is_program(pid, "wazuh-mcp") and b"worker" in read(pid, "cmdline").split(b"\0")


def sockets(pid):
    """How many sockets a process holds."""
    count = 0
    try:
        for entry in os.scandir(f"/proc/{pid}/fd"):
            try:
                count += os.readlink(entry.path).startswith("socket:")
            except OSError:
                pass
    except OSError:
        pass
    return count


def open_files(pid):
    """The soft and the hard limit of the files that a process may have open."""
    for line in read(pid, "limits").splitlines():
        if line.startswith(b"Max open files"):
            return tuple(int(limit) if limit.isdigit() else sys.maxsize for limit in line.split()[3:5])
    return 0, 0


def cpu_seconds(pids):
    """The time on a processor that all threads of processes have used, by the clocks of the processes (clock_getcpuclockid(3))."""
    return sum(time.clock_gettime(~pid << 3 | 2) for pid in pids)


def threads(pid):
    for line in read(pid, "status").splitlines():
        if line.startswith(b"Threads:"):
            return int(line.split()[1])
    return 0


def resident_kib(pid):
    for line in read(pid, "status").splitlines():
        if line.startswith(b"VmRSS:"):
            return int(line.split()[1])
    return 0
