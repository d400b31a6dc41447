# SPDX-License-Identifier: Apache-2.0
"""Guarantees that no crash test shows: the same input twice, a clock that jumps, a folder of an older galley."""
import datetime
import json
import pathlib
import shutil
import subprocess
import unittest

import house
import resume_test

RUNS = house.SOURCE / "tests" / "data" / "runs"


def has_sanitizer():
    done = subprocess.run(["ldd", house.GALLEY], capture_output=True, text=True)
    return "libasan" in done.stdout


class SameInputTest(resume_test.ResumeTest):
    """G13: what was exported is not exported again."""

    def test_twice_and_renamed(self):
        self.fill(range(20))
        self.assertEqual(self.desk().code, 0)
        before = self.content()
        for number in range(0, 20, 2):
            (self.folder / f"inbox/{number:03}.txt").rename(self.folder / f"inbox/{number:03}-renamed.txt")
        again = self.desk()
        self.assert_balance(again, read=30, exported=20, duplicate=10)
        self.assertEqual(self.content(), before)


@house.NEEDS_COMPILER
@unittest.skipIf(has_sanitizer(), "a sanitizer lets no library be loaded before it")
class ClockTest(resume_test.ResumeTest):
    """G14: nothing but the times that are told depends on the clock on the wall."""

    def setUp(self):
        super().setUp()
        clock = self.folder / "clock.so"
        subprocess.run([house.CC, "-std=gnu11", "-fPIC", "-shared", "-o", clock,
                        house.SOURCE / "tests" / "pipelines" / "clock.c"], check=True)
        self.jumping = {"LD_PRELOAD": str(clock)}

    def test_ids_order_and_limits_stay(self):
        self.fill(range(40))
        limits = ("--set", "limits.document_time=5s", "--set", "commit.documents=1")
        self.assertEqual(self.desk(*limits, out="whole").code, 0)
        for limit in (15, 40):
            done = self.desk(*limits, "--limit", limit, env=self.jumping)
            self.assertEqual(done.code, 0, done.err)
            self.assert_balance(done, read=limit, exported=limit)
        self.assertEqual(self.content(), self.content("whole"))
        self.assert_verifies()
        begun = datetime.datetime.fromisoformat(json.loads((self.folder / "out/run.json").read_text())["started"].rstrip("Z"))
        off_days = abs((begun - datetime.datetime.utcnow()).total_seconds()) / 86400
        self.assertGreater(off_days, 0.9, "the clock jumped")


class UpgradeTest(house.HouseTest):
    """G15: a folder of an older galley is gone on with, or refused with what to do."""

    def open_run(self, version):
        shutil.copytree(RUNS / version, self.folder, dirs_exist_ok=True)

    def assert_opens_or_tells(self, outcome, opened):
        """Chains differ when a plugin has a new version; that is told like any other difference."""
        if outcome.code == 64:
            self.assertRegex(outcome.err, r"^galley: error: out: holds a run of another chain \(pipeline desk of /desk/desk\.info, begun "
                             r"2026-11-30T08:11:22Z\):\n(  pipeline\..*\n)+Make a new version of it with --rerun, name another --out, or delete that run with --fresh\.\n$")
        else:
            opened(outcome)

    def test_0_1_0(self):
        self.open_run("0.1.0")
        status = json.loads(self.galley("status", "out", "--json").out)
        self.assertEqual([status[key] for key in ("state", "read", "exported", "failed", "closes")], ["complete", 4, 3, 1, True])
        self.assertIn("inbox/bad.txt: failed_read: not text: an ELF program\n", self.galley("failed", "out").out)
        self.assert_verifies()
        before = pathlib.Path(self.folder / "out/articles.jsonl").read_bytes()

        def opened(outcome):
            self.assertEqual(outcome.code, 65)
            self.assert_balance(outcome, read=4, exported=3, failed=1)
            self.assertIn("galley: went on with a run; 4 documents were settled before\n", outcome.err)
            redriven = self.galley("redrive", "out", "--config", "desk.info")
            self.assertEqual(redriven.out, "inbox/bad.txt: failed_read: not text: an ELF program (did not run again: its dead letter is of "
                             "an older galley, which did not note what input.bin holds; run its input into another --out)\n"
                             "0 of 1 dead letters came through\n")

        self.assert_opens_or_tells(self.galley("run", "desk.info", "--out", "out"), opened)
        self.assertEqual((self.folder / "out/articles.jsonl").read_bytes(), before)


if __name__ == "__main__":
    house.main()
