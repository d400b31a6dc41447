# SPDX-License-Identifier: Apache-2.0
"""Each limit, reached: the document fails with the limit's name and its neighbours go on, or the run stops and can go on."""
import json
import os
import re
import shutil
import subprocess
import unittest

import house
import plugins_test

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

TAGGED = """galley 1
pipeline tagged
{
    ingest files { path inbox }
    ingest text
    ingest jsonl { fields "headline=title author=authors" }
    cleanup split_articles
    cleanup strip_notices
    cleanup normalize_text
    tagging tag_keywords
    tagging tag_captions
    export jsonl
}
"""

STORY = house.STORY
CAPTION = "\n\n图为昨天上午，柳塘县的老渡口恢复通航，乘客排队登船。阮青舟摄\n\n"


class DocumentLimitTest(house.HouseTest):
    def assert_one_fails(self, text, limit, status, stage, reason, name="inbox/2.txt"):
        """Of three documents the second goes over `limit`."""
        self.write("inbox/1.txt", house.story(1))
        self.write(name, text)
        self.write("inbox/3.txt", house.story(3))
        outcome = self.run_chain("inbox", "--set", limit, config=self.write("tagged.info", TAGGED))
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assertEqual([p for p in self.paths() if p.startswith("inbox/2")], [])
        self.assertEqual(len(self.paths()), 2)
        letter = next(letter for letter, _ in self.reasons().values())
        self.assertEqual((letter["status"], letter["stage"], letter["reason"]), (status, stage, reason))
        self.assert_verifies()

    def test_document_size_as_it_came(self):
        self.assert_one_fails(STORY * 20, "limits.document_size=1KiB", "failed_read", "text",
                              f"limits.document_size: expected at most 1024 bytes, got {len((STORY * 20).encode())}")

    def test_document_size_when_decoded(self):
        """GBK has two bytes for what UTF-8 has three."""
        text = STORY * 6
        self.assertLess(len(text.encode("gbk")), 1024)
        self.assert_one_fails(text.encode("gbk"), "limits.document_size=1KiB", "failed_read", "text",
                              f"limits.document_size: expected at most 1024 bytes of text, got {len(text.encode())}")

    def test_line_size(self):
        self.assert_one_fails("Ferry news.\n\n" + "a" * 500 + "\n", "limits.line_size=499B", "failed_read", "text",
                              "limits.line_size: expected at most 499 bytes without a line end, got 500")

    def test_line_size_is_8_mebibytes(self):
        self.write("inbox/1.txt", "word " * (8 * 2**20 // 5) + "\n")
        self.write("inbox/2.txt", "word " * (8 * 2**20 // 5 + 1) + "\n")
        outcome = self.run_chain("inbox")
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assert_balance(outcome, read=2, exported=1, failed=1)
        self.assertIn("  inbox/2.txt: failed_read: limits.line_size: expected at most 8388608 bytes without a line end, got 8388610\n",
                      outcome.out)

    def test_fields(self):
        line = json.dumps({"text": STORY, "authors": ["Imogen", "Lukas", "Ada"]})
        self.assert_one_fails(line + "\n", "limits.fields=2", "failed_read", "ingest_jsonl",
                              "limits.fields: expected at most 2 values of fields", name="inbox/2.jsonl")

    def test_metadata_size(self):
        line = json.dumps({"text": STORY, "title": "ferry " * 100})
        self.assert_one_fails(line + "\n", "limits.metadata_size=500B", "failed_read", "ingest_jsonl",
                              "limits.metadata_size: expected at most 500 bytes of fields, tags and layers", name="inbox/2.jsonl")

    def test_json_depth(self):
        line = '{"x": ' + "[" * 257 + "]" * 257 + ', "text": "t"}'
        self.assert_one_fails(line + "\n", "limits.fields=10000", "failed_read", "ingest_jsonl",
                              "line 1: nested deeper than max_depth (256)", name="inbox/2.jsonl")

    def test_children(self):
        notices = "".join(f"遗失声明：阮青舟{n}遗失渡船驾驶证，证号柳渡2019041{n}，声明作废。\n\n" for n in range(3))
        self.assert_one_fails(STORY + "\n" + notices, "limits.children=2", "failed_plugin", "strip_notices",
                              "limits.children: expected at most 2 articles and notices cut out, and strip_notices adds more")

    def test_spans(self):
        self.assert_one_fails(STORY + CAPTION + STORY + CAPTION + STORY, "limits.spans=1", "failed_plugin", "tag_captions",
                              "limits.spans: expected at most 1 spans of layers, and tag_captions adds more")

    def test_tags(self):
        outcome = self.run_tags("limits.tags=9")
        self.assertEqual(outcome.code, 65, outcome.err)
        letter, _ = self.reasons()["inbox/1.txt"]
        self.assertEqual((letter["status"], letter["stage"], letter["reason"]),
                         ("failed_plugin", "tag_keywords", "limits.tags: expected at most 9 tags, and tag_keywords adds more"))

    def test_a_limit_is_not_skipped(self):
        """What a plugin fails with may be skipped; a limit may not."""
        outcome = self.run_tags("limits.tags=9", "--set", "pipeline.tag_keywords.on_error=skip")
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assertEqual(self.paths(), [])

    def run_tags(self, limit, *arguments):
        self.write("inbox/1.txt", STORY * 3)
        return self.run_chain("inbox", "--set", limit, *arguments, config=self.write("tagged.info", TAGGED))

    def test_stage_time(self):
        self.write("inbox/1.txt", STORY)
        outcome = self.run_chain("inbox", "--set", "limits.stage_time=0.0001ms")
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assertIn("  inbox/1.txt: timeout: limits.stage_time: over when normalize_text returned\n", outcome.out)
        self.assertEqual(self.paths(), [])

    def test_a_limit_of_0_is_refused(self):
        config = self.write("plain.info", house.PLAIN)
        for key in ("line_size", "fields", "tags", "spans", "children", "metadata_size"):
            outcome = self.galley("validate", config, "--set", f"limits.{key}=0")
            self.assertEqual(outcome.code, 78, key)
            self.assertIn(f"limits.{key}: expected ", outcome.err + outcome.out)


@house.NEEDS_COMPILER
class DocumentTimeTest(plugins_test.PluginTest):
    def test_one_that_takes_too_long(self):
        """It fails by itself: its neighbours come out."""
        self.build("kSlow")
        outcome = self.run_with("cleanup faulty", "--set", "limits.document_time=3s")
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assert_balance(outcome, read=3, exported=2, failed=1)
        self.assertEqual(self.paths(), ["inbox/1.txt", "inbox/3.txt"])
        letter, _ = self.reasons()["inbox/2.txt"]
        self.assertEqual((letter["status"], letter["stage"], letter["reason"]),
                         ("timeout", "faulty", "limits.document_time: over when faulty returned"))


class ErrorLimitTest(house.HouseTest):
    def write_inbox(self, good, bad):
        for number in range(bad):
            self.write(f"inbox/bad-{number:03}.txt", b"\x7fELF\x02\x01\x01" + bytes([number]) * 100)
        for number in range(good):
            self.write(f"inbox/good-{number:03}.txt", house.story(number))

    def test_a_fifth_of_fifty_stops_a_run(self):
        self.write_inbox(20, 60)
        outcome = self.run_chain("inbox")
        self.assertEqual(outcome.code, 75)
        self.assert_balance(outcome, read=50, failed=50)

    def test_less_than_fifty_end_with_what_is_good(self):
        self.write_inbox(10, 39)
        outcome = self.run_chain("inbox")
        self.assertEqual(outcome.code, 65)
        self.assert_balance(outcome, read=49, exported=10, failed=39)

    def test_max_errors_is_limits_errors(self):
        self.write_inbox(5, 10)
        for count, read in (("3", 4), ("3/1000", 4), ("0.3%", 4)):
            outcome = self.run_chain("inbox", "--max-errors", count, "--set", "limits.errors=none", out=f"out-{count[-1]}-{len(count)}")
            self.assertEqual((outcome.code, count), (75, count), outcome.err)
            self.assert_balance(outcome, read=read, failed=read)
        self.assertEqual(self.run_chain("inbox", "--max-errors", "none", "--set", "limits.errors=0", out="free").code, 65)

    def test_wrong_counts(self):
        config = self.write("plain.info", house.PLAIN)
        outcome = self.galley("run", config, "--dry-run", "--max-errors", "few")
        self.assertEqual((outcome.code, outcome.out), (64, ""))
        self.assertIn('--max-errors: expected 12, 3/1000, 0.3% or none, got "few"\n', outcome.err)
        outcome = self.galley("validate", config, "--set", "limits.errors=few")
        self.assertEqual(outcome.code, 78)
        self.assertIn('--set: limits.errors: expected a count such as 12, 3/1000 or 0.3%, or none, got "few"\n', outcome.err + outcome.out)


class DiskSpaceTest(house.HouseTest):
    def test_too_little_to_begin(self):
        self.write("inbox/1.txt", STORY)
        outcome = self.run_chain("inbox", "--set", "limits.disk_space=1024TiB", out="new/out")
        self.assertRegex(outcome.err, r"\Agalley: error: new/out: limits\.disk_space: 1125899906842624 bytes must be free, \d+ are\n\Z")
        self.assertEqual(outcome.code, 74)
        self.assertFalse((self.folder / "new").exists())

    def test_a_dry_run_needs_none(self):
        self.write("inbox/1.txt", STORY)
        config = self.write("plain.info", house.PLAIN)
        self.assertEqual(self.galley("run", config, "inbox", "--dry-run", "--set", "limits.disk_space=1024TiB").code, 0)

    @unittest.skipUnless(IS_ROOT and shutil.which("unshare"), "needs root and unshare, to mount a small disk")
    def test_stops_in_time_and_goes_on(self):
        """A disk of 8 MiB; 4 are to stay free. Made larger, the same command ends the run."""
        for number in range(60):
            self.write(f"inbox/{number:03}.txt", house.story(number) * 900)
        (self.folder / "disk").mkdir()
        config = self.write("plain.info", house.PLAIN)
        run = [house.GALLEY, "run", str(config), "inbox", "--out", "disk/out", "--jobs", "1",
               "--set", "limits.disk_space=4MiB", "--set", "commit.documents=1"]
        script = ('mount -t tmpfs -o size=8m tmpfs disk || exit 99; "$@"; echo "code $?" >&2; [ -e disk/out/articles.jsonl ] && exit 98; '
                  'mount -o remount,size=80m disk || exit 99; "$@"; code=$?; cp -r disk/out out; exit $code')
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", *run], cwd=self.folder, capture_output=True, text=True, timeout=300)
        if done.returncode == 99:
            self.skipTest("may not mount: " + done.stderr.strip())
        self.assertEqual(done.returncode, 0, done.stderr)
        stopped = re.search(r"^galley: stopped: disk/out: limits\.disk_space: 4194304 bytes must be free, (\d+) are; nothing was published; "
                            r"the same command goes on with disk/out$", done.stderr, re.M)
        self.assertIsNotNone(stopped, done.stderr)
        self.assertGreater(int(stopped[1]), 0)
        self.assertIn("\ncode 75\n", done.stderr)
        self.assertEqual(self.paths(), [f"inbox/{number:03}.txt" for number in range(60)])


if __name__ == "__main__":
    house.main()
