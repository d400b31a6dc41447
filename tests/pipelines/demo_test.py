# SPDX-License-Identifier: Apache-2.0
"""The main job on the shipped samples: what comes out, its form, and that it is the same however it is run."""
import html
import json
import re
import subprocess
import sys

import house

ANY_TEXT = (str,)
TEXT_OR_NONE = (str, type(None))

ARTICLE = {
    "schema_version": (int,), "uri": ANY_TEXT, "path": ANY_TEXT, "article": (int,), "headline": TEXT_OR_NONE,
    "subtitle": TEXT_OR_NONE, "text": ANY_TEXT, "byline": (list,), "source": TEXT_OR_NONE, "published": TEXT_OR_NONE,
    "editor": TEXT_OR_NONE, "language": TEXT_OR_NONE, "captions": (list,), "tags": (list,), "status": ANY_TEXT}
NOTICE = {
    "schema_version": (int,), "uri": ANY_TEXT, "path": ANY_TEXT, "kind": ANY_TEXT, "holder": TEXT_OR_NONE,
    "items": (list,), "text": ANY_TEXT, "span": (list,)}
DECISION = {
    "schema_version": (int,), "uri": ANY_TEXT, "path": ANY_TEXT, "article": (int, type(None)), "seq": (int,),
    "stage": ANY_TEXT, "plugin": ANY_TEXT, "plugin_version": ANY_TEXT, "rule": ANY_TEXT, "category": ANY_TEXT,
    "op": ANY_TEXT, "begin": (int,), "end": (int,), "text": ANY_TEXT, "replacement": TEXT_OR_NONE,
    "destination": (int, type(None)), "confidence": (int, float), "status": ANY_TEXT, "source_sha256": ANY_TEXT,
    "source_bytes": (int,)}
URI = re.compile(r"galley:[0-9a-f]{64}#\d+-\d+")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?(Z|[+-]\d\d:\d\d)?")
COPIES = 200


