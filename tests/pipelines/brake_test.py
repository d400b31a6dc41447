#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The safety brake by category and source: what it holds, what it says, and that other documents and threads change nothing."""
import json

from house import HouseTest, main, story

MENU = "首页 | 登录 | 注册\n"
CHAIN = """galley 1
pipeline small
{
    ingest files { path inbox }
    ingest text
    ingest jsonl { fields source=source }
    cleanup normalize_text
    cleanup strip_furniture
    export jsonl
    export proof_sheet
}
"""
TIGHT = """brake
{
    free_chars 10
    sources
    {
        "渡口晚报" { share.navigation 0.1 }
        forum/     { share 0.9 }
    }
}
"""


class BrakeTest(HouseTest):
    def setUp(self):
        super().setUp()
        self.page = MENU * 4 + story(4)
        for name in ("inbox/forum/a.txt", "inbox/press/b.txt"):
            self.write(name, name + "\n" + self.page)  # the name is a headline, so that no two are the same
        records = [{"text": self.page, "source": "渡口晚报"}, {"text": self.page + story(5), "source": "渡口早报"},
                   {"text": story(6), "source": "渡口晚报"}]
        self.write("inbox/wire.jsonl", "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))

    def braked(self, brake, *arguments, out="out"):
        return self.run_chain(*arguments, config=self.write("braked.info", CHAIN + brake), out=out)

    def held(self, out="out"):
        return {path.removeprefix(f"{self.folder}/"): letter["reason"] for path, (letter, _) in self.reasons(out).items() if letter["status"] == "held"}

    def test_a_source_has_limits_of_its_own(self):
        outcome = self.braked(TIGHT)
        self.assertEqual(self.held(), {
            "inbox/wire.jsonl#1":
                "brake.sources.渡口晚报.share.navigation: 40 % of the text stripped, expected at most 10 %"})
        self.assertEqual(outcome.code, 65)
        self.assert_balance(outcome, read=5, exported=4, held=1)
        proof = (self.folder / "out" / "proof.html").read_text()
        self.assertIn("brake.sources.渡口晚报.share.navigation: 40 % of the text stripped, expected at most 10 %", proof)

    def test_a_folder_is_a_source_and_the_rest_has_the_limits_of_all(self):
        self.braked("brake { free_chars 10  share 0.2  sources { forum/ { share 0.9 } } }\n")
        self.assertEqual(sorted(self.held()), ["inbox/press/b.txt", "inbox/wire.jsonl#1", "inbox/wire.jsonl#2"])

    def test_what_is_free_is_not_held(self):
        self.braked("brake { free_chars 100  share 0.2 }\n")
        self.assertEqual(self.held(), {})

    def test_other_documents_and_threads_change_nothing(self):
        self.braked(TIGHT, "--jobs", "1", out="one")
        self.braked(TIGHT, "--jobs", "8", out="many")
        self.assertEqual(self.held("one"), self.held("many"))
        self.assertEqual(self.articles("one"), self.articles("many"))
        self.run_chain(self.folder / "inbox" / "wire.jsonl", config=self.folder / "braked.info", out="alone")
        self.assertEqual(list(self.held("alone").values()), list(self.held("one").values()))

    def test_set_names_a_source(self):
        outcome = self.braked("", "--set", "brake.sources.forum/.share.navigation=0.01", "--set", "brake.free_chars=0")
        self.assertEqual(outcome.code, 65)
        self.assertEqual(list(self.held()), ["inbox/forum/a.txt"])


if __name__ == "__main__":
    main()
