# SPDX-License-Identifier: Apache-2.0
"""The commands: what they print and where, their exit codes, and how a run is limited, stopped and explained."""
import fcntl
import json
import os
import pathlib
import re
import signal
import subprocess
import termios
import unittest

import house

POLL = 7  # the number of this call of x86-64

PAGE = """首页 > 新闻 > 社会

渡口恢复通航

柳塘县的老渡口昨天上午恢复通航，第一班船载着四十名乘客和两筐新鲜的莲藕，慢慢过了河。

撑船的阮青舟说，这条河他来回走了三十年，水涨水落，哪里有石头，他闭着眼睛也知道。

（责任编辑：洪小满）
"""


def feed_line(number):
    return (json.dumps({"text": house.story(number)}, ensure_ascii=False) + "\n").encode()


class HelpTest(house.HouseTest):
    def test_help_names_every_command_and_exit_code(self):
        for arguments in (("--help",), ("help",)):
            outcome = self.galley(*arguments)
            self.assertEqual((outcome.code, outcome.err), (0, ""))
            for word in ("run", "validate", "plugins", "rules", "explain", "test", "diff", "verify", "redrive", "purge", "status", "failed", "runs", "doctor",
                         "version", "74   input or output failed, or memory or threads ran out", "130  interrupted"):
                self.assertIn(word, outcome.out)

    def test_each_command_has_help(self):
        for command in ("run", "validate", "plugins", "rules", "explain", "test", "diff", "verify", "redrive", "purge", "status", "failed", "runs", "doctor", "version"):
            outcome = self.galley(command, "--help")
            self.assertEqual((outcome.code, outcome.err), (0, ""), command)

    def test_version(self):
        self.assertRegex(self.galley("version").out, r"^galley \d+\.\d+\.\d+ \(plugin ABI 1\.\d+, g\+\+ .*\)\n$")
        told = json.loads(self.galley("version", "--json").out)
        self.assertEqual(list(told), ["schema_version", "version", "abi", "compiler"])

    def test_wrong_usage_is_64(self):
        config = self.write("plain.info", house.PLAIN)
        for arguments in ((), ("rnu",), ("run",), ("run", config), ("run", config, "--out", "out", "--jobs", "0"),
                          ("run", config, "--out", "out", "--limit", "0"), ("run", config, "--out", "out", "--color", "red"),
                          ("verify", "nothing-here")):
            outcome = self.galley(*arguments)
            self.assertEqual((outcome.code, outcome.out), (64, ""), arguments)
            self.assertTrue(outcome.err, arguments)
        self.assertFalse((self.folder / "out").exists())

    def test_a_command_that_is_none_is_named(self):
        self.assert_refused(self.galley("rnu", "x.info"), 64, "galley: error: rnu: no such command; galley --help lists them\n")

    def test_a_limit_that_is_none_is_told_in_words(self):
        for wrong in ("0", "-3", "many", "1.5"):
            self.assert_refused(self.galley("run", "x.info", "--limit", wrong), 64,
                                f'--limit: expected a whole number from 1 on, got "{wrong}"\nRun with --help or --help-all for more information.\n')

    def test_arguments_are_shown_printably(self):
        outcome = self.galley("version", "\x1b[31mred")
        self.assertEqual(outcome.code, 64)
        self.assertIn("\\x1b[31mred", outcome.err)

    def test_full_standard_output_is_74(self):
        config = self.write("plain.info", house.PLAIN)
        self.write("inbox/a.txt", house.STORY)
        for arguments in (("plugins", "list"), ("--help",), ("run", config, "--out", "out", "--json")):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([house.GALLEY, *arguments], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, text=True)
            self.assertEqual(done.returncode, 74, arguments)
            self.assertRegex(done.stderr, r"(?m)^galley: error: standard output: cannot be written(: No space left on device)?$")


