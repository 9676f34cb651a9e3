"""How fast typed models are read from JSON and written, next to Python's json over the same bytes."""

import json
import pathlib
import statistics
import subprocess
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = REPOSITORY / ".build/release/json-bench"
SIZES = [500_000, 1_000_000, 2_000_000, 5_000_000]
READ_BAR, WRITE_BAR = 5, 3
TURNS = 3


def measure(folder, seconds):
    """For each size the times of both in µs, the median of turns that both take, so that a busy machine is busy for both."""
    command = ["swift", "build", "--package-path", REPOSITORY, "-c", "release", "--static-swift-stdlib", "--product", PROGRAM.name]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    results = []
    for size in SIZES:
        answer, written = pathlib.Path(folder) / "answer.json", pathlib.Path(folder) / "written.json"
        answer.write_bytes(run("make", "--bytes", str(size)).strip())
        turns = [turn(answer, written, seconds) for _ in range(TURNS)]
        results.append({name: statistics.median(one[name] for one in turns) for name in turns[0]})
    return results


def turn(answer, written, seconds):
    ours = json.loads(run("measure", "--seconds", str(seconds), "--written", written, answer))
    text, models = answer.read_bytes(), json.loads(written.read_bytes())
    return ours | {
        "python_read_us": median_us(lambda: json.loads(text), seconds), "python_write_us": median_us(lambda: json.dumps(models), seconds)}


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], check=True, stdout=subprocess.PIPE).stdout


def median_us(work, seconds):
    times, end = [], time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e6


def table(results):
    lines = [
        "| alerts | JSON, MB | read, ms | Python loads, ms | times | written, MB | write, ms | Python dumps, ms | times | write masked, ms | text masked, ms |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in results:
        ms = {name: value / 1000 for name, value in one.items() if name.endswith("_us")}
        lines.append(
            f"| {one['items']:,} | {one['bytes'] / 1e6:.1f} | {ms['read_us']:.2f} | {ms['python_read_us']:.2f} | "
            f"{one['python_read_us'] / one['read_us']:.1f} | {one['written_bytes'] / 1e6:.2f} | {ms['write_us']:.2f} | "
            f"{ms['python_write_us']:.2f} | {one['python_write_us'] / one['write_us']:.1f} | {ms['write_masked_us']:.2f} | {ms['text_us']:.2f} |")
    return lines


def slower_than_asked(results):
    """What misses a bar, a line each."""
    bars = [("read", READ_BAR), ("write", WRITE_BAR)]
    return [
        f"- {one['bytes']:,} bytes: {way} {ratio:.1f} times as fast as Python, {bar} are asked for"
        for one in results for way, bar in bars if (ratio := one[f"python_{way}_us"] / one[f"{way}_us"]) < bar]
