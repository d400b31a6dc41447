# SPDX-License-Identifier: Apache-2.0
"""galley rules list and lint, and what a wrong rule file does before any document is read."""
import json
import re
import unittest

import house

PACK = """# Invented.
id own.menu.1
category navigation
pattern ^(?:渡口|集市) \\| .+$
confidence 0.95
example 渡口 | 集市 | 论坛
counter 渡口的故事

id own.source.1
category source_line
pattern ^来源：(?P<source>.{2,12})$
example 来源：渡口晚报\\n
counter 来源不明的缆绳
"""

CONFIG = """galley 1
pipeline own
{
    ingest files { path inbox }
    ingest text
    cleanup strip_furniture { rules zh rule_files own.rules }
    cleanup strip_notices
    export jsonl
}
"""


def rule(**keys):
    """A rule block that says nothing wrong, with some of its keys said otherwise; None leaves one out."""
    given = {"id": "own.1", "category": "other", "pattern": "ferry", "example": "ferry", "counter": "tram", **keys}
    return "".join(f"{key} {value}\n" for key, value in given.items() if value is not None)


class ListTest(house.HouseTest):
    def test_shows_each_rule_of_a_pack(self):
        self.write("own.rules", PACK)
        outcome = self.galley("rules", "list", "own.rules")
        self.assertEqual((outcome.code, outcome.err), (0, ""))
        self.assertEqual([re.sub(" +", " ", line) for line in outcome.out.splitlines()], [
            "own.rules:2: own.menu.1 navigation line 0.95 strip 渡口 | 集市 | 论坛",
            "own.rules:9: own.source.1 source_line line 0.80 strip: source 来源：渡口晚报\\n"])

    def test_as_json(self):
        self.write("packs/own.rules", PACK)
        rows = [json.loads(line) for line in self.galley("rules", "list", "packs", "--json").out.splitlines()]
        self.assertEqual(rows[1], {
            "schema_version": 1, "owner": "", "file": "packs/own.rules", "line": 9, "id": "own.source.1",
            "category": "source_line", "scope": "line", "action": "strip", "field": "", "captures": ["source"],
            "confidence": 0.8, "final": False, "guards": 0, "examples": ["来源：渡口晚报\n"], "counters": ["来源不明的缆绳"]})

    def test_all_plugins_one_plugin_and_a_config(self):
        everything = self.galley("rules", "list").out
        for known in ("zh.menu.1", "en.menu.1", "zh.lost.1"):
            self.assertRegex(everything, rf"(?m)^\S+\.rules:\d+: {re.escape(known)} ")
        notices = self.galley("rules", "list", "cleanup.strip_notices").out
        self.assertIn("zh.lost.1", notices)
        self.assertNotIn("zh.menu.1", notices)
        self.write("own.rules", PACK)
        config = self.write("own.info", CONFIG)
        rows = [json.loads(line) for line in self.galley("rules", "list", config, "--json").out.splitlines()]
        self.assertEqual({row["owner"] for row in rows}, {"pipeline.strip_furniture", "pipeline.strip_notices"})
        ids = {row["id"] for row in rows}
        self.assertTrue({"own.menu.1", "zh.menu.1", "zh.lost.1"} <= ids)
        self.assertNotIn("en.menu.1", ids)
        changed = self.galley("rules", "list", config, "--set", "pipeline.strip_furniture.rules=en").out
        self.assertIn(": en.menu.1 ", changed)
        self.assertNotIn(": zh.menu.1 ", changed)

    def test_a_name_that_is_nothing_is_64(self):
        outcome = self.galley("rules", "list", "cleanup.strip_notice")
        self.assert_refused(outcome, 64, "galley: error: rules: expected a config, a rule file, a folder of rule files or a plugin, "
                            "got cleanup.strip_notice (did you mean cleanup.strip_notices?)\n")

    def test_a_pack_that_is_not_there_is_78(self):
        self.assert_refused(self.galley("rules", "lint", "none.rules"), 78,
                            "galley: error: none.rules: cannot be read: No such file or directory\n")