class RunTest(house.HouseTest):
    def write_inbox(self, count):
        for number in range(count):
            self.write(f"inbox/{number:03}.txt", house.story(number))

    def test_limit(self):
        self.write_inbox(50)
        outcome = self.run_chain("inbox", "--limit", 7)
        self.assertEqual(outcome.code, 0)
        self.assert_balance(outcome, read=7, exported=7)
        self.assertEqual(self.paths(), [f"inbox/{number:03}.txt" for number in range(7)])

    def test_dry_run_writes_nothing(self):
        self.write_inbox(3)
        config = self.write("plain.info", house.PLAIN)
        for out in ((), ("--out", "out")):
            outcome = self.galley("run", config, "--dry-run", *out)
            self.assertEqual(outcome.code, 0)
            self.assert_balance(outcome, read=3, exported=3)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["inbox", "plain.info"])

    def test_set_overrides_the_config(self):
        notice = "遗失声明\n\n阮青舟遗失渡船驾驶证，证号柳渡20190417，声明作废。\n\n" + house.STORY
        self.write("inbox/a.txt", notice)
        for value, count in (("true", 1), ("false", 0)):
            outcome = self.run_chain("inbox", "--set", f"pipeline.strip_notices.as_items={value}", config=house.NEWSROOM, out=value)
            self.assertEqual(outcome.code, 0, outcome.err)
            self.assertEqual(len(house.lines_of(self.folder / value / "notices.jsonl")), count)

    def test_standard_input(self):
        outcome = self.run_chain("-", input=house.STORY.encode())
        self.assertEqual(outcome.code, 0, outcome.err)
        self.assertEqual(self.paths(), ["-"])

    def test_standard_input_as_a_feed(self):
        outcome = self.run_chain("-", input=feed_line(1) + feed_line(2))
        self.assertEqual(outcome.code, 0, outcome.err)
        self.assertEqual(self.paths(), ["-#1", "-#2"])

    def test_standard_input_over_the_limit(self):
        outcome = self.run_chain("-", "--set", "limits.document_size=1KiB", input=(house.STORY * 20).encode())
        self.assertEqual(outcome.code, 65)
        self.assert_balance(outcome, read=1, failed=1)
        self.assertIn("  -: failed_read: limits.document_size: expected at most 1024 bytes\n", outcome.out)

    def test_standard_input_that_is_no_text(self):
        """Its bytes are in the dead letter, whether a reader began to read it or none did."""
        for number, data in enumerate((b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 100, house.STORY.encode() * 300 + b"\0" * 5000)):
            out = f"out-{number}"
            outcome = self.run_chain("-", "--set", "pipeline.text.encoding=utf-8" if number else "limits.errors=none", input=data, out=out)
            self.assertEqual(outcome.code, 65, outcome.out)
            (letter, kept), = self.reasons(out).values()
            self.assertEqual((letter["status"], kept), ("failed_read", data))

    def test_summary_as_json(self):
        self.write_inbox(2)
        self.write("inbox/again.txt", house.story(1))
        outcome = self.run_chain("inbox", "--json")
        told = json.loads(outcome.out)
        self.assertEqual({k: told[k] for k in ("read", "exported", "duplicate", "closes", "articles")},
                         {"read": 3, "exported": 2, "duplicate": 1, "closes": True, "articles": 2})
        self.assertEqual(told["not_exported"], [{"path": "inbox/again.txt", "status": "duplicate",
                                                 "reason": "the same text came before in this run"}])

    def test_summary_says_what_it_leaves_out(self):
        for number in range(60):
            self.write(f"inbox/{number:02}.txt", house.STORY)
        outcome = self.run_chain("inbox")
        self.assert_balance(outcome, read=60, exported=1, duplicate=59)
        self.assertEqual(outcome.out.count(": duplicate: "), 50)
        self.assertTrue(outcome.out.endswith("\n  and 9 more\n"), outcome.out[-200:])

    def test_quiet(self):
        self.write_inbox(1)
        outcome = self.run_chain("inbox", "--quiet")
        self.assertEqual((outcome.code, outcome.out), (0, ""))
        self.assertRegex(outcome.err, r"\Abalance: .*\npassages: .*\n\Z")

    def test_no_colour_and_no_bar_away_from_a_terminal(self):
        self.write_inbox(3)
        for environment in ({}, {"NO_COLOR": "1"}):
            outcome = self.run_chain("inbox", "-vv", out=f"out{len(environment)}", env=environment)
            self.assertNotIn("\x1b", outcome.out + outcome.err)

    def test_no_color_on_a_terminal(self):
        self.write_inbox(3)
        config = self.write("plain.info", house.PLAIN)
        ours, theirs = os.openpty()
        try:
            done = subprocess.run([house.GALLEY, "run", config, "--dry-run", "-vv"], cwd=self.folder, stdout=subprocess.PIPE,
                                  stderr=theirs, env={**os.environ, "NO_COLOR": "1"})
            fcntl.fcntl(ours, fcntl.F_SETFL, os.O_NONBLOCK)
            shown = os.read(ours, 1 << 16)
        finally:
            os.close(ours)
            os.close(theirs)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"balance: ", shown)
        self.assertNotRegex(shown, rb"\x1b\[[0-9;]*m")

    def test_duplicates_over_several_inputs(self):
        for name in ("a/x.txt", "b/x.txt", "c/y.txt"):
            self.write(name, house.STORY)
        outcome = self.run_chain("a", "b", "c")
        self.assertEqual(outcome.code, 0)
        self.assert_balance(outcome, read=3, exported=1, duplicate=2)
        self.assertEqual(self.paths(), ["a/x.txt"])

    def test_too_many_errors_stop_the_run(self):
        for number in range(200):
            self.write(f"inbox/{number:03}.txt", b"\x7fELF\x02\x01\x01" + bytes([number]) * 100)
        outcome = self.run_chain("inbox", "--set", "limits.errors=3")
        self.assertEqual(outcome.code, 75)
        self.assert_balance(outcome, read=4, failed=4)
        self.assertIn("galley: stopped: limits.errors is reached; nothing was published; the same command goes on with out\n", outcome.err)
        self.assertFalse((self.folder / "out" / "articles.jsonl").exists())
        self.assertEqual(len(self.reasons()), 4)

    def test_share_of_errors(self):
        """Two of a thousand are let pass, also when they come first."""
        for number in range(2):
            self.write(f"inbox/{number:03}.txt", b"\x7fELF\x02\x01\x01" + bytes([number]) * 100)
        for number in range(2, 30):
            self.write(f"inbox/{number:03}.txt", house.story(number))
        outcome = self.run_chain("inbox", "--set", "limits.errors=2/1000")
        self.assertEqual(outcome.code, 65)
        self.assert_balance(outcome, read=30, exported=28, failed=2)
        self.assertEqual(self.run_chain("inbox", "--set", "limits.errors=1/1000", out="strict").code, 75)


