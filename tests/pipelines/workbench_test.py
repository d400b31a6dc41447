#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""galley test: what passes, what is said about what does not, and what --accept writes."""
import json
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
        self.assertRegex(outcome.out, r"^1 cases: 1 passed, 0 failed, 0 broken, 0 skipped, \d+\.\d\d s\n$")

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
        self.assertIn("1 cases: 0 passed, 0 failed, 0 broken, 0 skipped, 1 accepted", outcome.out)
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
                            "galley: error: no/such/folder.xml: cannot be written\n")

    def test_newsroom_tests_name_their_config(self):
        self.assertEqual(self.run_cases(str(NEWSROOM.parent / "tests")).code, 0)


if __name__ == "__main__":
    main()
