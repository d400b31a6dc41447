# SPDX-License-Identifier: Apache-2.0
"""Documents that are taken out of a run: nothing of them is left in any file but hashes, and the rest is as it was."""
import json
import re
import shutil
import subprocess
import time

import house
import resume_test

NAMES = "阮文秀"
FIRST_FREE = b"\x7fELF\x02\x01\x01"


def letter(number):
    return house.story(number) + f"\n家住第{number}街的{NAMES}{number}号女士说，她等了整整一个冬天，终于等到了这班船，心里非常高兴。\n"


class PurgeTest(resume_test.ResumeTest):
    def begin(self):
        for number in range(4):
            self.write(f"inbox/{number:03}.txt", letter(number))
        self.write("inbox/001z.txt", letter(1))
        self.write("inbox/bad.txt", FIRST_FREE + f"{NAMES}1号".encode() + bytes(100))
        ran = self.desk()
        self.assertEqual(ran.code, 65, ran.err)
        return ran

    def uri(self, path):
        return next(a["uri"] for a in self.articles() if a["path"] == path)

    def purge(self, *arguments):
        return self.galley("purge", "out", *arguments)

    def files_with(self, text):
        """Names of all files below OUT that hold a text, as it is or escaped."""
        found = subprocess.run(["grep", "-rlaF", text, "out"], cwd=self.folder, capture_output=True, text=True)
        return sorted(found.stdout.split())

    def lines(self, name):
        return (self.folder / "out" / name).read_bytes().splitlines()