class LintTest(house.HouseTest):
    def lint(self, *arguments):
        return self.galley("rules", "lint", *arguments)

    def test_shipped_packs_are_clean(self):
        outcome = self.lint()
        self.assertEqual((outcome.out, outcome.code), ("", 0))
        self.assertRegex(outcome.err, r"^galley: \d+ rules: 0 findings, 0 notes\n$")

    def test_the_newsroom_set_is_clean(self):
        outcome = self.lint(house.NEWSROOM)
        self.assertEqual((outcome.out, outcome.code), ("", 0))

    def test_a_good_pack_is_0(self):
        self.write("own.rules", PACK)
        self.assertEqual(self.lint("own.rules"), house.Outcome(0, "", "galley: 2 rules: 0 findings, 0 notes\n"))

    def test_findings_are_1_and_in_the_house_form(self):
        self.write("own.rules", rule(example="tram", counter="ferries") + "\n" + rule(id="own.2", counter=None) + "\n"
                   + rule(id="own.3", pattern="^.{2,9}$", example="quay", counter="q"))
        self.assertEqual(self.lint("own.rules"), house.Outcome(1, (
            "own.rules:1: rule own.1: example is not hit (the pattern does not match): tram\n"
            "own.rules:7: rule own.2: missing counter\n"
            "own.rules:7: rule own.2: all its examples are taken by own.1 (give an example that only this rule takes, or drop the rule)\n"
            "own.rules:14: rule own.3: pattern has no character that every match must hold, so it is tried on every line "
            "(name a word or a sign in it)\n"), "galley: 3 rules: 4 findings, 0 notes\n"))

    def test_as_json(self):
        self.write("own.rules", rule(counter="the ferry"))
        outcome = self.lint("own.rules", "--json", "-q")
        self.assertEqual((outcome.code, outcome.err), (1, ""))
        self.assertEqual(json.loads(outcome.out), {
            "schema_version": 1, "owner": "", "file": "own.rules", "line": 1, "rule": "own.1", "severity": "error",
            "check": "counter", "problem": "counter is hit: the ferry", "hint": ""})

    def test_story_that_a_rule_takes(self):
        self.write("own.rules", rule(pattern="The ferry.*", example="The ferry") + "\n" + rule(id="own.2", pattern="tide", example="tide"))
        self.write("clean/a.txt", "Tides\r\nThe ferry sails at noon.\r\n")
        self.write("clean/articles.jsonl", json.dumps({"text": "Quay\nThe ferry is late."}) + "\n")
        outcome = self.lint("own.rules", "--story", "clean")
        self.assertEqual(outcome, house.Outcome(1, (
            "own.rules:1: rule own.1: takes 2 lines of story, such as clean/a.txt:2: The ferry sails at noon. "
            "(narrow the pattern or add a guard, and keep such a line as a counter)\n"
            "own.rules:7: rule own.2: note: hits nothing in the corpus\n"), "galley: 2 rules: 1 finding, 1 note\n"))

    def test_a_corpus_alone_gives_notes_and_0(self):
        self.write("own.rules", rule())
        self.write("raw/a.txt", "The tram\n")
        self.assertEqual(self.lint("own.rules", "--corpus", "raw"), house.Outcome(
            0, "own.rules:1: rule own.1: note: hits nothing in the corpus\n", "galley: 1 rule: 0 findings, 1 note\n"))

    def test_labelled_pages_say_what_is_story(self):
        self.write("own.rules", rule())
        page = {"schema": "galley-gold/1", "lines": [
            {"n": 1, "text": "ferry", "segments": [{"start": 0, "end": 5, "label": "nav_widget"}]},
            {"n": 2, "text": "渡口 ferry", "segments": [{"start": 0, "end": 3, "label": "editor"}, {"start": 3, "end": 8, "label": "body"}]},
            {"n": 3, "text": "ferry", "segments": [{"start": 0, "end": 5, "label": "body"}]}]}
        self.write("gold/a.json", json.dumps(page, ensure_ascii=False))
        self.write("gold/other.json", "[]")
        self.assertEqual(self.lint("own.rules", "--corpus", "gold").out, (
            "own.rules:1: rule own.1: takes 1 line of story, such as gold/a.json:3: ferry "
            "(narrow the pattern or add a guard, and keep such a line as a counter)\n"
            "own.rules:1: rule own.1: note: matches in 1 line of story, such as gold/a.json:2: ferry\n"))

    def test_a_corpus_that_cannot_be_read(self):
        self.write("own.rules", rule())
        self.write("bad.txt", b"tide\n\xff\n")
        self.write("bad.jsonl", '{"text": "a"}\n{"txt": "b"}\n')
        self.write("bad.json", '{"schema": "x"}')
        for path, code, text in (("none.txt", 74, "none.txt: cannot be read: No such file or directory"),
                                 ("bad.txt", 65, "bad.txt:2: expected UTF-8"),
                                 ("bad.jsonl", 65, 'bad.jsonl:2: expected an object with a string "text"'),
                                 ("bad.json", 65, 'bad.json: expected a labelled page with "schema": "galley-gold/1"')):
            self.assert_refused(self.lint("own.rules", "--corpus", path), code, f"galley: error: {text}\n")


