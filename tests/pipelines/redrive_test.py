# SPDX-License-Identifier: Apache-2.0
"""Dead letters that run again: what comes through is exported once, what does not stays listed."""
import json
import os
import unittest

import house
import plugins_test

CHAIN = """galley 1
pipeline desk
{
    ingest files { path inbox }
    ingest text
    ingest jsonl { fields "source=paper" }
    cleanup normalize_text
    STAGE
    export jsonl
    export proof_sheet
    export run_report
}
"""


def ferry(number):
    return f"Ferry {number} runs again\n\nAfter a long winter the ferry number {number} crosses the Lowe again, with eggs aboard.\n"


def ink(number):
    return f"Ink {number} is spilled\n\nA bottle of ink fell over in library number {number}, and nobody was hurt by it.\n"


@house.NEEDS_COMPILER
class RedriveTest(plugins_test.PluginTest):
    """A stage that cannot bear ink as long as the file `mood` is there."""

    def setUp(self):
        super().setUp()
        self.mood = self.write("mood", "bad")
        self.env["FAULT_WHILE"] = str(self.mood)

    def begin(self, stage, *arguments, fault="kFail", kind="cleanup"):
        self.build(fault, kind)
        self.config = self.write("desk.info", CHAIN.replace("STAGE", plugins_test.in_galley(stage)))
        self.write("inbox/1.txt", ferry(1))
        self.write("inbox/2.txt", ink(2))
        self.write("inbox/3.jsonl", json.dumps({"text": ferry(3), "paper": "Lowe Courier"}) + "\n"
                   + json.dumps({"text": ink(4), "paper": "Lowe Courier"}) + "\n")
        self.write("inbox/5.txt", ferry(5))
        return self.run_chain("inbox", *arguments, config=self.config, env=self.env)

    def trusted(self):
        return (f"galley: warning: {self.config}:8: pipeline.faulty.isolate: none: cleanup.faulty can take galley down, "
                "and do all that galley may\n")

    def redrive(self, *arguments):
        return self.galley("redrive", "out", *arguments, env=self.env)

    def failed(self):
        lines = self.galley("failed", "out", "--json").out.splitlines()
        return [(line["path"], line["status"], line["stage"]) for line in map(json.loads, lines)]

    def letters(self):
        """Where each dead letter lies, by its number."""
        folder = self.folder / "out" / "dead-letter" / self.run_id()
        return sorted(p.parent.relative_to(folder).as_posix() for p in folder.rglob("reason.json"))

    def run_id(self):
        return json.loads(self.galley("status", "out", "--json").out)["run"]

    def sorted_articles(self, out="out"):
        return sorted(json.dumps(article) for article in self.articles(out))

    def whole(self):
        """The outputs of a run in which nothing failed."""
        self.mood.unlink()
        done = self.run_chain("inbox", config=self.config, out="whole", env=self.env)
        self.assertEqual(done.code, 0, done.err)
        return self.sorted_articles("whole")


