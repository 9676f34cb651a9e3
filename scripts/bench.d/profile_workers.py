"""Where the workers' time goes under each load, by perf."""

import pathlib
import subprocess

import load


def run(target, options, folder, tools):
    """Writes a flat profile and call graphs of the workers, a file a load."""
    out = pathlib.Path(options.profile)
    out.mkdir(parents=True, exist_ok=True)
    pids = ",".join(map(str, sorted(target.workers())))
    for one in load.LOADS:
        data = out / f"{one.method.replace('/', '-')}.data"
        recorder = subprocess.Popen(
            ["perf", "record", "--quiet", "--call-graph", "fp", "--freq", "499", "--pid", pids, "--output", data, "--",
             "sleep", str(options.seconds)])
        measured = load.measure(target, [one], options, folder, tools)
        recorder.wait(60)
        flat = perf_report(data, "--no-children", "--call-graph", "none", "--percent-limit", "0.4")
        libraries = perf_report(data, "--no-children", "--call-graph", "none", "--sort", "dso", "--percent-limit", "0.4")
        path = data.with_suffix(".txt")
        path.write_text(f"{measured.rate:,.0f} requests/s, {measured.worker_cpu_us:.0f} µs CPU of the workers a request\n\n{libraries}\n{flat}")
        print(f"{path}: {measured.rate:,.0f}/s; perf report -i {data} shows the call graphs")


def perf_report(data, *arguments):
    done = subprocess.run(["perf", "report", "--stdio", "--input", data, *arguments], capture_output=True, text=True)
    return "\n".join(line for line in done.stdout.splitlines() if line.strip() and not line.startswith("#"))