class BadRuleFileTest(house.HouseTest):
    """Refused by run and validate alike, with all problems at once, before a document is read."""

    def assert_wrong(self, pack, *problems):
        self.write("own.rules", pack)
        self.write("inbox/a.txt", house.STORY)
        config = self.write("own.info", CONFIG)
        expected = "\n".join(f"{self.folder}/own.rules{problem}" for problem in problems)
        for arguments in (("validate", config), ("run", config, "--out", "out")):
            self.assert_refused(self.galley(*arguments), 78,
                                f"galley: error: {config}:6: pipeline.strip_furniture: configure: {expected}\n")
        self.assertFalse((self.folder / "out" / "articles.jsonl").exists())

    def test_all_kinds_at_once(self):
        self.assert_wrong(
            rule(pattern="(渡口") + "\n" + rule(id="own.2", category="navgation") + "\n" + rule() + "\n"
            + rule(id="own.3", pattern="a*") + "\n" + rule(id="own.4", pattern="(?:a{1,100}){1,100}") + "\n"
            + rule(id="own.5", category=None) + "\n" + rule(id="own.6", patern="x"),
            ":3: rule own.1: bad pattern: missing ): (渡口",
            ':8: rule own.2: unknown category "navgation" (did you mean navigation?)',
            f":13: rule own.1: duplicate id, first used at {self.folder}/own.rules:1",
            ":21: rule own.3: pattern matches the empty text",
            ":27: rule own.4: bad pattern: invalid repetition size: {1,100}",
            ":31: rule own.5: missing category",
            ':41: rule own.6: unknown key "patern" (did you mean pattern?)')

    def test_an_id_of_another_pack_of_the_stage(self):
        self.write("own.rules", rule(id="zh.menu.1"))
        outcome = self.galley("validate", self.write("own.info", CONFIG))
        self.assertEqual((outcome.code, outcome.out), (78, ""))
        self.assertRegex(outcome.err, r"configure: rules/zh\.rules:\d+: rule zh\.menu\.1: duplicate id, first used at "
                                      rf"{re.escape(str(self.folder))}/own\.rules:1\n$")

    def test_encodings(self):
        self.assert_wrong(rule().encode("utf-16"), ":1: is UTF-16; expected UTF-8")
        self.assert_wrong(rule(example="渡口 ferry").encode("gb18030"),
                          ":4: rule own.1: invalid UTF-8 at byte 9 of the line; save the file as UTF-8 (not GBK, Big5 or Latin-1)")
        self.assert_wrong(rule(example="ferry\0"),
                          ":4: rule own.1: holds a control character (U+0000); in a pattern write \\x and two digits")

    def test_a_mark_of_utf_8_is_no_fault(self):
        self.write("own.rules", "\ufeff" + rule())
        self.assertEqual(self.galley("validate", self.write("own.info", CONFIG)).code, 0)

    def test_sizes(self):
        self.assert_wrong(rule(pattern="x" * 8200), ":3: rule own.1: line is longer than 8192 bytes")
        self.assert_wrong("# " + "x" * (4 << 20), ": larger than 4194304 bytes")

    def test_a_hundred_problems_are_listed_and_the_rest_counted(self):
        self.write("own.rules", "".join(rule(id=f"own.{i}", pattern="(" + "x" * 300) + "\n" for i in range(120)))
        outcome = self.galley("validate", self.write("own.info", CONFIG))
        self.assertEqual(outcome.code, 78)
        self.assertEqual(outcome.err.count(": bad pattern: missing ): "), 100)
        self.assertTrue(outcome.err.endswith("... and 20 more\n"), outcome.err[-200:])


class Re2AloneTest(house.HouseTest):
    def test_validate_and_run_warn_with_the_place(self):
        self.write("own.rules", rule(pattern="f\\105rry|(?:ferry)", example="ferry"))
        self.write("inbox/a.txt", house.STORY)
        config = self.write("own.info", CONFIG)
        warning = (f"{self.folder}/own.rules:3: rule own.1: pattern runs on RE2 alone, on every line: it has no form that Hyperscan takes "
                   "(write no \\C, no octal escape, no repeated assertion, no quantifier behind \\Q...\\E)")
        outcome = self.galley("validate", config)
        if "several times slower" in outcome.err:
            self.skipTest("this build or processor has no sound Hyperscan")
        self.assertEqual(outcome, house.Outcome(0, f"{config}: ok\n", f"galley: warning: {warning}\n"))
        outcome = self.galley("run", config, "--out", "out")
        self.assertEqual(outcome.code, 0)
        self.assertEqual(outcome.err.count(warning), 1, outcome.err)


if __name__ == "__main__":
    house.main()