class OneDocumentTest(PurgeTest):
    def test_only_hashes_stay(self):
        self.begin()
        uri = self.uri("inbox/001.txt")
        source = uri[7:71]
        before = {name: self.lines(name) for name in ("articles.jsonl", "ledger.jsonl")}
        self.assertIn("out/articles.jsonl", self.files_with(f"{NAMES}1号"))
        done = self.purge("--id", uri)
        self.assertEqual(done.out, f"purged: inbox/001.txt (ok) source {source[:32]}\n"
                         f"purged: inbox/001z.txt (duplicate) source {source[:32]}\n"
                         "out: 2 documents purged from articles.jsonl, ledger.jsonl, proof.html and the state; 0 dead letters deleted\n")
        self.assertEqual((done.code, done.err), (0, ""))
        letter_of_bad = [name for name in self.files_with(f"{NAMES}1号") if not name.endswith("input.bin")]
        self.assertEqual(letter_of_bad, [])
        self.assertEqual(self.files_with("inbox/001"), [])
        self.assertIn("out/articles.jsonl", self.files_with(source))
        for name, lines in before.items():
            now = self.lines(name)
            self.assertEqual([len(line) for line in now], [len(line) for line in lines])
            for was, line in zip(lines, now):
                self.assertEqual(line == was, source.encode() not in was)
        article = json.loads(next(line for line in self.lines("articles.jsonl") if source.encode() in line))
        self.assertEqual({key: article[key] for key in ("uri", "path", "article", "text", "tags", "status")},
                         {"uri": uri, "path": "", "article": 1, "text": "", "tags": [], "status": "purged"})

    def test_verify_says_what_was_purged(self):
        self.begin()
        uri = self.uri("inbox/001.txt")
        self.purge("--id", "inbox/001.txt")
        verified = self.galley("verify", "out")
        self.assertEqual((verified.code, verified.out), (0, f"purged: {uri[:71]}\nout: 3 documents rebuilt byte for byte from 3 articles, "
                                                            "0 notices and the ledger; 0 problems\n"))
        self.assertEqual(json.loads(self.galley("verify", "out", "--json").out)["purged"], [uri[7:71]])
        rebuilt = subprocess.run(["python3", house.SOURCE / "tests/rebuild.py", "out"], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(rebuilt.returncode, 0, rebuilt.stdout + rebuilt.stderr)

    def test_the_source_that_is_printed_names_it_elsewhere(self):
        """What was purged from one version is looked for in the others by it."""
        self.begin()
        shutil.copytree(self.folder / "out", self.folder / "other")
        printed = re.search(r"source ([0-9a-f]{32})$", self.purge("--id", "inbox/001.txt").out, re.M).group(1)
        again = self.galley("purge", "other", "--id", printed)
        self.assertEqual(again.code, 0, again.err)
        self.assertIn(f"purged: inbox/001.txt (ok) source {printed}\n", again.out)

    def test_the_run_goes_on_and_does_not_take_it_again(self):
        self.begin()
        self.purge("--id", "inbox/001.txt")
        before = self.content()
        again = self.desk()
        self.assert_balance(again, read=6, exported=4, duplicate=1, failed=1)
        self.assertEqual(self.content(), before)
        self.write("inbox/009.txt", letter(9))
        more = self.desk()
        self.assert_balance(more, read=7, exported=5, duplicate=1, failed=1)
        self.assertEqual(len(self.lines("articles.jsonl")), 5)
        self.assertEqual(self.files_with("inbox/001"), [])
        self.assertEqual(self.galley("verify", "out").code, 0)

    def test_a_dead_letter(self):
        self.begin()
        done = self.purge("--id", "inbox/bad.txt")
        self.assertEqual(done.out, "purged: inbox/bad.txt (failed_read)\n"
                         "out: 1 document purged from no output and the state; 1 dead letter deleted\n")
        self.assertEqual(self.files_with("inbox/bad.txt"), [])
        self.assertEqual(list((self.folder / "out" / "dead-letter").rglob("input.bin")), [])
        self.assertRegex(self.galley("failed", "out").out, r"^purged:[0-9a-f]{16}: failed_read: ")

    def test_the_database_may_be_lost_afterwards(self):
        self.begin()
        self.purge("--id", "inbox/001.txt")
        (self.folder / "out/.galley/state.db").unlink()
        self.assert_balance(self.desk(), read=6, exported=4, duplicate=1, failed=1)
        self.assertEqual(self.files_with("inbox/001"), [])

    def test_as_json(self):
        self.begin()
        done = json.loads(self.purge("--id", "inbox/002.txt", "--json").out)
        self.assertEqual([done["documents"][0][key] for key in ("number", "path", "status")], [4, "inbox/002.txt", "ok"])
        self.assertEqual((done["outputs"], done["dead_letters"]), (["articles.jsonl", "ledger.jsonl", "proof.html"], 0))


class ByTimeTest(PurgeTest):
    def test_all_before_a_time(self):
        self.begin()
        nothing = self.purge("--before", "2001-01-01")
        self.assertEqual(nothing.out, "out: 0 documents purged from no output and the state; 0 dead letters deleted\n")
        done = self.purge("--before", "2999-12-31T00:00:00Z")
        self.assertTrue(done.out.endswith("out: 6 documents purged from articles.jsonl, ledger.jsonl, proof.html and the state; "
                                          "1 dead letter deleted\n"), done.out)
        self.assertEqual(self.files_with(NAMES), [])
        self.assertEqual(self.files_with("inbox"), [])
        self.assertEqual(self.galley("verify", "out").code, 0)

    def test_what_is_no_time(self):
        for slip in ("31.1.2026", "2999-13-01", "2999-00-01", "2999-01-32", "2999-01-01T24:00:00Z", "2999-01-01T00:60:00Z"):
            self.assert_refused(self.purge("--before", slip), 64,
                                f"galley: error: --before {slip}: expected a day (2026-01-31) or a time (2026-01-31T12:00:00Z)\n")


class RefusalTest(PurgeTest):
    def test_no_such_document(self):
        self.begin()
        self.assert_refused(self.purge("--id", "inbox/none.txt"), 64,
                            "galley: error: out: has no document inbox/none.txt that is not purged already; expected a uri, a SHA-256 or a "
                            "path of it\n")
        self.purge("--id", "inbox/001.txt")
        self.assertEqual(self.purge("--id", "inbox/001.txt").code, 64)

    def test_neither_or_both(self):
        for arguments in ((), ("--id", "a", "--before", "2026-01-31")):
            self.assert_refused(self.purge(*arguments), 64, "galley: error: purge: expected either --id or --before\n")

    def test_a_run_at_work(self):
        self.fill([1])
        config = self.write("desk.info", resume_test.FULL)
        process = subprocess.Popen([house.GALLEY, "run", config, "-", "--out", "out", "-q"], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        while not (self.folder / "out/.galley/parts/articles.jsonl").exists():
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        refused = self.purge("--id", "inbox/001.txt")
        self.assert_refused(
            refused, 64,
            f"galley: error: out: another galley is at work on it (process {process.pid}); wait for its end, or stop it\n")

    def test_a_run_that_is_not_complete(self):
        self.fill(range(3))
        self.write("inbox/000-bad.txt", FIRST_FREE + bytes(100))
        self.assertEqual(self.desk("--set", "limits.errors=0").code, 75)
        before = self.content()
        self.assertRegex(self.purge("--id", "inbox/000.txt").err, r"^galley: error: out: its run is not complete; go on with it first, with its inputs: "
                         r"galley run \S+/desk\.info --out out\n$")
        self.assertEqual(self.content(), before)


class KilledTest(PurgeTest):
    def test_a_purge_that_was_made_ready_is_completed(self):
        """What a kill leaves when all is made and nothing has taken its place: the next call does it."""
        self.begin()
        state = self.folder / "out/.galley"
        (state / "purge/parts").mkdir(parents=True)
        parts = {name: (state / "parts" / name).read_bytes() for name in ("articles.jsonl", "ledger.jsonl", "notices.jsonl", "proof.html")}
        for name, data in parts.items():
            (state / "purge/parts" / name).write_bytes(data)
        run = self.run_id()
        (state / "purge/ready").write_text(f"dead-letter/{run}/00000006\n")
        self.assertTrue((self.folder / f"out/dead-letter/{run}/00000006").exists())
        self.desk()
        self.assertFalse((self.folder / f"out/dead-letter/{run}/00000006").exists())
        self.assertFalse((state / "purge").exists())

    def test_a_list_of_letters_that_cannot_be_read_is_no_empty_one(self):
        self.begin()
        (self.folder / "out/.galley/purge/ready").mkdir(parents=True)
        self.assert_refused(self.galley("purge", "out", "--id", "inbox/000.txt"), 74,
                            "galley: error: out/.galley/purge/ready: Is a directory\n")

    def test_one_that_was_not_ready_is_forgotten(self):
        self.begin()
        purge = self.folder / "out/.galley/purge"
        (purge / "parts").mkdir(parents=True)
        (purge / "parts/articles.jsonl").write_text("half")
        before = self.content()
        self.desk()
        self.assertEqual((self.content(), purge.exists()), (before, False))


if __name__ == "__main__":
    house.main()
