#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""isolation_cost.py [-n PAIRS] [--galley PROGRAM]: what `isolate process` costs, in processor time.

One stage that works 0.1 ms on each document of 10 KB; with `isolate none` and `isolate process` in turn, the first pair does not
count. Prints the median of the ratios of pairs: of galley as it runs by itself, with a lane a core; of one lane, where a core that
sleeps has to be woken twice a batch; and of one lane with a stage that does next to nothing. The goal is <= 1.08 where the stage
works 0.1 ms. Processor time is user + system of galley and its workers together, their start included.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
os.environ.setdefault("GALLEY_SOURCE", str(ROOT))
sys.path.insert(0, str(ROOT / "tests/pipelines"))
import isolation_test  # noqa: E402

DOCUMENTS = 10000
CHAIN = """galley 1
pipeline cost
{
    ingest files { path all.jsonl }
    ingest jsonl
    cleanup misbehave { isolate HOW }
    export jsonl
}
"""


def cpu_seconds(galley, folder, how, env, jobs):
    """Processor time of one run, its workers included: galley waits for them."""
    config = folder / f"{how}.info"
    config.write_text(CHAIN.replace("HOW", how))
    run = subprocess.Popen([galley, "run", config, "--dry-run", "--quiet", *jobs], cwd=folder, env=env,
                           stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = run.stderr.read()
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode != 0:
        sys.exit(f"galley failed: {said.decode()[-2000:]}")
    return used.ru_utime + used.ru_stime


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("-n", type=int, default=9, help="pairs of runs")
    arguments.add_argument("--galley", default=ROOT / "build/release/bin/galley")
    options = arguments.parse_args()
    galley = pathlib.Path(options.galley).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for flags, place in ((["-DWORK_US=100"], "work"), ([], "idle")):
            isolation_test.build_plugin(folder / place, *flags)
        line = "The ferry across the lower reach runs again after the spring flood, with two boats and a new pier.\n"
        with open(folder / "all.jsonl", "w", encoding="utf-8") as out:
            for i in range(DOCUMENTS):
                out.write(json.dumps({"id": str(i), "text": f"Ferry number {i}\n" + line * 103}) + "\n")
        one = ["--jobs", "1"]
        for place, title, jobs in (("work", "a stage of 0.1 ms, a lane a core", []), ("work", "a stage of 0.1 ms, one lane", one),
                                   ("idle", "a stage that does next to nothing, one lane", one)):
            env = {**os.environ, "GALLEY_PLUGIN_PATH": str(folder / place)}
            pairs = [[cpu_seconds(galley, folder, how, env, jobs) for how in ("none", "process")] for _ in range(options.n + 1)][1:]
            none, process = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
            ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
            print(f"isolation cost, {title}: paired CPU ratio {ratio:.3f} "
                  f"({none * 1e6 / DOCUMENTS:.1f} -> {process * 1e6 / DOCUMENTS:.1f} us a document of 10 KB, {options.n} pairs)")


if __name__ == "__main__":
    main()
