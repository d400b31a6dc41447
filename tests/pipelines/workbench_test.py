#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""galley test: what passes, what is said about what does not, and what --accept writes. galley diff: what a change does."""
import base64
import hashlib
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

from house import GALLEY, HouseTest, NEWSROOM, SOURCE, main

CASE = "cleanup/normalize_text/tests/cases/blanks_go"
GIVEN = "晨雾里的船\u3000\n第二行  \n"
CLEAN = "晨雾里的船\n第二行\n"

CHAIN = """galley 1
pipeline small
{
    ingest files { path inbox }
    ingest text
    cleanup normalize_text
    cleanup strip_furniture
    export jsonl
}
"""

TESTS = """galley 1
tests small.info
{
    case a_menu_leaves
    {
        page
        {
            navigation "首页 | 登录 | 注册"
            story "渡口的灯昨晚重新亮了，岸上的人一起鼓掌，撑船的老人把灯看了很久，说它比从前亮。"
        }
    }
}
"""


class TestTest(HouseTest):
    def case(self, **files):
        for name, text in {"in": GIVEN, "out": CLEAN, **files}.items():
            self.write(f"{CASE}/{name}.txt", text)

    def run_cases(self, *arguments, code=0):
        outcome = self.galley("test", *arguments)
        self.assertEqual(outcome.code, code, outcome.out + outcome.err)
        return outcome

    @staticmethod
    def shown(outcome):
        """What was printed but for the line with the time."""
        return "".join(line for line in outcome.out.splitlines(True) if not line.endswith(" s\n"))

    def test_a_case_that_holds(self):
        self.case()
        outcome = self.run_cases()
        self.assertRegex(outcome.out, r"^1 case: 1 passed, 0 failed, 0 broken, 0 skipped, \d+\.\d\d s\n$")

    def test_shows_the_difference_by_characters(self):
        self.case(out="晨雾里的船\n第三行\n")
        self.assertEqual(self.shown(self.run_cases(code=1)),
                         "FAILED  cleanup.normalize_text blanks_go\n"
                         f"  ./{CASE}/out.txt:2: out.txt\n"
                         "    晨雾里的船\n"
                         "  ~ 第[-三-]{+二+}行\n")

    def test_colours_when_asked(self):
        self.case(out="晨雾里的船\n第三行\n")
        shown = subprocess.run([GALLEY, "test", "--color", "always"], cwd=self.folder, capture_output=True, check=False)
        self.assertIn("第\x1b[31;9m三\x1b[0m\x1b[32;4m二\x1b[0m行".encode(), shown.stdout)

    def test_accept_shows_then_writes(self):
        self.case(out="晨雾里的船\n第三行\n", why="# blanks\n")
        outcome = self.run_cases("--accept")
        self.assertIn("  ~ 第[-三-]{+二+}行\n", outcome.out)
        self.assertIn(f"  wrote ./{CASE}/out.txt\n  wrote ./{CASE}/why.txt\n", outcome.out)
        self.assertIn("1 case: 0 passed, 0 failed, 0 broken, 0 skipped, 1 accepted", outcome.out)
        self.assertEqual((self.folder / CASE / "out.txt").read_text(), CLEAN)
        self.assertTrue((self.folder / CASE / "why.txt").read_text().startswith("# blanks\nstrip whitespace "))
        self.assertEqual(sorted(p.name for p in (self.folder / CASE).iterdir()), ["in.txt", "out.txt", "why.txt"])
        self.run_cases()

    def test_accept_replaces_a_link_and_leaves_what_it_points_to(self):
        outside = self.write("outside.txt", "mine\n")
        self.case()
        (self.folder / CASE / "out.txt").unlink()
        (self.folder / CASE / "out.txt").symlink_to(outside)
        self.run_cases("--accept")
        self.assertEqual(outside.read_text(), "mine\n")
        self.assertFalse((self.folder / CASE / "out.txt").is_symlink())

    def test_junit(self):
        self.case(out="\x1b]0;x\x07<&>\n")
        self.run_cases("--junit", "report.xml", code=1)
        root = ET.parse(self.folder / "report.xml").getroot()
        self.assertEqual((root.get("tests"), root.get("failures"), root.get("errors")), ("1", "1", "0"))
        case = root.find("testsuite/testcase")
        self.assertEqual((case.get("classname"), case.get("name")), ("cleanup.normalize_text", "blanks_go"))
        self.assertIn("- \\x1b]0;x\\x07<&>", case.findtext("failure"))

    def test_json(self):
        self.case(out="晨雾里的船\n第三行\n")
        outcome = self.run_cases("--json", code=1)
        case = json.loads(outcome.out)
        self.assertEqual((case["verdict"], case["suite"], case["case"]), ("failed", "cleanup.normalize_text", "blanks_go"))
        self.assertEqual(case["differences"],
                         [{"what": "out.txt", "where": f"./{CASE}/out.txt:2", "expected": "晨雾里的船\n第三行",
                           "got": "晨雾里的船\n第二行", "hint": ""}])

    def test_no_cases_is_no_success(self):
        self.write("empty/x.txt", "x")
        self.assert_refused(self.galley("test", "empty"), 64,
                            "galley: error: empty: no cases found; expected folders tests/cases/NAME with an in.txt, or "
                            "files that end in .tests.info\n")
        self.case()
        self.assert_refused(self.galley("test", "--filter", "snow"), 64,
                            'galley: error: --filter "snow": expected part of a case\'s name or place, none of 1 cases has it\n')
        self.assert_refused(self.galley("test", "nowhere"), 64, "galley: error: nowhere: no such file or folder\n")
        self.assert_refused(self.galley("test", "empty/x.txt"), 64,
                            "galley: error: empty/x.txt: expected a folder, or a file whose name ends in .tests.info\n")

    def test_cases_that_are_wrong(self):
        self.case(params="no equals sign\n")
        self.write("cleanup/strip_snow/tests/cases/a/in.txt", "x\n")
        self.write("b/case.info", "plug cleanup.normalize_text\n")
        self.write("c.tests.info", "galley 1\ntests missing.info { case a { page { story a } } case b { page { stor a } } }\n")
        self.assertEqual(self.shown(self.run_cases(code=78)),
                         "BROKEN   b\n"
                         "  ./b/case.info:1: plug: unknown key, or given twice (did you mean plugin?)\n"
                         "BROKEN  ./c.tests.info ./c.tests.info\n"
                         "  ./c.tests.info:2: stor: expected blank, story, wrapped, caption, notice or a category "
                         "(did you mean story?)\n"
                         "BROKEN  cleanup.normalize_text blanks_go\n"
                         f"  ./{CASE}: params.txt: expected key = value: no equals sign\n"
                         "BROKEN  cleanup.strip_snow a\n"
                         "  ./cleanup/strip_snow/tests/cases/a: no plugin cleanup.strip_snow is installed\n")

    def test_a_refused_config_breaks_its_cases(self):
        self.write("small.info", CHAIN.replace("normalize_text", "normalise_text"))
        self.write("a.tests.info", TESTS)
        outcome = self.run_cases(code=78)
        self.assertRegex(self.shown(outcome),
                         r"^BROKEN  \./a\.tests\.info a_menu_leaves\n  small\.info:6: pipeline\.normalise_text: no plugin "
                         r"cleanup\.normalise_text in .* \(did you mean normalize_text\?\)\n$")

    def test_tests_of_a_config(self):
        self.write("small.info", CHAIN)
        self.write("a.tests.info", TESTS)
        self.run_cases()
        self.write("a.tests.info", TESTS.replace('story "', 'navigation "').replace('}\n    }\n}', '}\n        notices 1\n    }\n}'))
        outcome = self.run_cases(code=1)
        self.assertIn("FAILED  ./a.tests.info a_menu_leaves\n"
                      "  ./a.tests.info:9: line\n"
                      '    expected navigation "渡口的灯', outcome.out)
        self.assertIn("  ./a.tests.info:4: notices\n    expected 1\n    got      0\n", outcome.out)
        self.assertIn("  hint: a case of a tests file is edited by hand\n", self.run_cases("--accept", code=1).out)

    def test_another_config(self):
        self.write("small.info", CHAIN)
        self.write("none.info", CHAIN.replace("    cleanup strip_furniture\n", ""))
        self.write("a.tests.info", TESTS)
        outcome = self.run_cases("--config", "none.info", code=1)
        self.assertIn('    expected navigation "首页 | 登录 | 注册"\n    got      story "首页 | 登录 | 注册"\n', outcome.out)

    def test_a_case_folder_of_a_chain(self):
        self.write("small.info", CHAIN)
        self.write("case/case.info", "config ../small.info\n")
        self.write("case/in.txt", "首页 | 登录 | 注册\n渡口的灯昨晚重新亮了，岸上的人一起鼓掌，撑船的老人把灯看了很久，说它比从前亮。\n")
        self.run_cases(code=1)
        self.run_cases("--accept")
        self.run_cases()
        self.assertTrue((self.folder / "case/out.txt").read_text().startswith("==== article 1\n渡口的灯"))
        self.assertIn("strip_furniture strip navigation zh.", (self.folder / "case/why.txt").read_text())
        self.assertIn("status ok\n", (self.folder / "case/why.txt").read_text())

    def test_the_same_at_any_number_of_jobs(self):
        for folder in ("configs", "plugins/cleanup/strip_notices"):
            shutil.copytree(SOURCE / folder, self.folder / folder)
        case = self.folder / "plugins/cleanup/strip_notices/tests/cases/reads_initials_of_names/why.txt"
        case.write_text("nothing\n")
        one = self.run_cases("-j", "1", code=1)
        many = self.run_cases("-j", "8", code=1)
        self.assertEqual(self.shown(one), self.shown(many))

    def test_bad_options(self):
        self.assertEqual(self.galley("test", "--jobs", "0").code, 64)
        self.case()
        self.assert_refused(self.galley("test", "--junit", "no/such/folder.xml"), 74,
                            "galley: error: no/such/folder.xml: cannot be written: No such file or directory\n")

    def test_newsroom_tests_name_their_config(self):
        self.assertEqual(self.run_cases(str(NEWSROOM.parent / "tests")).code, 0)


