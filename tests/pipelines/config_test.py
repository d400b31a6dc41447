# SPDX-License-Identifier: Apache-2.0
"""Wrong configs: every problem at once, with file, line and remedy; exit 78, nothing read, no OUT made."""
import json
import os

import house

GOOD = house.PLAIN.replace("    cleanup normalize_text\n", "    cleanup normalize_text\n    cleanup strip_furniture\n")


class ConfigTest(house.HouseTest):
    def assert_wrong(self, text, *problems, name="bad.info", arguments=()):
        """Both run and validate say just this, and no document was touched: the inbox is a FIFO that would block."""
        config = self.write(name, text)
        (self.folder / "inbox").mkdir(exist_ok=True)
        if not (self.folder / "inbox" / "a.txt").exists():
            os.mkfifo(self.folder / "inbox" / "a.txt")
        told = "".join(f"{problem.replace('FILE', str(config)).replace('<file>', 'FILE')}\n" for problem in problems)
        for command in (("run", "--out", "out"), ("validate",)):
            outcome = self.galley(command[0], config, *command[1:], *arguments, timeout=60)
            self.assertEqual((outcome.code, outcome.out), (78, ""), outcome.err)
            self.assertEqual(outcome.err.replace("galley: error: ", ""), told)
        self.assertFalse((self.folder / "out").exists())

    def test_good_one(self):
        self.assertEqual(self.galley("validate", self.write("good.info", GOOD)).code, 0)

    def test_include_as_property_tree_writes_it(self):
        self.assert_wrong('#include "other.info"\n' + GOOD,
                          'FILE:1: #include is not read; write include "<file>", relative to this file and inside its folder')

    def test_nested_100000_deep(self):
        depth = 100000
        self.assert_wrong("[" * depth + "]" * depth, "FILE:1: nested deeper than 64", name="deep.json")
        self.assert_wrong("a {\n" * depth + "}\n" * depth, "FILE:65: nested deeper than 64")

    def test_unknown_key(self):
        self.assert_wrong(GOOD.replace("strip_furniture", "strip_furniture { ruless zh }"),
                          'FILE:8: pipeline.strip_furniture.ruless: unknown key (did you mean rules?)')

    def test_all_problems_at_once(self):
        self.assert_wrong(GOOD.replace("strip_furniture", "strip_furniture { ruless zh }") + "limts { errors 3/1000 }\n",
                          "FILE:8: pipeline.strip_furniture.ruless: unknown key (did you mean rules?)",
                          "FILE:11: limts: unknown key (did you mean limits?)")

    def test_missing_plugin(self):
        folders = f"{os.path.dirname(os.path.dirname(os.path.realpath(house.GALLEY)))}/lib/galley/plugins"
        self.assert_wrong(GOOD.replace("strip_furniture", "strip_furnitur"),
                          f"FILE:8: pipeline.strip_furnitur: no plugin cleanup.strip_furnitur in {folders} "
                          "(did you mean strip_furniture?)")

    def test_impossible_order(self):
        self.assert_wrong(GOOD.replace("    cleanup strip_furniture\n", "    tagging tag_keywords\n    cleanup strip_furniture\n"), "FILE:8: pipeline.tag_keywords: tagging tag_keywords reads `body`; strip_furniture writes it and "
                          "must come before it (FILE:9)")

    def test_process_isolation(self):
        self.assert_wrong(GOOD.replace("export jsonl", "export jsonl { isolate process }"), "FILE:9: pipeline.export_jsonl.isolate: expected a cleanup or tagging stage or a "
                          "reader; export stages write the outputs, so they run in galley itself")
        self.assert_wrong(GOOD.replace("ingest files { path inbox }", "ingest files { path inbox  isolate process }"), "FILE:4: pipeline.files.isolate: expected a cleanup or tagging stage or a "
                          "reader; ingest.files opens the inputs, so it runs in galley itself")

    def test_no_export(self):
        self.assert_wrong(GOOD.replace("    export jsonl\n", ""), "FILE:2: pipeline: pipeline plain has no export")

    def test_no_reader(self):
        self.assert_wrong(GOOD.replace("    ingest text\n    ingest jsonl\n", ""),
                          "FILE:2: pipeline: pipeline plain has no reader (such as: ingest text)")

    def test_no_source(self):
        self.assert_wrong(GOOD.replace("    ingest files { path inbox }\n", ""),
                          "FILE:2: pipeline: pipeline plain has no source (such as: ingest files)")

    def test_include_outside(self):
        self.assert_wrong('include "/etc/passwd"\n' + GOOD, 'FILE:1: include: "/etc/passwd" leaves the config\'s folder')
        self.assert_wrong('include "../other.info"\n' + GOOD, 'FILE:1: include: "../other.info" leaves the config\'s folder')

    def test_include_of_itself(self):
        self.assert_wrong('include "bad.info"\n' + GOOD, 'FILE:1: include: "bad.info" includes itself')

    def test_number_with_junk(self):
        self.assert_wrong(GOOD + "limits { document_size 4x }\n", 'FILE:11: limits.document_size: expected a size such as 512KiB or 64MiB, 1B..1TiB, got "4x"')

    def test_negative_number(self):
        self.assert_wrong(GOOD + "limits { document_size -1 }\n", 'FILE:11: limits.document_size: expected a size such as 512KiB or 64MiB, 1B..1TiB, got "-1"')

    def test_duplicate_key(self):
        self.assert_wrong(GOOD + "limits { document_time 5s\n document_time 6s }\n", "FILE:12: limits.document_time: given twice, first at FILE:11")

    def test_plugin_named_by_path(self):
        self.assert_wrong(GOOD.replace("strip_furniture", '"../../evil"'), 'FILE:8: pipeline.cleanup: a plugin is named by a-z, 0-9 and _, never by path, got "../../evil"')

    def test_control_character(self):
        self.assert_wrong("pipeline \0a {}\n", "FILE:1: holds a control character (U+0000)")

    def test_empty(self):
        self.assert_wrong("", "FILE:1: galley: missing; a config begins with: galley 1", "FILE:1: pipeline: no pipeline")

    def test_unclosed(self):
        self.assert_wrong("galley 1\npipeline main {\n", "FILE:2: the { of pipeline is not closed")

    def test_two_exports_of_one_name(self):
        self.assert_wrong(GOOD.replace("    export jsonl\n", "    export jsonl { id first }\n    export jsonl { id second }\n"), "FILE:10: pipeline.second: writes the same output as first (FILE:9)")

    def test_bad_rule_file(self):
        self.write("rules/own.rules", "id own.1\ncategory other\nscope line\npattern ([\naction strip\nconfidence 0.9\nexample aaa\ncounter bbb\n")
        self.assert_wrong(GOOD.replace("strip_furniture", 'strip_furniture { rule_files rules/own.rules }'),
                          f"FILE:8: pipeline.strip_furniture: configure: {self.folder}/rules/own.rules:4: rule own.1: bad pattern: missing ]: [")

    def test_config_that_is_not_there(self):
        outcome = self.galley("run", "none.info", "--out", "out")
        self.assert_refused(outcome, 78, "galley: error: none.info: cannot be opened: No such file or directory\n")

    def test_set_of_an_unknown_key(self):
        self.assert_wrong(GOOD, "--set: pipeline.strip_furniture.ruless: unknown key (did you mean rules?)", arguments=("--set", "pipeline.strip_furniture.ruless=zh"))

    def test_set_of_a_wrong_value(self):
        self.assert_wrong(GOOD, '--set: limits.errors: expected a count such as 12, 3/1000 or 0.3%, or none, got "many"', arguments=("--set", "limits.errors=many"))

    def test_validate_as_json(self):
        good, bad = self.write("good.info", GOOD), self.write("bad.info", "galley 1\n")
        outcome = self.galley("validate", "--json", good, bad)
        self.assertEqual(outcome.code, 78)
        first, second = map(json.loads, outcome.out.splitlines())
        self.assertEqual(first, {"schema_version": 1, "config": str(good), "ok": True, "problems": ""})
        self.assertEqual((second["config"], second["ok"]), (str(bad), False))
        self.assertIn("pipeline", second["problems"])


if __name__ == "__main__":
    house.main()
