"""What was measured, as Markdown."""

import pathlib
import statistics

from servers import ECHO, RUST

SERVERS = "<!-- measured: written by scripts/bench -->", "<!-- /measured -->"
INSTRUCTIONS = "<!-- instructions: written by scripts/bench --instructions -->", "<!-- /instructions -->"
MODELS = "<!-- models: written by scripts/bench json -->", "<!-- /models -->"
ALERTS = "<!-- alerts: written by scripts/bench alerts -->", "<!-- /alerts -->"


# Of this server next to another: at least so much of its requests/s, at most so much of its CPU time, or of its time for one call.
RATE_BARS = [("`ping`", ECHO, 0.75), ("`tools/list`", RUST, 1.0), ("`get_wazuh_agents`", RUST, 0.9)]
CPU_BARS = [("`tools/list`", RUST, 0.5), ("`get_wazuh_agents`", RUST, 1.0)]
SINGLE_BAR = 1.3


def middle(runs):
    """The run with the middle rate."""
    return sorted(runs, key=lambda run: run.rate)[len(runs) // 2]


def table(results):
    """A row for each (load, server); results maps them to their runs."""
    lines = [
        "| load | server | requests/s | p50 ms | p99 ms | failed | bytes | µs CPU a request (workers') | RSS of all workers, MiB |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for (load, server), runs in results.items():
        run = middle(runs)
        lines.append(
            f"| {load} | {server} | {run.rate:,.0f} | {run.p50_ms:.2f} | {run.p99_ms:.2f} | {sum(one.failed for one in runs)} | "
            f"{run.answer_bytes:,} | {run.cpu_us:.0f} ({run.worker_cpu_us:.0f}) | {sum(run.resident_mib):.1f} |")
    return lines


def single_table(results):
    """One call after another on one connection."""
    lines = ["| one call without load | server | p50 ms | p99 ms |", "|---|---|---:|---:|"]
    for (load, server), runs in results.items():
        run = sorted(runs, key=lambda run: run.p50_ms)[len(runs) // 2]
        lines.append(f"| {load} | {server} | {run.p50_ms:.2f} | {run.p99_ms:.2f} |")
    return lines


def median_ratio(results, load, ours, server, of):
    """Ours over that of another server, the median over the rounds; None where one was not measured."""
    mine, others = results.get((load, ours)), results.get((load, server))
    return statistics.median(of(one) / of(other) for one, other in zip(mine, others)) if mine and others else None


def ratios(results, ours):
    """Our requests/s over those of each other server."""
    return [
        f"- {load}: {median_ratio(results, load, ours, server, lambda run: run.rate):.2f} of the requests/s of {server}"
        for load, server in results if server != ours]


def bars(results, singles, ours):
    """What has to hold: (what, value, relation, bar)."""
    found = [(f"{load}: requests/s of {server}", median_ratio(results, load, ours, server, lambda run: run.rate), "≥", bar)
             for load, server, bar in RATE_BARS]
    found += [(f"{load}: CPU of the workers a request, of {server}", median_ratio(results, load, ours, server, lambda run: run.worker_cpu_us), "≤", bar)
              for load, server, bar in CPU_BARS]
    found += [(f"{load}: time of one call without load, of {server}", median_ratio(singles, load, ours, server, lambda run: run.p50_ms), "≤", SINGLE_BAR)
              for load, server in singles if server == RUST]
    return [bar for bar in found if bar[1] is not None]


def bar_table(bars):
    lines = ["| what must hold | measured | bar | holds |", "|---|---:|---:|---|"]
    for what, value, relation, bar in bars:
        lines.append(f"| {what} | {value:.2f} | {relation} {bar} | {'yes' if holds(value, relation, bar) else '**no**'} |")
    return lines


def holds(value, relation, bar):
    return value >= bar if relation == "≥" else value <= bar


def write(path, lines, markers):
    """Puts lines between two markers of a document."""
    path = pathlib.Path(path)
    begin, end = markers
    before, _, rest = path.read_text().partition(begin)
    _, _, after = rest.partition(end)
    if not after:
        raise SystemExit(f"bench: {path} has no markers {begin} and {end}")
    path.write_text("\n".join([before + begin, *lines, end + after]))