MENU = "首页 | 登录 | 注册"
LAMP = "渡口的灯昨晚重新亮了，岸上的人一起鼓掌，撑船的老人把灯看了很久，说它比从前亮。"
TEXTS = {"a.txt": f"{MENU}\n{LAMP}\n", "b.txt": f"第一船的客人说，{LAMP}\n", "c.txt": f"{LAMP}\n{LAMP}\n\n{MENU}\n"}


class DiffTest(HouseTest):
    def setUp(self):
        super().setUp()
        self.write("old.info", CHAIN.replace("    cleanup strip_furniture\n", ""))
        self.write("new.info", CHAIN)
        for name, text in TEXTS.items():
            self.write(f"in/{name}", text)

    def diff(self, *arguments, code=1):
        outcome = self.galley("diff", *arguments)
        self.assertEqual(outcome.code, code, outcome.out + outcome.err)
        return outcome

    def test_a_config_and_itself(self):
        self.assertEqual(self.diff("new.info", "new.info", "in", code=0).out, "3 documents read, 0 with a difference\n")

    def test_groups_by_rule_with_places(self):
        outcome = self.diff("old.info", "new.info", "in")
        self.assertRegex(outcome.out,
                         r"^newly stripped: 2 passages\n"
                         r"  strip_furniture: zh\.[\w.]+ \(navigation\)  2 passages, 16 characters in 2 documents\n"
                         rf"    in/a\.txt:1  {re.escape(MENU)}\n"
                         rf"    in/c\.txt:4  {re.escape(MENU)}\n"
                         r"3 documents read, 2 with a difference\n$")

    def test_the_other_way_round_names_the_old_rule(self):
        outcome = self.diff("new.info", "old.info", "in")
        self.assertRegex(outcome.out, r"^newly kept: 2 passages\n  strip_furniture: zh\.[\w.]+ \(navigation\)  2 passages")

    def test_json(self):
        lines = [json.loads(line) for line in self.diff("old.info", "new.info", "in", "--json").out.splitlines()]
        self.assertEqual([line["effect"] for line in lines], ["newly_stripped", "summary"])
        self.assertEqual((lines[0]["stage"], lines[0]["category"], lines[0]["passages"], lines[0]["documents"]),
                         ("strip_furniture", "navigation", 2, 2))
        self.assertEqual(lines[0]["examples"][0], {"path": "in/a.txt", "line": 1, "text": MENU, "before": "", "after": LAMP})
        self.assertEqual((lines[1]["documents"], lines[1]["differing"]), (3, 2))

    def test_own_rules_joins_and_metadata(self):
        self.write("own.rules", "id own.stamp\ncategory promotion\nscope line\npattern ^【[^】]+】$\nexample 【渡口夜话】\n")
        self.write("new.info", CHAIN.replace("strip_furniture\n", "strip_furniture { rules \"\" rule_files own.rules }\n    cleanup join_wrapped_lines\n"
                                             "    tagging tag_language\n"))
        self.write("in/d.txt", "【夜班读物】\n渡口的灯昨晚重新亮了，岸上的人一起鼓掌，撑船的老人把灯看了很久，站在岸上的\n"
                               "人都说它比从前亮，又说灯亮了船就不会走错，孩子们在堤上数船，数到第九条的时候\n雾散了。\n")
        outcome = self.diff("old.info", "new.info", "in/d.txt")
        self.assertIn("  strip_furniture: own.stamp (promotion)  1 passage, 6 characters in 1 document\n"
                      "    in/d.txt:1  【夜班读物】\n", outcome.out)
        self.assertIn("newly joined: 2 passages\n", outcome.out)
        self.assertIn("newly tagged: 1 passage\n", outcome.out)

    def test_a_page_without_scripts_that_shows_what_hides(self):
        self.write("in/<img src=x>.txt", f"首页 | <script>alert(1)</script> | \u202e注册\n{LAMP}\n")
        self.write("own.rules", "id own.menu\ncategory navigation\nscope line\npattern ^首页.*script.*$\nexample 首页 script\n")
        self.write("new.info", CHAIN.replace("strip_furniture\n", "strip_furniture { rules \"\" rule_files own.rules }\n")
                   .replace("    cleanup normalize_text\n", ""))
        self.write("old.info", CHAIN.replace("    cleanup normalize_text\n    cleanup strip_furniture\n",
                                             "    cleanup join_wrapped_lines\n"))
        self.diff("old.info", "new.info", "in", "--html", "diff.html")
        page = (self.folder / "diff.html").read_text(encoding="utf-8")
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", page)
        self.assertIn("in/&lt;img src=x&gt;.txt:1", page)
        self.assertIn('<i class="ctl">U+202E</i>', page)
        for raw in ("<script", "<img", "\u202e", "http://", "https://"):
            self.assertNotIn(raw, page)
        style = re.search("<style>(.*)</style>", page, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.assertIn(f"default-src 'none'; style-src 'sha256-{digest}'", page)

    def test_the_same_at_any_number_of_jobs(self):
        with open(self.write("in/many.jsonl", ""), "w", encoding="utf-8") as file:
            for number in range(700):
                text = f"{MENU}\n{number}号船说，{LAMP}\n" if number % 3 else f"{number}号船说，{LAMP}\n"
                file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        for name in ("old.info", "new.info"):
            self.write(name, (self.folder / name).read_text().replace("ingest text\n", "ingest text\n    ingest jsonl\n"))
        one = self.diff("old.info", "new.info", "in", "--jobs", "1", "--examples", "40")
        many = self.diff("old.info", "new.info", "in", "--jobs", "8", "--examples", "40")
        self.assertEqual(one.out, many.out)
        self.assertIn("703 documents read, 468 with a difference\n", one.out)
        self.assertEqual(one.out.count("in/many.jsonl#"), 38)
        self.assertIn("10 documents read", self.diff("old.info", "new.info", "in/many.jsonl", "--limit", "10").out)

    def test_a_held_document_is_another_status(self):
        self.write("new.info", CHAIN + "brake { smallest_body_chars 60 }\n")
        self.assertIn("another status: 2 passages\n  ok -> held  2 passages in 2 documents\n"
                      "    in/a.txt  brake.smallest_body_chars: 3", self.diff("old.info", "new.info", "in").out)

    def test_what_is_wrong(self):
        self.assert_refused(self.galley("diff", "old.info", "gone.info", "in"), 78,
                            "galley: error: gone.info: cannot be opened: No such file or directory\n")
        self.assertEqual(self.galley("diff", "old.info", "new.info").code, 64)
        self.write("other.info", CHAIN.replace("path inbox", "path inbox extensions md"))
        self.assert_refused(self.galley("diff", "old.info", "other.info", "in"), 64,
                            "galley: error: the two configs read different documents: in/a.txt by the old one, nothing by the "
                            "new one; compare configs whose ingest stages are alike\n")
        self.assert_refused(self.galley("diff", "other.info", "other.info", "in"), 64,
                            "galley: error: INPUT: expected documents to compare, got none\n")

    def test_standard_input_is_refused(self):
        """The first config would have read all of it, and the second nothing."""
        self.assert_refused(self.galley("diff", "old.info", "old.info", "-", input="老渡口昨天恢复通航。\n".encode()), 64,
                            "galley: error: INPUT: both configs read it, and standard input can be read once; expected a file, a folder or a "
                            "glob, got -\n")

    def test_shipped_configs_differ_as_the_cautious_one_says(self):
        self.write("in/e.txt", "渡口的灯塔重新亮了\n停了六年的渡口灯塔昨晚重新亮了，守塔人按下开关的时候，岸上的人一起鼓掌，孩子们数到了第九条船。\n"
                               "灯塔的新灯泡只有原来的四分之一大，照得却比原来远一海里。\n"
                               "更多渡口的消息，欢迎扫描二维码下载渡口新闻客户端。\n")
        outcome = self.diff(NEWSROOM, NEWSROOM.parent / "strict.info", "in/e.txt")
        self.assertIn("newly kept: 1 passage\n  strip_furniture: zh.promotion.16 (promotion)  1 passage, 25 characters in 1 document\n"
                      "    in/e.txt:4  更多渡口的消息", outcome.out)


if __name__ == "__main__":
    main()