class WhatFailedTest(RedriveTest):
    def test_what_came_through_is_exported_once(self):
        ran = self.begin("cleanup faulty")
        self.assertEqual(ran.code, 65)
        self.assert_balance(ran, read=5, exported=3, failed=2)
        self.assertEqual(self.letters(), ["00000002", "00000004"])
        whole = self.whole()
        done = self.redrive()
        self.assertEqual((done.code, done.out), (0, "inbox/2.txt: ok\ninbox/3.jsonl#2: ok\n2 of 2 dead letters came through\n"))
        self.assert_balance(done, read=5, exported=5)
        self.assertEqual(self.sorted_articles(), whole)
        self.assertEqual(self.paths()[-2:], ["inbox/2.txt", "inbox/3.jsonl#2"])
        self.assertEqual(self.articles()[-1]["source"], "Lowe Courier")
        self.assertEqual(self.failed(), [])
        self.assertEqual(self.letters(), ["replayed/00000002", "replayed/00000004"])
        self.assertIn("  exported                         5\n", self.galley("status", "out").out)
        self.assertEqual(json.loads((self.folder / "out/run.json").read_text())["balance"],
                         {"read": 5, "exported": 5, "duplicate": 0, "filtered": 0, "held": 0, "failed": 0, "closes": True})
        self.assert_verifies()
        again = self.redrive()
        self.assertEqual((again.code, again.out), (0, "0 of 0 dead letters came through\n"))
        self.assertEqual(self.sorted_articles(), whole)
        more = self.run_chain("inbox", config=self.config, env=self.env)
        self.assertEqual(more.code, 0)
        self.assert_balance(more, read=5, exported=5)

    def test_what_fails_again_stays(self):
        self.begin("cleanup faulty")
        before = (self.folder / "out/articles.jsonl").read_bytes()
        done = self.redrive()
        reason = "failed_plugin: faulty: the ink\\x1b[31m is wet"
        self.assertEqual((done.code, done.out),
                         (65, f"inbox/2.txt: {reason}\ninbox/3.jsonl#2: {reason}\n0 of 2 dead letters came through\n"))
        self.assert_balance(done, read=5, exported=3, failed=2)
        self.assertEqual((self.folder / "out/articles.jsonl").read_bytes(), before)
        self.assertEqual(self.letters(), ["00000002", "00000004"])

    def test_as_json(self):
        self.begin("cleanup faulty")
        self.mood.unlink()
        lines = [json.loads(line) for line in self.redrive("--json").out.splitlines()]
        self.assertEqual(lines[0], {"schema_version": 1, "out": "out", "number": 2, "path": "inbox/2.txt", "status": "ok", "reason": ""})

    def test_a_copy_that_was_exported_since_is_a_duplicate(self):
        self.begin("cleanup faulty")
        self.mood.unlink()
        self.write("inbox/9.txt", ink(2))
        self.assertEqual(self.run_chain("inbox", config=self.config, env=self.env).code, 65)
        done = self.redrive()
        self.assertIn("inbox/2.txt: duplicate: the same text came before in this run\n", done.out)
        self.assert_balance(done, read=6, exported=5, duplicate=1)
        self.assertEqual(sorted(self.paths()), ["inbox/1.txt", "inbox/3.jsonl#1", "inbox/3.jsonl#2", "inbox/5.txt", "inbox/9.txt"])

    def test_only_what_failed_at_a_stage(self):
        self.write("inbox/0.txt", b"\x7fELF\x02\x01\x01" + bytes(100))
        self.begin("cleanup faulty")
        self.mood.unlink()
        host = self.redrive("--stage", "host")
        self.assertEqual(host.out, "0 of 0 dead letters came through\n")
        text = self.redrive("--stage", "text")
        self.assertEqual((text.code, text.out),
                         (65, "inbox/0.txt: failed_read: not text: an ELF program\n0 of 1 dead letters came through\n"))
        faulty = self.redrive("--stage", "faulty")
        self.assertIn("2 of 2 dead letters came through\n", faulty.out)
        self.assert_balance(faulty, read=6, exported=5, failed=1)
        self.assertEqual(self.failed(), [("inbox/0.txt", "failed_read", "text")])

    def test_limits_may_be_other_ones(self):
        self.begin("cleanup normalize_text { id again }", "--set", "limits.document_size=128")
        self.assertEqual(self.failed(), [])
        self.write("inbox/7.txt", ferry(7) * 3)
        self.assertEqual(self.run_chain("inbox", "--set", "limits.document_size=128", config=self.config, env=self.env).code, 65)
        done = self.redrive("--set", "limits.document_size=1MiB")
        self.assertEqual((done.code, done.out), (65, "inbox/7.txt: failed_read: limits.document_size: expected at most 128 bytes, got "
                         f"{len(ferry(7) * 3)} (did not run again: its input.bin is cut at limits.document_size; run its input into another "
                         "--out)\n0 of 1 dead letters came through\n"))


