"""What was measured, as Markdown."""

import pathlib
import statistics

SERVERS = "<!-- measured: written by scripts/bench -->", "<!-- /measured -->"
MODELS = "<!-- models: written by scripts/bench json -->", "<!-- /models -->"
ALERTS = "<!-- alerts: written by scripts/bench alerts -->", "<!-- /alerts -->"


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
            f"{run.answer_bytes:,} | {run.cpu_us:.0f} ({run.worker_cpu_us:.0f}) | {run.resident_mib:.1f} |")
    return lines


def ratios(results, ours):
    """Our requests/s over those of each other server, the median over the rounds."""
    lines = []
    for (load, server), runs in results.items():
        if server == ours or (load, ours) not in results:
            continue
        ratio = statistics.median(mine.rate / other.rate for mine, other in zip(results[load, ours], runs))
        lines.append(f"- {load}: {ratio:.2f} of the requests/s of {server}")
    return lines


def write(path, lines, markers):
    """Puts lines between two markers of a document."""
    path = pathlib.Path(path)
    begin, end = markers
    before, _, rest = path.read_text().partition(begin)
    _, _, after = rest.partition(end)
    if not after:
        raise SystemExit(f"bench: {path} has no markers {begin} and {end}")
    path.write_text("\n".join([before + begin, *lines, end + after]))
