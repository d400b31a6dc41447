# SPDX-License-Identifier: Apache-2.0
"""Bad input beside the 95 cases of hostile_test.py: each file gets a clear reason, its neighbours come out, the balance closes."""
import json
import os
import random
import re
import shutil
import subprocess
import unittest

import house

TRADITIONAL = "鎮上的圖書館昨天傍晚又亮起了燈，孩子們排著隊進門，讀書的聲音一直傳到了河的對岸去。\n"
IS_ROOT = os.geteuid() == 0
MIB = 1 << 20


class BadTextTest(house.HouseTest):
    def run_between_neighbours(self, name, data, *arguments):
        """The file stands between two good ones, which must come out whatever it is."""
        self.write("inbox/a.txt", house.story(1))
        self.write("inbox/z.txt", house.story(2))
        if data is not None:
            self.write(f"inbox/{name}", data)
        outcome = self.run_chain("inbox", *arguments, config=house.NEWSROOM)
        paths = self.paths()
        self.assertEqual(paths[:1] + paths[-1:], ["inbox/a.txt", "inbox/z.txt"])
        self.assert_verifies()
        return outcome

    def assert_exported(self, data, needle):
        outcome = self.run_between_neighbours("m.txt", data, "--set", "limits.document_time=2min")
        self.assertEqual(outcome.code, 0, outcome.out)
        self.assert_balance(outcome, read=3, exported=3)
        article = self.articles()[1]
        self.assertIn(needle, article["text"])
        self.assertFalse((self.folder / "out" / "dead-letter").exists())
        return article

    def assert_dead(self, data, reason, name="m.txt", kept=None):
        outcome = self.run_between_neighbours(name, data)
        self.assertEqual(outcome.code, 65, outcome.out)
        self.assert_balance(outcome, read=3, exported=2, failed=1)
        path = f"inbox/{name}"
        self.assertIn(f"  {path}: failed_read: {reason}\n", outcome.out)
        letters = self.reasons()
        self.assertEqual(list(letters), [path])
        letter, bytes_kept = letters[path]
        self.assertEqual((letter["status"], letter["reason"]), ("failed_read", reason))
        self.assertEqual(bytes_kept, data if kept is None else kept)
        self.assertEqual((letter["input_bytes"], letter["input_cut"]), (len(bytes_kept), False))
        return letter

    def assert_filtered(self, data):
        outcome = self.run_between_neighbours("m.txt", data)
        self.assertEqual(outcome.code, 0)
        self.assert_balance(outcome, read=3, exported=2, filtered=1)
        self.assertIn("  inbox/m.txt: filtered: empty: no text in it\n", outcome.out)
        self.assertFalse((self.folder / "out" / "dead-letter").exists())

    def test_whitespace_only(self):
        self.assert_filtered(" \t\n　\n".encode() * 2000)

    def test_invalid_utf8_in_the_middle(self):
        data = house.STORY.encode()
        middle = data.index("图书角每天".encode()) + 1
        article = self.assert_exported(data[:middle] + data[middle + 1:], "\ufffd")
        self.assertIn("傍晚开门", article["text"])

    def test_big5(self):
        self.assert_exported(("讀書聲傳到河對岸\n\n" + TRADITIONAL * 3).encode("big5"), "讀書的聲音")

    def test_one_line_of_7_mib(self):
        unit = "渡口的船一班接着一班，"
        article = self.assert_exported(unit * (7 * MIB // len(unit.encode())), unit)
        self.assertGreater(len(article["text"].encode()), 6 * MIB)

    def test_300000_lines(self):
        data = "".join(f"第{n}班船过了河\n" for n in range(300000))
        self.assert_exported(data, "第299999班船过了河")

    def test_random_bytes(self):
        data = random.Random(20).randbytes(65536)
        self.assert_dead(data, "not text: no reader of this chain knows it", name="m.bin")

    def test_same_text_twice(self):
        self.write("inbox/b.txt", house.story(1))
        outcome = self.run_between_neighbours("m.txt", house.STORY)
        self.assertEqual(outcome.code, 0)
        self.assert_balance(outcome, read=4, exported=3, duplicate=1)
        self.assertIn("  inbox/b.txt: duplicate: the same text came before in this run\n", outcome.out)
        self.assertEqual(self.paths(), ["inbox/a.txt", "inbox/m.txt", "inbox/z.txt"])

    def test_too_large_a_document_in_a_stream(self):
        large = json.dumps({"text": house.STORY * 20}, ensure_ascii=False)
        small = json.dumps({"text": house.story(7)}, ensure_ascii=False)
        outcome = self.run_between_neighbours("m.jsonl", f"{large}\n{small}\n", "--set", "limits.document_size=1KiB")
        self.assertEqual(outcome.code, 65)
        self.assert_balance(outcome, read=4, exported=3, failed=1)
        reason = f"limits.document_size: expected at most 1024 bytes of text, got {len((house.STORY * 20).encode())}"
        self.assertIn(f"  inbox/m.jsonl#1: failed_read: {reason}\n", outcome.out)


class BadFileTest(house.HouseTest):
    def test_more_than_the_limit_without_reading_it(self):
        self.write("inbox/a.txt", house.story(1))
        with open(self.folder / "inbox" / "m.txt", "wb") as file:
            file.truncate(1 << 30)
        outcome = self.run_chain("inbox", "--set", "limits.document_size=1MiB", config=house.NEWSROOM)
        self.assertEqual(outcome.code, 65)
        self.assert_balance(outcome, read=2, exported=1, failed=1)
        # The dead letter holds what the limit allows of it.
        letter, kept = self.reasons()["inbox/m.txt"]
        self.assertEqual(letter["reason"], "limits.document_size: expected at most 1048576 bytes, got 1073741824")
        self.assertEqual((len(kept), letter["input_cut"]), (MIB, True))

    def test_name_that_does_not_exist(self):
        outcome = self.run_chain("no\x1bsuch.txt")
        self.assertEqual(outcome.code, 78, outcome.err)
        self.assertIn("no\\x1bsuch.txt: no such file or folder", outcome.err)
        self.assertFalse((self.folder / "out").exists())


class BadOutTest(house.HouseTest):
    def refusal(self, text):
        self.write("inbox/a.txt", house.STORY)
        outcome = self.run_chain("inbox")
        self.assert_refused(outcome, 64, text)

    def test_out_holds_something_else(self):
        self.write("out/letter.txt", "mine")
        self.refusal("galley: error: out: is not empty; expected an empty or absent folder for --out, "
                     "or one that holds a run\n")
        self.assertEqual([p.name for p in (self.folder / "out").iterdir()], ["letter.txt"])

    def test_out_is_a_file(self):
        self.write("out", "mine")
        self.refusal("galley: error: out: expected a folder for --out, got a file\n")
        self.assertEqual((self.folder / "out").read_text(), "mine")

    def test_out_is_a_dangling_link(self):
        (self.folder / "out").symlink_to("gone")
        self.refusal("galley: error: out: expected a folder for --out, got a link to gone, which is not there\n")
        self.assertFalse((self.folder / "gone").exists())

    def test_out_is_empty(self):
        (self.folder / "out").mkdir()
        self.write("inbox/a.txt", house.STORY)
        self.assertEqual(self.run_chain("inbox").code, 0)

    def test_out_lies_below_a_file(self):
        self.write("inbox/a.txt", house.STORY)
        outcome = self.run_chain("inbox", out="inbox/a.txt/out")
        self.assert_refused(outcome, 74, "galley: error: inbox/a.txt/out/.galley/parts: Not a directory\n")

    @unittest.skipUnless(IS_ROOT and shutil.which("unshare"), "needs root and unshare, to mount a small disk")
    def test_full_disk(self):
        self.fill_disk("inbox", lambda n: house.story(n) * 200)

    @unittest.skipUnless(IS_ROOT and shutil.which("unshare"), "needs root and unshare, to mount a small disk")
    def test_full_disk_for_dead_letters(self):
        self.fill_disk("inbox", lambda n: b"\x7fELF" + bytes([n]) * 100000)

    def fill_disk(self, inbox, make):
        """A run on a disk that is too small ends with 74; the same command on a larger one ends as if nothing had happened."""
        for number in range(100):
            self.write(f"{inbox}/{number:03}.txt", make(number))
        (self.folder / "disk").mkdir()
        config = self.write("plain.info", house.PLAIN)
        limits = ["--set", "limits.disk_space=0", "--set", "limits.errors=1000"]
        wanted = self.run_chain(inbox, *limits, config=config, out="wanted")
        command = ('mount -t tmpfs -o size=2m tmpfs disk && "$@"; echo "first: $?"; '
                   '[ -e disk/out/articles.jsonl ] && echo published; '
                   'mount -o remount,size=64m disk && "$@"; echo "second: $?"; cp -r disk/out out')
        done = subprocess.run(["unshare", "-m", "sh", "-c", command, "sh", house.GALLEY, "run", config, inbox, "--out", "disk/out", *limits],
                              cwd=self.folder, capture_output=True, text=True, timeout=120)
        if "unshare:" in done.stderr or "mount:" in done.stderr:
            self.skipTest("may not mount: " + done.stderr.strip())
        self.assertIn("first: 74\n", done.stdout, done.stderr)
        self.assertRegex(done.stderr, r"(?m)^galley: error: .*disk/out/.*: No space left on device$")
        self.assertNotIn("published", done.stdout)
        self.assertIn(f"second: {wanted.code}\n", done.stdout, done.stderr)
        balance = re.search(r"^balance: .*", wanted.err, re.M)[0]
        self.assertIn(balance, done.stderr)
        self.assertEqual(self.articles(), self.articles("wanted"))
        self.assertEqual(sorted(self.reasons()), sorted(self.reasons("wanted")))
        self.assert_verifies()


if __name__ == "__main__":
    house.main()