class RefusedByAnExportTest(RedriveTest):
    def test_only_the_export_that_refused_gets_it_again(self):
        ran = self.begin("export faulty", fault="kRefuse", kind="export")
        self.assert_balance(ran, read=5, exported=3, failed=2)
        self.assertEqual(len(self.articles()), 5)
        self.assertEqual(self.failed(), [("inbox/2.txt", "failed_export", "faulty"), ("inbox/3.jsonl#2", "failed_export", "faulty")])
        whole = self.whole()
        done = self.redrive()
        self.assert_balance(done, read=5, exported=5)
        self.assertEqual(self.sorted_articles(), whole)
        self.assert_verifies()


class HeldTest(RedriveTest):
    def test_what_was_held_leaves_the_list(self):
        ran = self.begin("cleanup faulty { on_error hold }")
        self.assert_balance(ran, read=5, exported=3, held=2)
        again = self.redrive()
        self.assert_balance(again, read=5, exported=3, held=2)
        whole = self.whole()
        done = self.redrive()
        self.assert_balance(done, read=5, exported=5)
        self.assertEqual(self.sorted_articles(), whole)
        self.assertEqual(json.loads((self.folder / "out/run.json").read_text())["held"], [])


class RefusalTest(RedriveTest):
    def test_another_chain(self):
        self.begin("cleanup faulty")
        other = self.write("other.info", self.config.read_text().replace("export jsonl", "export jsonl { notices false }"))
        self.assert_refused(
            self.redrive("--config", other), 64,
            f"galley: error: out: its run is of another chain than {other}:\n  pipeline.export_jsonl.notices: was true, is false\n"
            "Dead letters run again with the chain of their run: name its config with --config.\n")

    def test_a_config_that_moved(self):
        self.begin("cleanup faulty")
        moved = self.config.rename(self.folder / "moved.info")
        refused = self.redrive()
        self.assertEqual(refused.code, 78)
        self.assertTrue(refused.err.endswith("\nThis is the config that the run began with; name another with --config.\n"), refused.err)
        self.mood.unlink()
        self.assertEqual(self.redrive("--config", moved).code, 0)

    def test_a_stage_that_is_not_there(self):
        self.begin("cleanup faulty")
        self.assert_refused(
            self.redrive("--stage", "falty"), 64,
            self.trusted() + "galley: error: --stage falty: the chain has no such stage; expected one of host, files, text, ingest_jsonl, normalize_text, "
            "faulty, export_jsonl, proof_sheet, run_report\n")
        self.assertIn("  complete, ", self.galley("status", "out").out)

    def test_a_run_that_is_not_complete(self):
        self.begin("cleanup faulty", "--set", "limits.errors=0", "--set", "commit.documents=1")
        self.assert_refused(
            self.redrive(), 64,
            self.trusted() + f"galley: error: out: its run is not complete; go on with it first, with its inputs: galley run {self.config} --out out\n")

    def test_a_letter_that_is_gone(self):
        self.begin("cleanup faulty")
        self.mood.unlink()
        letters = self.folder / "out" / "dead-letter" / self.run_id()
        (letters / "00000002" / "input.bin").unlink()
        (letters / "00000004" / "reason.json").unlink()
        done = self.redrive()
        reason = "failed_plugin: faulty: the ink\\x1b[31m is wet (did not run again: "
        self.assertEqual(done.out, f"inbox/2.txt: {reason}its input.bin is not there)\n"
                         f"inbox/3.jsonl#2: {reason}its dead letter is not there, or its reason.json cannot be read)\n"
                         "0 of 2 dead letters came through\n")

    def test_a_secret_is_given_again(self):
        self.begin("cleanup faulty", "--set", "pipeline.faulty.password=xyzzy", fault="kTell")
        self.mood.unlink()
        self.assert_refused(
            self.redrive(), 64, "galley: error: redrive: the run was given a secret that it did not keep; give it again: --set "
            "pipeline.faulty.password=...\n")
        self.assertEqual(self.redrive("--set", "pipeline.faulty.password=xyzzy").code, 0)

    def test_no_run(self):
        os.mkdir(self.folder / "out")
        self.assert_refused(self.redrive(), 64, "galley: error: out: holds no run; expected the --out of a run\n")


if __name__ == "__main__":
    house.main()
