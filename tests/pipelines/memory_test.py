# SPDX-License-Identifier: Apache-2.0
"""G11: an export that stands still for as long as it likes does not make galley grow; what waits, waits outside."""
import errno
import json
import os
import re
import select
import subprocess
import unittest

import house
import plugins_test

MIB = 1 << 20
DOCUMENTS = 100_000
CHAIN = """galley 1
pipeline gated
{
    ingest files { path - }
    ingest jsonl
    cleanup normalize_text
    export gated
}
"""


def line(number):
    return json.dumps({"text": house.story(number) * 8}, ensure_ascii=False).encode() + b"\n"


def peak_bytes(pid):
    """The most that was ever resident of a process."""
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) * 1024


@house.NEEDS_COMPILER
class StalledExportTest(plugins_test.PluginTest):
    def start(self, out, **env):
        self.build(kind="export", name="gated", source="gated_export.c")
        self.err = open(self.folder / f"{out}.err", "w+")
        self.addCleanup(self.err.close)
        process = subprocess.Popen([house.GALLEY, "run", self.write("gated.info", CHAIN), "--out", out], cwd=self.folder,
                                   env={**os.environ, **self.env, **env}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self.err)
        self.addCleanup(process.kill)
        return process

    def finish(self, process):
        """@returns what it said, and the most bytes that were ever resident."""
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.err.seek(0)
        said = self.err.read()
        self.assertEqual(process.returncode, 0, said)
        return said, usage.ru_maxrss * 1024

    def usual_bytes(self):
        """The peak of a run in which nothing waits."""
        process = self.start("usual")
        for number in range(2000):
            process.stdin.write(line(number))
        return self.finish(process)[1]

    def feed_until_nothing_goes_in(self, process, gate):
        """@returns (documents given, the rest of a line, the open gate)."""
        pipe = process.stdin.fileno()
        os.set_blocking(pipe, False)
        given, rest, opened = 0, b"", None
        while given < DOCUMENTS:
            rest = rest or line(given)
            try:
                rest = rest[os.write(pipe, rest):]
                given += 0 if rest else 1
                continue
            except BlockingIOError:
                pass
            if opened is None:
                try:
                    opened = os.open(gate, os.O_WRONLY | os.O_NONBLOCK)  # works when the export is at it
                except OSError as error:
                    self.assertEqual(error.errno, errno.ENXIO)
            # A pipe that nobody reads for so long while the export stands still: galley takes no more.
            if not select.select([], [pipe], [], 3 if opened else 0.05)[1] and opened:
                break
        os.set_blocking(pipe, True)
        return given, rest, opened

    def test_memory_is_bounded_while_an_export_stands_still(self):
        usual = self.usual_bytes()
        gate = self.folder / "gate"
        os.mkfifo(gate)
        process = self.start("out", GALLEY_GATE=str(gate))
        given, rest, opened = self.feed_until_nothing_goes_in(process, gate)
        self.assertLess(given, DOCUMENTS // 2, "galley stops reading")
        peak = peak_bytes(process.pid)
        print(f"G11: {given} documents taken, {(peak - usual) / MIB:.1f} MiB more than usual while an export stands still")
        self.assertLess(peak, usual + 64 * MIB)
        os.close(opened)
        process.stdin.write(rest)
        for number in range(given + (1 if rest else 0), DOCUMENTS):
            process.stdin.write(line(number))
        self.assertIn(f"balance: read={DOCUMENTS} exported={DOCUMENTS} ", self.finish(process)[0])


if __name__ == "__main__":
    house.main()
