#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the README's commands as printed and compares what it shows: run_readme.py ROOT GALLEY FOLDER.

Each sh block runs in FOLDER, where ROOT's files are linked and build/release/bin/galley is GALLEY; make and cmake are left to
other tests. A text block behind it is what it prints: lines in this order, `…` for anything between or within lines.
"""
import pathlib
import re
import shutil
import subprocess
import sys


def prepare(root, galley, folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "build/release/bin").mkdir(parents=True)
    (folder / "build/release/bin/galley").symlink_to(galley)
    for name in ("configs", "docs", "tests"):
        (folder / name).symlink_to(root / name)
    # What `make demo` leaves behind.
    subprocess.run([galley, "run", "configs/newsroom.info", "--out", "build/demo", "-q"], cwd=folder, check=True)


def missing_line(shown, printed):
    """The first shown line that was not printed, in order."""
    at = 0
    for line in shown.splitlines():
        if line.strip("… ") == "":
            continue
        pattern = re.compile(".*".join(re.escape(part) for part in line.split("…")))
        while at < len(printed) and not pattern.fullmatch(printed[at].rstrip()):
            at += 1
        if at == len(printed):
            return line
        at += 1
    return None


def main():
    root, galley, folder = (pathlib.Path(p).resolve() for p in sys.argv[1:4])
    prepare(root, galley, folder)
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", (root / "README.md").read_text(), re.M | re.S)
    ran = faults = 0
    for (kind, body), (next_kind, shown) in zip(blocks, blocks[1:] + [("", "")]):
        if kind != "sh" or re.match(r"make|cmake", body):
            continue
        ran += 1
        done = subprocess.run(["bash", "-euc", body], cwd=folder, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"exit {done.returncode}: {body}{done.stderr}".rstrip())
            faults += 1
        line = missing_line(shown, done.stdout.splitlines()) if next_kind == "text" else None
        if line is not None:
            print(f"not printed (or not in this order) by: {body}    {line}\nit printed:\n{done.stdout}")
            faults += 1
    print(f"{ran} commands of the README ran, {faults} faults")
    return 1 if faults or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
