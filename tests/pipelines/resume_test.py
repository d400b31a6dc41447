# SPDX-License-Identifier: Apache-2.0
"""Going on with a run, beginning anew, and looking at it: what people see."""
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest

import house

FULL = """galley 1
pipeline desk
{
    ingest files { path inbox }
    ingest text
    ingest jsonl
    cleanup normalize_text
    export jsonl
    export proof_sheet
    export run_report
}
"""

NOT_TEXT = b"\x7fELF\x02\x01\x01" + bytes(100)


class ResumeTest(house.HouseTest):
    def fill(self, numbers, folder="inbox"):
        for number in numbers:
            self.write(f"{folder}/{number:03}.txt", house.story(number))

    def desk(self, *arguments, out="out", text=FULL, **options):
        return self.galley("run", self.write("desk.info", text), "inbox", *arguments, "--out", out, **options)

    def content(self, out="out"):
        folder = self.folder / out
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*"))
                if p.is_file() and ".galley" not in p.parts and "dead-letter" not in p.parts and p.name != "run.json"}

    def run_id(self, out="out"):
        return json.loads((self.folder / out / "run.json").read_text())["run"]


class GoingOnTest(ResumeTest):
    def test_same_input_twice_exports_nothing(self):
        self.fill(range(5))
        self.assertEqual(self.desk().code, 0)
        before = {p: p.stat().st_mtime_ns for p in (self.folder / "out").rglob("*.jsonl")}
        again = self.desk()
        self.assertEqual(again.code, 0)
        self.assert_balance(again, read=5, exported=5)
        self.assertIn("galley: went on with a run; 5 documents were settled before\n", again.err)
        self.assertEqual({p: p.stat().st_mtime_ns for p in (self.folder / "out").rglob("*.jsonl")}, before)

    def test_new_documents_are_added(self):
        self.fill(range(4))
        self.assertEqual(self.desk(out="whole").code, 0)
        for number in (2, 3):
            (self.folder / f"inbox/{number:03}.txt").rename(self.folder / f"{number}")
        self.assertEqual(self.desk().code, 0)
        published = self.folder / "out" / "articles.jsonl"
        reader = open(published, "rb")
        self.addCleanup(reader.close)
        before = published.read_bytes()
        for number in (2, 3):
            (self.folder / f"{number}").rename(self.folder / f"inbox/{number:03}.txt")
        again = self.desk()
        self.assert_balance(again, read=4, exported=4)
        self.assertEqual(reader.read(), before, "who reads a published file sees it unchanged")
        self.assertEqual(self.content(), self.content("whole"))
        self.assert_verifies()
        report = json.loads((self.folder / "out" / "run.json").read_text())
        self.assertEqual(report["balance"]["read"], 4)
        self.assertEqual(report["stages"]["normalize_text"]["documents"], 4)

    def test_renamed_documents_are_duplicates(self):
        self.fill(range(4))
        self.assertEqual(self.desk().code, 0)
        for number in (0, 2):
            (self.folder / f"inbox/{number:03}.txt").rename(self.folder / f"inbox/{number:03}-renamed.txt")
        again = self.desk()
        self.assert_balance(again, read=6, exported=4, duplicate=2)
        self.assertEqual(len(self.articles()), 4)

    def test_changed_content_is_a_new_document(self):
        self.fill(range(2))
        self.assertEqual(self.desk().code, 0)
        self.write("inbox/001.txt", house.story(7))
        again = self.desk()
        self.assert_balance(again, read=3, exported=3)

    def test_what_failed_is_settled(self):
        self.fill(range(2))
        self.write("inbox/bad.txt", NOT_TEXT)
        self.assertEqual(self.desk().code, 65)
        again = self.desk()
        self.assertEqual(again.code, 65)
        self.assert_balance(again, read=3, exported=2, failed=1)
        self.assertIn("inbox/bad.txt: failed_read: ", again.out)
        self.assertEqual(list(self.reasons()), ["inbox/bad.txt"])

    def test_the_same_file_given_twice_stays_one_and_a_duplicate(self):
        self.fill([1])
        config = self.write("desk.info", FULL)
        for _ in range(2):
            outcome = self.galley("run", config, "inbox/001.txt", "inbox/001.txt", "--out", "out")
            self.assert_balance(outcome, read=2, exported=1, duplicate=1)

    def test_goes_on_after_limits_errors(self):
        self.fill(range(20))
        for number in range(10):
            self.write(f"inbox/{number:03}-bad.txt", NOT_TEXT + bytes([number]))
        self.assertEqual(self.desk(out="whole").code, 65)
        stopped = self.desk("--set", "limits.errors=3")
        self.assertEqual(stopped.code, 75)
        self.assertFalse((self.folder / "out" / "articles.jsonl").exists())
        self.assertIn("stopped by a limit or a broken plugin, ", self.galley("status", "out").out)
        done = self.desk()
        self.assertEqual(done.code, 65)
        self.assert_balance(done, read=30, exported=20, failed=10)
        self.assertEqual(self.content(), self.content("whole"))

    def test_limit_takes_a_piece_at_a_time(self):
        self.fill(range(9))
        self.assertEqual(self.desk(out="whole").code, 0)
        for limit in (2, 5, 9):
            self.assert_balance(self.desk("--limit", limit), read=limit, exported=limit)
        self.assertEqual(self.content(), self.content("whole"))

    def test_a_published_file_that_was_taken_away_comes_back(self):
        self.fill(range(3))
        self.assertEqual(self.desk().code, 0)
        before = self.content()
        (self.folder / "out" / "articles.jsonl").unlink()
        self.assertEqual(self.desk().code, 0)
        self.assertEqual(self.content(), before)

    def test_what_came_is_committed_while_the_source_waits(self):
        config = self.write("desk.info", FULL)
        for jobs in ("1", "4"):
            process = subprocess.Popen([house.GALLEY, "run", config, "-", "--out", jobs, "-q", "--jobs", jobs], cwd=self.folder,
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for number in range(3):
                process.stdin.write(json.dumps({"text": house.story(number)}).encode() + b"\n")
            process.stdin.flush()
            ends = time.monotonic() + 60
            committed = 0
            while committed < 3 and time.monotonic() < ends:
                status = self.galley("status", jobs, "--json")
                committed = json.loads(status.out)["read"] if status.code == 0 else 0
            self.assertIsNone(process.poll())
            self.assertEqual(committed, 3)
            process.stdin.close()
            self.assertEqual(process.wait(), 0)
            self.assertEqual(len(self.articles(jobs)), 3)

    def test_jobs_and_limits_are_no_other_chain(self):
        self.fill(range(3))
        self.assertEqual(self.desk("--jobs", "1").code, 0)
        self.assertEqual(self.desk("--jobs", "4", "--set", "limits.document_time=9s", "--set", "commit.documents=1").code, 0)


class RefusalTest(ResumeTest):
    def test_another_chain(self):
        self.fill(range(2))
        self.assertEqual(self.desk().code, 0)
        before = self.content()
        refused = self.desk(text=FULL.replace("export jsonl", "export jsonl { notices false }"))
        begun = json.loads((self.folder / "out" / "run.json").read_text())["started"]
        self.assert_refused(
            refused, 64,
            f"galley: error: out: holds a run of another chain (pipeline desk of {self.folder}/desk.info, begun {begun}):\n"
            "  pipeline.export_jsonl.notices: was true, is false\n"
            "Make a new version of it with --rerun, name another --out, or delete that run with --fresh.\n")
        self.assertEqual(self.content(), before)

    def test_a_published_file_that_was_edited(self):
        self.fill(range(3))
        self.assertEqual(self.desk().code, 0)
        with open(self.folder / "out" / "articles.jsonl", "r+b") as file:
            size = len(file.read())
            file.seek(3)
            file.write(b"x")
        refused = self.desk()
        self.assert_refused(
            refused, 74,
            f"galley: error: out/.galley/parts/articles.jsonl: bytes 0 to {size} are not what was written, and they were sealed; "
            "what it held cannot be told: restore the file from a copy, or begin anew with --fresh if the inputs are still there\n")

    def test_a_page_of_the_proof_sheet_that_was_edited(self):
        self.fill(range(120))
        self.assertEqual(self.desk().code, 0)
        page = self.folder / "out" / "proof" / "page-001.html"
        data = page.read_bytes()
        page.write_bytes(data.replace("渡口".encode(), "码头".encode(), 1))
        refused = self.desk()
        self.assertEqual((refused.code, refused.err), (74, f"galley: error: out/.galley/parts/proof/page-001.html: bytes 0 to {len(data)} are "
                                                           "not what was written, and they were sealed; what it held cannot be told: restore "
                                                           "the file from a copy, or begin anew with --fresh if the inputs are still there\n"))

    def test_one_galley_at_a_time(self):
        self.fill(range(1))
        config = self.write("desk.info", FULL)
        process = subprocess.Popen([house.GALLEY, "run", config, "-", "--out", "out", "-q"], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdin.close)
        while not (self.folder / "out" / ".galley" / "parts" / "articles.jsonl").exists():
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        refused = self.desk()
        self.assert_refused(
            refused, 64,
            f"galley: error: out: another galley is at work on it (process {process.pid}); wait for its end, or stop it\n")
        status = json.loads(self.galley("status", "out", "--json").out)
        self.assertEqual((status["state"], status["process"]), ("running", process.pid))

    def test_a_damaged_database_is_made_anew(self):
        self.fill(range(3))
        self.assertEqual(self.desk().code, 0)
        database = self.folder / "out" / ".galley" / "state.db"
        database.write_bytes(b"x" * 5000)
        status = self.galley("status", "out")
        self.assert_refused(
            status, 74,
            "galley: error: out/.galley/state.db: file is not a database; the next galley run on this folder makes it anew\n")
        again = self.desk()
        self.assertEqual(again.code, 0)
        self.assertRegex(again.err, r"state\.db: file is not a database; put aside as state\.db\.corrupt, made anew from the journal")
        self.assert_balance(again, read=3, exported=3)
        self.assertIn("  read                             3\n", self.galley("status", "out").out)


class FreshTest(ResumeTest):
    def test_deletes_and_says_what(self):
        self.fill(range(2))
        self.write("inbox/bad.txt", NOT_TEXT)
        self.assertEqual(self.desk().code, 65)
        run = self.run_id()
        (self.folder / "inbox/001.txt").unlink()
        fresh = self.desk("--fresh", "-q")
        self.assertEqual(fresh.code, 65)
        self.assertIn(f"galley: --fresh: deleted run {run} in out: articles.jsonl, ledger.jsonl, notices.jsonl, proof.html, "
                      "run.json, its state and 1 dead letter\n", fresh.err)
        self.assert_balance(fresh, read=2, exported=1, failed=1)

    def test_other_files_are_not_deleted(self):
        self.fill(range(1))
        self.assertEqual(self.desk().code, 0)
        self.write("out/mine.txt", "mine")
        refused = self.desk("--fresh")
        self.assert_refused(
            refused, 64,
            "galley: error: out: holds files that this run did not write (mine.txt); --fresh deletes a run only: move them away, "
            "or name another --out\n")
        self.assertEqual(len(self.articles()), 1)

    def test_a_wrong_config_deletes_nothing(self):
        self.fill(range(1))
        self.assertEqual(self.desk().code, 0)
        self.assertEqual(self.desk("--fresh", text=FULL.replace("normalize_text", "normalise_text")).code, 78)
        self.assertEqual(len(self.articles()), 1)

    def test_what_a_plugin_refuses_deletes_nothing(self):
        """An input that is not there, rules that are none: the run that would have been deleted is all there is."""
        self.fill(range(1))
        self.assertEqual(self.desk().code, 0)
        self.write("bad.rules", "id [\n")
        with_rules = FULL.replace("normalize_text", "strip_furniture { rule_files bad.rules }")
        for arguments, text in ((("inbax",), FULL), ((), with_rules)):
            refused = self.desk(*arguments, "--fresh", text=text)
            self.assertEqual(refused.code, 78, refused.err)
            self.assertNotIn("deleted", refused.err)
            self.assertEqual(len(self.articles()), 1)
        self.assertIn("deleted", self.desk("--fresh").err)

    def test_in_an_empty_folder_it_says_nothing(self):
        self.fill(range(1))
        self.assertNotIn("--fresh", self.desk("--fresh").err)


class LookTest(ResumeTest):
    def test_status(self):
        self.fill(range(3))
        self.write("inbox/bad.txt", NOT_TEXT)
        self.assertEqual(self.desk().code, 65)
        shown = self.galley("status", "out")
        report = json.loads((self.folder / "out" / "run.json").read_text())
        pattern = (f"Run {report['run']}\n  pipeline desk of {self.folder}/desk.info\n  begun {report['started']}, 1 session\n"
                   r"  complete, \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ" "\n"
                   "Documents\n  read                             4\n  exported                         3\n"
                   "  failed                           1\n"
                   "Came out\n  articles                         3\n  notices                          0\n"
                   "Stripped passages\n  all                              0\n")
        self.assertRegex(shown.out, f"^{pattern}$")
        self.assertEqual(shown.code, 0)
        line = json.loads(self.galley("status", "out", "--json").out)
        self.assertEqual(line["state"], "complete")
        self.assertEqual([line[k] for k in ("read", "exported", "failed", "closes", "sessions")], [4, 3, 1, True, 1])

    def test_failed(self):
        self.fill(range(3))
        self.write("inbox/001-bad.txt", NOT_TEXT)
        self.write("inbox/empty.txt", "\n")
        self.assertEqual(self.desk().code, 65)
        run = self.run_id()
        shown = self.galley("failed", "out")
        letter, _ = self.reasons()["inbox/001-bad.txt"]
        self.assertEqual(shown.out, f"inbox/001-bad.txt: failed_read: {letter['reason']}\n  dead-letter/{run}/00000002\n"
                                    "1 of 5 documents failed or were held\n")
        line = json.loads(self.galley("failed", "out", "--json").out)
        self.assertEqual((line["number"], line["dead_letter"]), (2, f"dead-letter/{run}/00000002"))
        self.assertTrue((self.folder / "out" / line["dead_letter"] / "input.bin").exists())

    def test_runs(self):
        self.fill(range(2))
        self.assertEqual(self.desk().code, 0)
        self.fill(range(3))
        self.assertEqual(self.desk().code, 0)
        time_text = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
        self.assertRegex(self.galley("runs", "out").out,
                         f"^1  {time_text}  complete  2 read\n2  {time_text}  complete  1 read\n$")
        lines = [json.loads(line) for line in self.galley("runs", "out", "--json").out.splitlines()]
        self.assertEqual([(line["session"], line["state"], line["read"]) for line in lines],
                         [(1, "complete", 2), (2, "complete", 1)])

    def test_no_run(self):
        (self.folder / "out").mkdir()
        for command in ("status", "failed", "runs"):
            self.assert_refused(self.galley(command, "out"), 64,
                                "galley: error: out: holds no run; expected the --out of a run\n")

    def test_killed(self):
        self.fill(range(1))
        config = self.write("desk.info", FULL)
        process = subprocess.Popen([house.GALLEY, "run", config, "-", "--out", "out", "-q"], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (self.folder / "out" / ".galley" / "parts" / "articles.jsonl").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        self.assertIn("  ended without a word, as if killed; galley run goes on with it\n", self.galley("status", "out").out)
        self.assertRegex(self.galley("runs", "out").out, r"^1  \S+  killed\n$")

    def test_an_error_is_noted(self):
        self.fill(range(2))
        self.assertEqual(self.desk().code, 0)
        shutil.rmtree(self.folder / "inbox")
        self.assertNotEqual(self.desk().code, 0)
        self.assertRegex(self.galley("status", "out").out, r"\n  ended with an error, \S+Z; galley run goes on with it\n")
        self.fill(range(2))
        self.assert_balance(self.desk(), read=2, exported=2)

    def test_the_database_can_be_asked(self):
        self.fill(range(1))
        self.write("inbox/bad.txt", NOT_TEXT)
        self.assertEqual(self.desk().code, 65)
        with sqlite3.connect(self.folder / "out" / ".galley" / "state.db") as database:
            rows = database.execute("SELECT number, path, status FROM unexported").fetchall()
            mode = database.execute("PRAGMA journal_mode").fetchone()
        self.assertEqual((rows, mode), ([(2, "inbox/bad.txt", "failed_read")], ("wal",)))


if __name__ == "__main__":
    house.main()
