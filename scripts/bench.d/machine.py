"""Processes, ports and the machine's own description."""

import os
import pathlib
import platform
import random
import signal
import socket
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")


def stat_fields(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def family(pids):
    """Processes with all their descendants."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (fields := stat_fields(entry)):
            parents[int(entry)] = int(fields[1])
    found = set(pids)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found & parents.keys()


class CPUClock:
    """What processes use of all cores together, from now on; `processes` is asked again at each look, because they come and go."""

    def __init__(self, processes):
        self.processes, self.before = processes, self._used(processes())

    @staticmethod
    def _used(pids):
        return {pid: (int(fields[11]) + int(fields[12])) / TICK for pid in pids if (fields := stat_fields(pid))}

    def seconds(self):
        return sum(used - self.before.get(pid, 0) for pid, used in self._used(self.processes()).items())


def resident_mib(pids):
    """What each process holds in memory."""
    found = []
    for pid in pids:
        try:
            lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        found += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")]
    return found


def free_port():
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def wait_for(port, process, log):
    """Waits until somebody listens on a port, or at the path of a socket."""
    family, address = (socket.AF_INET, ("127.0.0.1", port)) if isinstance(port, int) else (socket.AF_UNIX, str(port))
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with socket.socket(family) as probe:
            if probe.connect_ex(address) == 0:
                return
        time.sleep(0.02)
    raise SystemExit(f"bench: nothing listens on {port}:\n{pathlib.Path(log).read_text()[-2000:]}")


def end_group(process):
    """Ends a process and all of its group, those too that outlive it."""
    for number, patience in ((signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        end = time.monotonic() + patience
        try:
            os.killpg(process.pid, number)
            while time.monotonic() < end:
                process.poll()
                os.killpg(process.pid, 0)
                time.sleep(0.02)
        except ProcessLookupError:
            break
    process.wait()


def description():
    """One line about this machine."""
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    memory = int(next(line for line in open("/proc/meminfo") if line.startswith("MemTotal")).split()[1]) / 1024**2
    release = dict(line.strip().split("=", 1) for line in open("/etc/os-release") if "=" in line)
    return (f"{os.cpu_count()} cores ({cpu}), {memory:.0f} GB, {release['PRETTY_NAME'].strip(chr(34))}, "
            f"Linux {platform.release().split('-')[0]}, {nginx_version()}")


def nginx_version():
    told = subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr
    return told.strip().rpartition(" ")[2].replace("/", " ") or "nginx"