class DemoTest(house.HouseTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        keeper = cls("run_samples")
        keeper.setUp()
        cls.addClassCleanup(keeper.doCleanups)
        cls.outcome = keeper.run_chain(config=house.NEWSROOM)
        cls.keeper = keeper

    def run_samples(self):
        """Only names the instance that keeps the run all tests look at."""

    def rows(self, name):
        return house.lines_of(self.keeper.folder / "out" / name)

    def assert_form(self, row, form):
        self.assertEqual(list(row)[0], "schema_version")
        self.assertEqual(set(row) - {"gaps"} if row.get("op") == "collapse" else set(row), set(form))
        for key, types in form.items():
            self.assertIsInstance(row[key], types, key)
            self.assertFalse(isinstance(row[key], bool), key)

    def test_all_samples_come_out(self):
        self.assertEqual(self.outcome.code, 0, self.outcome.err)
        samples = list(house.SAMPLES.iterdir())
        documents = sum(len(s.read_text(encoding="utf-8").splitlines()) if s.suffix == ".jsonl" else 1 for s in samples)
        self.keeper.assert_balance(self.outcome, read=documents, exported=documents)
        self.assertEqual(len(self.rows("articles.jsonl")), 14)
        self.assertEqual(len(self.rows("notices.jsonl")), 12)
        self.assertEqual(sorted(p.name for p in (self.keeper.folder / "out").iterdir()),
                         [".galley", "articles.jsonl", "ledger.jsonl", "notices.jsonl", "proof.html", "run.json"])

    def test_every_source_can_be_rebuilt(self):
        self.keeper.assert_verifies()
        rebuilt = subprocess.run([sys.executable, house.SOURCE / "tests" / "rebuild.py", self.keeper.folder / "out"],
                                 capture_output=True, text=True)
        self.assertEqual((rebuilt.returncode, rebuilt.stdout), (0, "13 sources, 0 broken\n"), rebuilt.stderr)

    def test_a_lost_byte_is_found(self):
        ledger = self.keeper.folder / "out" / "ledger.jsonl"
        whole = ledger.read_bytes()
        try:
            rows = whole.splitlines(keepends=True)
            longest = max(range(len(rows)), key=lambda i: len(json.loads(rows[i])["text"]))
            row = json.loads(rows[longest])
            row["text"] = row["text"][:-1]
            rows[longest] = json.dumps(row, ensure_ascii=False).encode() + b"\n"
            ledger.write_bytes(b"".join(rows))
            verified = self.keeper.galley("verify", "out")
        finally:
            ledger.write_bytes(whole)
        self.assertEqual(verified.code, 1, verified.out)
        self.assertRegex(verified.out, rf"(?m)^out/ledger\.jsonl:{longest + 1}: .*text has \d+ bytes, but \d+ bytes stand there$")

    def test_articles_keep_the_contract(self):
        for row in self.rows("articles.jsonl"):
            self.assert_form(row, ARTICLE)
            self.assertRegex(row["uri"], URI)
            self.assertGreaterEqual(row["article"], 1)
            self.assertTrue(row["text"].strip(), row["path"])
            self.assertNotIn("\n\n", row["text"])
            self.assertTrue(row["headline"], row["path"])
            self.assertFalse( row["text"].startswith(row["headline"] + "\n"), row["path"])
            self.assertIn(row["status"], ("ok", "ok_with_warnings"))
            self.assertTrue(row["published"] is None or DATE.fullmatch(row["published"]), row["published"])
            for name in row["byline"] + row["captions"]:
                self.assertIsInstance(name, str)
            for tag in row["tags"]:
                self.assertEqual(list(tag), ["scheme", "code", "label", "confidence"])
                self.assertTrue(0 <= tag["confidence"] <= 1)

    def test_notices_keep_the_contract(self):
        for row in self.rows("notices.jsonl"):
            self.assert_form(row, NOTICE)
            self.assertEqual(len(row["span"]), 2)
            self.assertLess(row["span"][0], row["span"][1])
            self.assertTrue(row["text"].strip())
            for item in row["items"]:
                self.assertEqual(list(item), ["document", "numbers", "issuer"])
                self.assertIsInstance(item["numbers"], list)

    def test_the_ledger_keeps_the_contract(self):
        last = {}
        for row in self.rows("ledger.jsonl"):
            self.assert_form(row, DECISION)
            self.assertRegex(row["uri"], URI)
            self.assertIn(row["op"], ("strip", "replace", "move", "split", "keep", "collapse"))
            self.assertIn(row["status"], ("applied", "held", "kept"))
            self.assertLessEqual(row["begin"], row["end"])
            self.assertLessEqual(row["end"], row["source_bytes"])
            self.assertLess(last.get(row["uri"], -1), row["seq"])
            last[row["uri"]] = row["seq"]
            if row["op"] == "strip":
                self.assertTrue(row["text"])

    def test_the_report_and_the_sheet_agree_with_the_outputs(self):
        report = json.loads((self.keeper.folder / "out" / "run.json").read_text(encoding="utf-8"))
        self.assertEqual(report["articles"], len(self.rows("articles.jsonl")))
        self.assertEqual(report["notices"], len(self.rows("notices.jsonl")))
        self.assertTrue(report["balance"]["closes"])
        sheet = (self.keeper.folder / "out" / "proof.html").read_text(encoding="utf-8")
        self.assertIsNone(re.search(r"(?:src|href)=[\"'](?:https?:)?//", sheet), "the sheet must work offline")
        for row in self.rows("articles.jsonl"):
            if row["headline"] is not None:  # that each has one is another test's matter
                self.assertTrue(html.escape(row["headline"], quote=False) in sheet, row["path"])

    def test_outputs_do_not_depend_on_jobs(self):
        for sample in house.SAMPLES.iterdir():
            for copy in range(COPIES):
                self.write(f"inbox/{copy:03}/{sample.name}", vary(sample, copy))
        made = {}
        for jobs in (1, 2):
            outcome = self.galley("run", house.NEWSROOM, "inbox", "--out", f"out{jobs}", "--jobs", jobs)
            self.assert_balance(outcome, read=13 * COPIES, exported=13 * COPIES)
            made[jobs] = {str(p.relative_to(self.folder / f"out{jobs}")): p.read_bytes()
                          for p in (self.folder / f"out{jobs}").rglob("*")
                          if p.is_file() and p.name != "run.json" and p.parent.name != ".galley"}
        self.assertEqual(sorted(made[1]), sorted(made[2]))
        self.assertGreaterEqual(len(made[1]), 4)
        different = [name for name in made[1] if made[1][name] != made[2][name]]
        self.assertEqual(different, [])

    def test_cleaning_what_is_clean_changes_nothing(self):
        texts = {}
        for number, row in enumerate(self.rows("articles.jsonl"), 1):
            texts[f"inbox/{number:02}.txt"] = f"{row['headline']}\n\n{row['text']}\n"
        for name, text in texts.items():
            self.write(name, text)
        outcome = self.galley("run", house.NEWSROOM, "inbox", "--out", "again")
        self.assertEqual(outcome.code, 0, outcome.err)
        second = {row["path"]: row for row in self.articles("again")}
        self.assertEqual(sorted(second), sorted(texts))
        taken = [(row["path"], row["rule"], row["text"]) for row in house.lines_of(self.folder / "again" / "ledger.jsonl")
                 if row["op"] != "collapse" and row["category"] not in ("headline", "whitespace")]
        self.assertEqual(taken, [])
        for name, text in texts.items():
            self.assertEqual(f"{second[name]['headline']}\n\n{second[name]['text']}\n", text)


def vary(sample, copy):
    """The sample with a number in it, in its own encoding."""
    data = sample.read_bytes()
    if sample.suffix == ".jsonl":
        rows = [json.loads(line) for line in data.decode().splitlines()]
        for row in rows:
            row["text"] = f"{row['text']}\nNo. {copy} of these."
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    end = b"\r\n" if b"\r\n" in data else b"\n"
    return data.rstrip() + end + f"No. {copy} of these.".encode() + end


if __name__ == "__main__":
    house.main()
