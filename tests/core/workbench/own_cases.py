#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""own_cases.py GALLEY ROOT: `galley test` runs at least 150 cases of the repo, all of them pass, and only those of the
SDK's examples, which are no installed plugins, are skipped."""
import json
import subprocess
import sys
import time

LEAST = 150
MOST_SECONDS = 10  # of a release build on an idle machine; tests share theirs, so only this much times 6 fails

galley, root = sys.argv[1:3]
begin = time.monotonic()
done = subprocess.run([galley, "test", "--json", "plugins", "configs", "sdk"], cwd=root, capture_output=True, check=False)
seconds = time.monotonic() - begin
cases = [json.loads(line) for line in done.stdout.decode().splitlines()]
passed = [case for case in cases if case["verdict"] == "passed"]
bad = [case for case in cases if case["verdict"] not in ("passed", "skipped")]
bad += [case for case in cases if case["verdict"] == "skipped" and "sdk/examples" not in case["where"]]
for case in bad:
    print(case["verdict"], case["where"], case["reason"], [each["where"] for each in case["differences"]])
print(f"{len(passed)} cases passed in {seconds:.2f} s (expected at least {LEAST}); exit {done.returncode}")
if seconds > MOST_SECONDS:
    print(f"slower than {MOST_SECONDS} s")
sys.exit(bool(bad) or len(passed) < LEAST or done.returncode != 0 or seconds > 6 * MOST_SECONDS)