class StopTest(house.HouseTest):
    def start(self, *arguments):
        config = self.write("plain.info", house.PLAIN)
        return subprocess.Popen([house.GALLEY, "run", config, "-", "--out", "out", *arguments], cwd=self.folder,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def fill_until_it_reads(self, process):
        """More than the pipe holds was written, so galley is in the middle of the feed."""
        room = fcntl.fcntl(process.stdin.fileno(), 1032)  # F_GETPIPE_SZ
        sent = number = 0
        while sent < 8 * room:
            line = feed_line(number)
            process.stdin.write(line)
            sent += len(line)
            number += 1
        process.stdin.flush()
        return number

    def stop_with(self, stop_signal):
        process = self.start()
        sent = self.fill_until_it_reads(process)
        process.send_signal(stop_signal)
        try:
            for number in range(sent, sent + 20000):
                process.stdin.write(feed_line(number))
        except BrokenPipeError:
            pass  # it has stopped reading: what this test wants
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass  # so it has, and what was left to send is lost
        process.stdin = None
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, err)
        found = re.search(rb"^balance: read=(\d+) exported=(\d+) .* closes=yes$", err, re.M)
        self.assertIsNotNone(found, err)
        self.assertEqual(found[1], found[2])
        self.assertLess(int(found[1]), sent + 20000)
        self.assertIn(b"galley: interrupted; nothing was published; the same command goes on with out\n", err)
        self.assertFalse((self.folder / "out" / "articles.jsonl").exists())
        parts = house.lines_of(self.folder / "out" / ".galley" / "parts" / "articles.jsonl")
        self.assertEqual(len(parts), int(found[2]))

    def test_interrupt_drains(self):
        self.stop_with(signal.SIGINT)

    def test_termination_drains(self):
        self.stop_with(signal.SIGTERM)

    def test_one_interrupt_ends_a_wait_for_input(self):
        """Nothing more comes in, and the pipe stays open."""
        process = self.start()
        self.fill_until_it_reads(process)
        self.assert_ends_by_one_signal(process)

    def test_one_interrupt_ends_a_wait_for_the_first_input(self):
        process = self.start()
        self.wait_until_it_reads(process)
        self.assert_ends_by_one_signal(process, read=0)

    def test_one_interrupt_ends_a_wait_in_a_document(self):
        """A text of one document, and its end does not come: it is not exported, nor said to have failed."""
        process = self.start()
        process.stdin.write(house.STORY.encode())
        process.stdin.flush()
        self.wait_until_it_reads(process)
        self.assert_ends_by_one_signal(process, read=0)

    def wait_until_it_reads(self, process):
        """Until some thread waits in poll() with nothing left in the pipe."""
        def waits():
            left = fcntl.ioctl(process.stdin.fileno(), termios.FIONREAD, b"\0" * 4)
            calls = [path.read_text().split(" ")[0] for path in pathlib.Path(f"/proc/{process.pid}/task").glob("*/syscall")]
            return left == b"\0" * 4 and str(POLL) in calls
        while process.poll() is None and not waits():
            pass

    def assert_ends_by_one_signal(self, process, read=None):
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=60), 130)
        err = process.stderr.read()
        found = re.search(rb"^balance: read=(\d+) exported=(\d+) .* failed=0 closes=yes$", err, re.M)
        self.assertIsNotNone(found, err)
        self.assertEqual(found[1], found[2])
        if read is not None:
            self.assertEqual(int(found[1]), read)
        for stream in (process.stdin, process.stdout, process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass  # what was left to send is lost


class ExplainTest(house.HouseTest):
    def explain(self, *arguments):
        return self.galley("explain", house.NEWSROOM, *arguments)

    def line_with(self, sample, words):
        for number, line in enumerate(sample.read_text(encoding="utf-8").splitlines(), 1):
            if words in line:
                return number
        self.fail(f"{sample}: no line has {words}")

    def test_a_notice_says_rule_and_evidence(self):
        sample = house.SAMPLES / "04_lost_notices.txt"
        number = self.line_with(sample, "声明作废")
        shown = self.explain(f"{sample}:{number}")
        self.assertEqual(shown.code, 0, shown.err)
        first, *details = shown.out.splitlines()
        self.assertRegex(first, rf"^ *{number}  split ")
        self.assertTrue(any(re.match(r"    split    notice by strip_notices: \S+ \(confidence", d) for d in details), shown.out)
        self.assertTrue(any(re.match(r"    matched  strip_notices: zh\.", d) and "met: " in d for d in details), shown.out)

    def test_as_json(self):
        sample = house.SAMPLES / "04_lost_notices.txt"
        number = self.line_with(sample, "声明作废")
        told, = map(json.loads, self.explain(f"{sample}:{number}", "--json").out.splitlines())
        self.assertEqual(list(told), ["schema_version", "path", "line", "fate", "text", "decisions", "evidence"])
        self.assertEqual((told["line"], told["fate"]), (number, "split"))
        self.assertIn("声明作废", told["text"])
        self.assertIn(("split", "strip_notices", "notice"), [(d["op"], d["stage"], d["category"]) for d in told["decisions"]])
        self.assertTrue(any(e["stage"] == "strip_notices" and e["matched"] and e["met"] for e in told["evidence"]))

    def test_a_story_line_is_kept(self):
        self.write("page.txt", PAGE)
        kept = json.loads(self.explain("page.txt:7", "--json").out)
        self.assertEqual((kept["fate"], kept["decisions"]), ("kept", []))

    def test_furniture_is_stripped_with_its_rule(self):
        self.write("page.txt", PAGE)
        for number, category in ((1, "breadcrumb"), (9, "editor_line")):
            told = json.loads(self.explain(f"page.txt:{number}", "--json").out)
            self.assertEqual(told["fate"], "strip")
            decision, = [d for d in told["decisions"] if d["op"] == "strip"]
            self.assertEqual((decision["stage"], decision["category"], decision["status"]), ("strip_furniture", category, "applied"))
            self.assertTrue(decision["rule"])

    def test_all_lines(self):
        self.write("page.txt", PAGE)
        told = [json.loads(line) for line in self.explain("page.txt", "--json").out.splitlines()]
        self.assertEqual([line["line"] for line in told], list(range(1, len(PAGE.splitlines()) + 1)))
        self.assertEqual([line["text"] for line in told], PAGE.splitlines())

    def test_a_line_that_is_not_there(self):
        self.write("page.txt", PAGE)
        outcome = self.explain("page.txt:99")
        self.assertEqual((outcome.code, outcome.err), (64, "galley: error: page.txt: expected a line of 1..9, got 99\n"))

    def test_a_line_that_no_file_has(self):
        self.write("page.txt", PAGE)
        for number in ("0", "99999999999999999999"):
            self.assert_refused(self.explain(f"page.txt:{number}"), 64, f"galley: error: page.txt: expected a line from 1 on, got {number}\n")

    def test_a_file_that_cannot_be_read(self):
        self.write("elf.txt", b"\x7fELF\x02\x01\x01" + bytes(4000))
        for arguments in (("elf.txt",), ("elf.txt:3",), ("elf.txt", "--json")):
            self.assert_refused(self.explain(*arguments), 65, "galley: error: elf.txt: not text: an ELF program\n")


if __name__ == "__main__":
    house.main()
