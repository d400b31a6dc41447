# SPDX-License-Identifier: Apache-2.0
"""A new version of a run by another chain: what has changed is exported, what is no more is canceled, and nothing else."""
import json
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

import house
import plugins_test
import resume_test

MENU = "id own.menu\ncategory navigation\npattern ^渡口( \\| \\S+)+$\nexample 渡口 | 集市\ncounter 渡口集市\n"
TEASER = "\nid own.teaser\ncategory promotion\npattern ^下期看点：.+$\nexample 下期看点：修船\ncounter 下期再见\n"

CHAIN = """galley 1
pipeline desk
{
    ingest files { path inbox }
    ingest text
    ingest jsonl
    cleanup normalize_text
    cleanup strip_notices
    cleanup split_articles
    cleanup strip_furniture { rules none rule_files own.rules }
    STAGE
    tagging tag_language
    export jsonl
    export proof_sheet
    export run_report
}
"""

LOST = "遗失声明\n\n{0}遗失身份证一张，号码34010119900101{1:04}，声明作废。\n\n"


def article(thing, reporter):
    return (f"渡口开进了新{thing}\n柳塘日报记者 {reporter}\n昨天上午，柳塘县的渡口开进了一条新{thing}，漆成蓝色，可以坐六十个人，老船工说这是他见过的最漂亮的{thing}。\n"
            f"新{thing}每天往返八趟，票价不变，老人和孩子优先，遇到大风天气停航。县里说，明年春天还要再添两条，让对岸的学生不再等到天黑才回家。\n"
            f"老船工在渡口干了四十年，他说从前过河靠一根竹篙，后来有了柴油机，如今的新{thing}连声音都听不见，只有水在响。\n")


def teased(number):
    return house.story(number) + f"\n下期看点：第{number}号渡口的船工\n"


class RerunTest(house.HouseTest):
    """Rules of the first version know menus, those of the second teasers too."""

    def setUp(self):
        super().setUp()
        self.rules(MENU)

    def rules(self, text):
        self.write("own.rules", text)

    def desk(self, *arguments, stage="", out="out", **options):
        config = self.write("desk.info", CHAIN.replace("STAGE", stage).replace("rules none ", ""))
        return self.galley("run", config, "inbox", *arguments, "--out", out, **options)

    def begin(self, numbers=range(4), teased_ones=(1, 3)):
        for number in numbers:
            self.write(f"inbox/{number:03}.txt", teased(number) if number in teased_ones else house.story(number))
        begun = self.desk()
        self.assertEqual(begun.code, 0, begun.err)
        return begun

    def rerun(self, *arguments, **options):
        self.rules(MENU + TEASER)
        return self.desk("--rerun", *arguments, **options)

    def assert_version(self, outcome, number, **counts):
        wanted = {**dict.fromkeys(("added", "changed", "unchanged", "canceled", "kept"), 0), **counts}
        line = f"version {number}: " + " ".join(f"{name}={count}" for name, count in wanted.items())
        self.assertIn(line + "\n", outcome.err)

    def written(self, out, name="articles.jsonl"):
        """What a version wrote, by path or, for what was canceled, by uri."""
        return {line.get("path", line["uri"]): line["status"] if name == "articles.jsonl" else line.get("status", "ok")
                for line in house.lines_of(self.folder / out / name)}

    def told(self, *versions):
        """What a reader who takes version after version has in the end, by uri."""
        known = {"articles.jsonl": {}, "notices.jsonl": {}}
        for out in versions:
            for name, lines in known.items():
                for line in house.lines_of(self.folder / out / name):
                    if line.get("status") == "canceled":
                        self.assertEqual(sorted(line), ["schema_version", "status", "uri"])
                        del lines[line["uri"]]
                    else:
                        lines[line["uri"]] = line
        return known

    def assert_all_verify(self, *versions):
        for out in versions:
            self.assert_verifies(out)
            rebuilt = subprocess.run(["python3", house.SOURCE / "tests/rebuild.py", out], cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(rebuilt.returncode, 0, rebuilt.stdout + rebuilt.stderr)

    def assert_as_anew(self, *versions, **options):
        """Version after version says the same as a run of the last chain alone."""
        self.assertIn(self.desk(out="anew", **options).code, (0, 65))
        self.assertEqual(self.told(*versions), self.told("anew"))


class ChangeTest(RerunTest):
    def test_only_what_changed_is_exported(self):
        self.begin()
        before = {p: p.read_bytes() for p in (self.folder / "out").rglob("*.jsonl")}
        again = self.rerun()
        self.assertEqual(again.code, 0, again.err)
        self.assert_version(again, 2, changed=2, unchanged=2)
        self.assert_balance(again, read=4, exported=4)
        self.assertEqual(self.written("out/version-2"), {"inbox/001.txt": "ok", "inbox/003.txt": "ok"})
        self.assertEqual({p: p.read_bytes() for p in before}, before)
        self.assert_all_verify("out", "out/version-2")
        self.assertIn("2 documents rebuilt byte for byte from 2 articles", self.galley("verify", "out/version-2").out)
        self.assert_as_anew("out", "out/version-2")
        report = json.loads((self.folder / "out/version-2/run.json").read_text())
        self.assertEqual(report["version"], {"number": 2, "added": 0, "changed": 2, "unchanged": 2, "canceled": 0})
        self.assertNotIn("version", json.loads((self.folder / "out/run.json").read_text()))

    def test_versions_one_after_the_other(self):
        self.begin()
        self.assertEqual(self.rerun().code, 0)
        self.rules(MENU)  # as the first
        third = self.desk("--rerun")
        self.assert_version(third, 3, changed=2, unchanged=2)
        self.assert_as_anew("out", "out/version-2", "out/version-3")
        self.assert_all_verify("out", "out/version-2", "out/version-3")

    def test_fields_and_tags_are_part_of_it(self):
        self.begin()
        other = self.desk("--rerun", stage="tagging tag_keywords { count 2 }")
        self.assert_version(other, 2, changed=4)

    def test_bytes_do_not_depend_on_jobs(self):
        self.begin(range(40), range(0, 40, 3))
        shutil.copytree(self.folder / "out", self.folder / "twin")
        for number in range(1, 40, 3):
            (self.folder / f"inbox/{number:03}.txt").unlink()
        self.assert_version(self.rerun("--jobs", "1"), 2, changed=14, unchanged=13, canceled=13)
        self.assert_version(self.rerun("--jobs", "4", "--set", "commit.documents=3", out="twin"), 2, changed=14, unchanged=13, canceled=13)
        for name in ("articles.jsonl", "notices.jsonl", "ledger.jsonl", "proof.html"):
            self.assertEqual((self.folder / "out/version-2" / name).read_bytes(), (self.folder / "twin/version-2" / name).read_bytes())

    def test_the_samples_by_the_cautious_twin(self):
        for config in ("newsroom", "strict"):
            ran = self.galley("run", house.SOURCE / f"configs/{config}.info", house.SAMPLES, "--out", "out", "--rerun")
            self.assertIn(ran.code, (0, 65), ran.err)
        anew = self.galley("run", house.SOURCE / "configs/strict.info", house.SAMPLES, "--out", "anew")
        told, wanted = self.told("out", "out/version-2"), self.told("anew")
        kept = json.loads(self.galley("status", "out/version-2", "--json").out)["version"]["kept"]
        for name in told:
            self.assertEqual({uri: told[name].get(uri) for uri in wanted[name]}, wanted[name])
        self.assertEqual(sum(len(told[name]) - len(wanted[name]) for name in told), kept)
        self.assertEqual(ran.code, anew.code)
        self.assert_all_verify("out", "out/version-2")


class PageTest(RerunTest):
    """Several articles and notices in one file, of which only some change."""

    def setUp(self):
        super().setUp()
        self.write("inbox/page.txt", LOST.format("张小明", 1) + LOST.format("王晓红", 2) + article("船", "阮文秀") + article("车", "陶望山")
                   + "下期看点：修车\n")
        self.write("inbox/single.txt", LOST.format("李大川", 3) + teased(5))
        self.assertEqual(self.desk().code, 0)
        self.first = self.told("out")

    def test_rows_of_the_whole_file_go_with_what_changed(self):
        self.assertEqual([len(lines) for lines in self.first.values()], [3, 3])
        again = self.rerun()
        self.assert_version(again, 2, changed=2, unchanged=4)
        self.assertEqual([(line["path"], line["article"]) for line in house.lines_of(self.folder / "out/version-2/articles.jsonl")],
                         [("inbox/page.txt", 2), ("inbox/single.txt", 1)])
        self.assertEqual(house.lines_of(self.folder / "out/version-2/notices.jsonl"), [])
        self.assert_as_anew("out", "out/version-2")
        whole = house.lines_of(self.folder / "anew/ledger.jsonl")
        rows = house.lines_of(self.folder / "out/version-2/ledger.jsonl")
        self.assertEqual(sorted(rows, key=lambda r: (r["uri"][:71], r["seq"])), sorted(whole, key=lambda r: (r["uri"][:71], r["seq"])))
        self.assert_all_verify("out/version-2")

    def test_a_notice_that_changed_without_its_article(self):
        self.rules(MENU + TEASER)
        self.assert_version(self.desk("--rerun", "--set", "pipeline.strip_notices.as_items=false"), 2, added=0, changed=2, unchanged=1, canceled=3)
        self.assertEqual(sorted(self.written("out/version-2", "notices.jsonl").values()), ["canceled"] * 3)
        third = self.desk("--rerun")
        self.assert_version(third, 3, added=3, unchanged=3)
        self.assertEqual(len(house.lines_of(self.folder / "out/version-3/notices.jsonl")), 3)
        self.assertEqual(house.lines_of(self.folder / "out/version-3/articles.jsonl"), [])
        self.assert_all_verify("out/version-2", "out/version-3")
        self.assert_as_anew("out", "out/version-2", "out/version-3")

    def test_verify_finds_an_earlier_text_that_does_not_fit(self):
        self.rerun()
        path = self.folder / "out/articles.jsonl"
        path.write_text(path.read_text(encoding="utf-8").replace("漆成蓝色", "漆成红色", 1), encoding="utf-8")
        verified = self.galley("verify", "out/version-2")
        self.assertEqual(verified.code, 1)
        self.assertIn("the rebuilt source has SHA-256 ", verified.out)

    def test_verify_misses_an_earlier_text(self):
        self.rerun()
        path = self.folder / "out/articles.jsonl"
        path.write_text("".join(path.read_text(encoding="utf-8").splitlines(True)[1:]), encoding="utf-8")
        verified = self.galley("verify", "out/version-2")
        self.assertEqual(verified.code, 1)
        self.assertIn(" has text left and was not exported", verified.out)

    def test_the_proof_sheet_shows_what_changed(self):
        self.rerun()
        sheet = (self.folder / "out/version-2/proof.html").read_text(encoding="utf-8")
        self.assertEqual(sheet.count("<article "), 2)
        self.assertEqual(sheet.count('<section class="between">'), 1)


class VanishedTest(RerunTest):
    def uri(self, path):
        return next(line["uri"] for line in house.lines_of(self.folder / "out/articles.jsonl") if line["path"] == path)

    def test_what_is_no_more_is_canceled(self):
        self.begin()
        gone = self.uri("inbox/002.txt")
        (self.folder / "inbox/002.txt").unlink()
        again = self.rerun()
        self.assertEqual(again.code, 0)
        self.assert_version(again, 2, changed=2, unchanged=1, canceled=1)
        lines = (self.folder / "out/version-2/articles.jsonl").read_text().splitlines()
        self.assertEqual(lines[-1], f'{{"schema_version":1,"uri":"{gone}","status":"canceled"}}')
        self.assertEqual(len(lines), 3)
        self.assert_all_verify("out/version-2")
        self.assert_as_anew("out", "out/version-2")

    def test_what_comes_back_is_exported_again(self):
        self.begin()
        (self.folder / "inbox/002.txt").rename(self.folder / "away")
        self.rerun()
        (self.folder / "away").rename(self.folder / "inbox/002.txt")
        back = self.rerun()
        self.assert_version(back, 2, added=1, changed=2, unchanged=1, canceled=1)
        self.assertEqual(self.told("out", "out/version-2")["articles.jsonl"].keys(), self.told("out")["articles.jsonl"].keys())
        (self.folder / "inbox/002.txt").unlink()
        self.rules(MENU)
        self.assert_version(self.desk("--rerun"), 3, changed=2, unchanged=1, canceled=1)

    def test_a_changed_file_takes_the_place_of_what_it_was(self):
        self.begin()
        self.write("inbox/002.txt", house.story(99))
        self.assert_version(self.rerun(), 2, added=1, changed=2, unchanged=1, canceled=1)
        self.assert_as_anew("out", "out/version-2")

    def test_a_renamed_file_is_unchanged(self):
        self.begin()
        (self.folder / "inbox/002.txt").rename(self.folder / "inbox/200.txt")
        self.assert_version(self.rerun(), 2, changed=2, unchanged=2)

    def test_copies_are_one_article(self):
        self.begin()
        self.write("inbox/000-copy.txt", house.story(0))
        self.write("inbox/004.txt", house.story(0))
        again = self.rerun()
        self.assert_balance(again, read=6, exported=4, duplicate=2)
        self.assert_version(again, 2, changed=2, unchanged=2)

    def test_a_limit_cancels_nothing(self):
        self.begin()
        (self.folder / "inbox/003.txt").unlink()
        piece = self.rerun("--limit", "2")
        self.assertIn("galley: nothing was canceled: the input was not read to its end\n", piece.err)
        self.assert_version(piece, 2, changed=1, unchanged=1)
        self.assertEqual(self.written("out/version-2"), {"inbox/001.txt": "ok"})
        whole = self.rerun()
        self.assertNotIn("nothing was canceled", whole.err)
        self.assert_version(whole, 2, changed=1, unchanged=2, canceled=1)
        self.assert_as_anew("out", "out/version-2")

    def test_an_empty_inbox_cancels_nothing(self):
        self.begin()
        for path in (self.folder / "inbox").iterdir():
            path.unlink()
        again = self.rerun()
        self.assertIn("galley: nothing was canceled: there was no document in the input\n", again.err)
        self.assert_version(again, 2)


class LeftOutTest(RerunTest):
    """Inputs that were left out are not all canceled in silence."""

    STOPPED = ("galley: stopped: --max-canceled: 20 of 60 articles and notices of earlier versions came out of no input: give all inputs, "
               "or let them be canceled by --max-canceled none")

    def setUp(self):
        super().setUp()
        self.begin(range(60))
        (self.folder / "away").mkdir()
        for number in range(10, 30):
            (self.folder / f"inbox/{number:03}.txt").rename(self.folder / f"away/{number:03}.txt")

    def assert_stopped(self, again):
        self.assertEqual(again.code, 75, again.err)
        self.assertIn(self.STOPPED + "; nothing was published; the same command goes on with out\n", again.err)
        self.assertFalse((self.folder / "out/version-2/articles.jsonl").exists())
        self.assertNotIn("canceled", (self.folder / "out/version-2/.galley/parts/articles.jsonl").read_text(encoding="utf-8"))

    def test_nothing_is_canceled_until_all_inputs_are_given(self):
        self.assert_stopped(self.rerun())
        self.assertIn("stopped by a limit or a broken plugin, ", self.galley("status", "out/version-2").out)
        self.assert_stopped(self.rerun())
        for path in (self.folder / "away").iterdir():
            path.rename(self.folder / "inbox" / path.name)
        whole = self.rerun()
        self.assertEqual(whole.code, 0, whole.err)
        self.assert_version(whole, 2, changed=2, unchanged=58)
        self.assert_all_verify("out/version-2")

    def test_it_can_be_allowed(self):
        self.assert_stopped(self.rerun())
        allowed = self.rerun("--max-canceled", "1/3")
        self.assertEqual(allowed.code, 0, allowed.err)
        self.assert_version(allowed, 2, changed=2, unchanged=38, canceled=20)
        again = self.rerun()
        self.assertEqual(again.code, 0, again.err)
        self.assert_as_anew("out", "out/version-2")
        self.assert_all_verify("out/version-2")

    def test_a_dry_run_says_so(self):
        dry = self.rerun("--dry-run")
        self.assertEqual(dry.code, 75)
        self.assertIn(self.STOPPED + "\n", dry.err)

    def test_what_fails_is_not_counted(self):
        for path in (self.folder / "away").iterdir():
            self.write(f"inbox/{path.name}", resume_test.NOT_TEXT + path.name.encode())
        again = self.rerun("--set", "limits.errors=none")
        self.assertEqual(again.code, 65)
        self.assert_version(again, 2, changed=2, unchanged=38, kept=20)


class FailedTest(RerunTest):
    """What was exported stays exported while its document fails or is held."""

    def test_held(self):
        self.begin()
        again = self.rerun("--set", "brake.smallest_body_chars=100000")
        self.assertEqual(again.code, 65)
        self.assert_balance(again, read=4, held=4)
        self.assert_version(again, 2, kept=4)
        self.assertEqual(self.written("out/version-2"), {})

    def test_not_read(self):
        self.begin()
        self.write("inbox/002.txt", resume_test.NOT_TEXT)
        again = self.rerun()
        self.assert_balance(again, read=4, exported=3, failed=1)
        self.assert_version(again, 2, changed=2, unchanged=1, kept=1)

    def test_a_line_of_a_feed(self):
        texts = [json.dumps({"text": house.story(number)}) for number in range(5)]
        self.write("inbox/feed.jsonl", "\n".join(texts) + "\n")
        self.begin(range(10, 13), (11,))
        self.write("inbox/feed.jsonl", "\n".join(["no json", *texts[2:]]) + "\n")
        (self.folder / "inbox/010.txt").unlink()
        again = self.rerun()
        self.assert_balance(again, read=6, exported=5, failed=1)
        self.assert_version(again, 2, changed=1, unchanged=4, canceled=1, kept=2)


class OneAtATimeTest(RerunTest):
    def test_nothing_there_is_a_first_run(self):
        self.write("inbox/1.txt", house.story(1))
        first = self.rerun()
        self.assertEqual(first.code, 0)
        self.assert_balance(first, read=1, exported=1)
        self.assertNotIn("version", first.err)
        self.assertEqual(sorted(p.name for p in (self.folder / "out").iterdir()),
                         [".galley", "articles.jsonl", "ledger.jsonl", "notices.jsonl", "proof.html", "run.json"])

    def test_the_same_chain_goes_on(self):
        self.begin()
        again = self.desk("--rerun")
        self.assertIn("galley: went on with a run; 4 documents were settled before\n"
                      "galley: --rerun: the newest version is of this chain already\n", again.err)
        self.assertFalse((self.folder / "out/version-2").exists())

    def test_without_rerun_the_newest_version_goes_on(self):
        self.begin()
        self.rerun()
        self.write("inbox/004.txt", house.story(4))
        more = self.desk()
        self.assert_version(more, 2, added=1, changed=2, unchanged=2)
        self.assertEqual(list(self.written("out/version-2")), ["inbox/001.txt", "inbox/003.txt", "inbox/004.txt"])
        self.assertEqual(len(self.articles()), 4)
        named = self.desk(out="out/version-2/")
        self.assert_version(named, 2, added=1, changed=2, unchanged=2)
        self.rules(MENU)
        begun = json.loads((self.folder / "out/version-2/run.json").read_text())["started"]
        refused = self.desk()
        self.assertEqual(refused.code, 64)
        self.assertRegex(refused.err, r"^galley: error: out/version-2: holds a run of another chain \(pipeline desk of "
                         rf"{self.folder}/desk.info, begun {begun}\):\n  pipeline.strip_furniture.*\n"
                         "Make a new version of it with --rerun, name another --out, or delete that run with --fresh.\n$")

    def test_a_version_is_made_by_rerun_only(self):
        """Its name alone is not enough: it would cancel what is not among its inputs."""
        self.begin()
        for more in ((), ("--fresh",)):
            self.assert_refused(self.desk(*more, out="out/version-9"), 64,
                                "galley: error: out/version-9: holds no version of the run in out; expected --out out, with --rerun for a new "
                                "version\n")
        self.assertFalse((self.folder / "out/version-9").exists())

    def test_an_older_version_gets_nothing_more(self):
        self.begin()
        self.rerun()
        error = "galley: error: out: version 2 of its run is newer, and nothing is added to older ones; expected out/version-2\n"
        self.assert_refused(self.galley("redrive", "out", "--config", "desk.info"), 64, self.redriven_of_another_chain("out"))
        self.rules(MENU)
        self.write("desk.info", CHAIN.replace("STAGE", "").replace("rules none ", ""))
        self.assert_refused(self.galley("redrive", "out"), 64, error)
        self.rules(MENU + TEASER)
        self.assertEqual(self.galley("redrive", "out/version-2").out, "0 of 0 dead letters came through\n")

    def redriven_of_another_chain(self, out):
        refused = self.galley("redrive", out, "--config", "desk.info")
        self.assertIn(": its run is of another chain than ", refused.err)
        return refused.err

    def test_an_unfinished_version_is_finished_first(self):
        for number in range(3):
            self.write(f"inbox/{number}.txt", teased(number))
            self.write(f"inbox/{number}-bad.txt", resume_test.NOT_TEXT + bytes([number]))
        stop = ("--set", "limits.errors=1", "--set", "commit.documents=1")
        self.assertEqual(self.desk(*stop).code, 75)
        refused = self.rerun()
        config = self.folder / "desk.info"
        self.assert_refused(refused, 64, f"galley: error: out: its run is not complete; go on with it first, with its inputs: galley run {config} --out out; "
                            "or begin anew with --fresh\n")
        self.assertFalse((self.folder / "out/version-2").exists())
        self.rules(MENU)
        self.assertEqual(self.desk().code, 65)
        self.assertEqual(self.rerun(*stop).code, 75)
        self.assertFalse((self.folder / "out/version-2/articles.jsonl").exists())
        self.rules(MENU + TEASER + TEASER.replace("teaser", "teaser.2").replace("下期", "上期"))
        self.assert_refused(self.desk("--rerun"), 64,
                            f"galley: error: out/version-2: its run is not complete; go on with it first, with its inputs: galley run {config} --out "
                            "out/version-2; or delete that folder\n")
        done = self.rerun()
        self.assert_version(done, 2, changed=3)
        self.assert_balance(done, read=6, exported=3, failed=3)

    def test_two_at_a_time(self):
        self.begin()
        config = self.folder / "desk.info"
        self.rules(MENU + TEASER)
        process = subprocess.Popen([house.GALLEY, "run", config, "-", "--out", "out", "--rerun", "-q"], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdin.close)
        while not (self.folder / "out/version-2/.galley/parts/articles.jsonl").exists():
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        busy = f"galley: error: out: another galley is at work on it (process {process.pid}); wait for its end, or stop it\n"
        self.assert_refused(self.rerun(), 64, busy)
        self.assert_refused(self.galley("purge", "out", "--id", "inbox/001.txt"), 64, busy)

    def test_of_a_galley_that_took_no_digests(self):
        shutil.copytree(house.SOURCE / "tests/data/runs/0.1.0", self.folder, dirs_exist_ok=True)
        self.assert_refused(self.galley("run", "desk.info", "--set", "pipeline.jsonl.notices=false", "--out", "out", "--rerun"), 64,
                            "galley: error: out: its run was made by a galley that did not note what it exported, so that what has changed "
                            "cannot be told; name another --out\n")

    def test_usage(self):
        config = self.write("desk.info", CHAIN.replace("STAGE", "").replace("rules none ", ""))
        for arguments in (["--rerun"], ["--rerun", "--dry-run"]):
            self.assert_refused(self.galley("run", config, *arguments), 64, "galley: error: run: --rerun: expected --out DIR, the folder of the run\n")
        self.assert_refused(self.galley("run", config, "--out", "out", "--rerun", "--fresh"), 64,
                            "galley: error: run: --rerun and --fresh: expected one of them\n")

    def test_fresh_deletes_all_versions(self):
        self.begin(range(1), (0,))
        self.rerun()
        self.write("out/version-2/mine.txt", "mine")
        self.assert_refused(self.desk("--fresh"), 64, "galley: error: out/version-2: holds files that this run did not write (mine.txt); --fresh "
                            "deletes a run only: move them away, or name another --out\n")
        (self.folder / "out/version-2/mine.txt").unlink()
        fresh = self.desk("--fresh")
        self.assertEqual(fresh.code, 0, fresh.err)
        self.assertIn(" in out: version-2/articles.jsonl, version-2/ledger.jsonl, ", fresh.err)
        self.assertFalse((self.folder / "out/version-2").exists())

    def test_fresh_begins_the_newest_version_anew(self):
        self.begin()
        self.rerun()
        self.assertEqual(self.rerun(out="out/version-2").code, 0)
        self.rules(MENU + TEASER)
        fresh = self.desk("--fresh", out="out/version-2")
        self.assertIn(" in out/version-2: articles.jsonl, ", fresh.err)
        self.assert_version(fresh, 2, changed=2, unchanged=2)
        self.rules(MENU)
        self.assert_version(self.desk("--rerun"), 3, changed=2, unchanged=2)
        before = sorted((self.folder / "out/version-2").rglob("*"))
        self.assert_refused(self.desk("--fresh", out="out/version-2"), 64,
                            "galley: error: out/version-2: version 3 of its run is newer, and nothing is added to older ones; expected "
                            "out/version-3\n")
        self.assertEqual(sorted((self.folder / "out/version-2").rglob("*")), before)

    def test_what_was_stopped_goes_on(self):
        self.begin(range(12), range(0, 12, 2))
        for number in (1, 4):
            (self.folder / f"inbox/{number:03}.txt").unlink()
        for number in range(12, 20):
            self.write(f"inbox/{number:03}.txt", resume_test.NOT_TEXT + bytes([number]))
        self.assertEqual(self.rerun("--set", "limits.errors=2", "--set", "commit.documents=1").code, 75)
        done = self.rerun()
        self.assert_version(done, 2, changed=5, unchanged=5, canceled=2)
        self.assert_as_anew("out", "out/version-2")


class LookingTest(RerunTest):
    def test_dry_run_counts(self):
        self.begin()
        (self.folder / "inbox/000.txt").unlink()
        dry = self.rerun("--dry-run")
        self.assertEqual(dry.code, 0, dry.err)
        self.assert_version(dry, 2, changed=2, unchanged=1, canceled=1)
        self.assertFalse((self.folder / "out/version-2").exists())
        self.assertEqual(len(self.galley("runs", "out").out.splitlines()), 1)

    def test_as_json(self):
        self.begin()
        line = json.loads(self.rerun("--json").out)
        wanted = {"number": 2, "added": 0, "changed": 2, "unchanged": 2, "canceled": 0, "kept": 0}
        self.assertEqual((line["version"], line["exported"]), (wanted, 4))
        self.assertEqual(json.loads(self.galley("status", "out/version-2", "--json").out)["version"], wanted)
        self.assertNotIn("version", json.loads(self.galley("status", "out", "--json").out))

    def test_status_and_runs(self):
        self.begin()
        self.rerun()
        self.assertIn("Version 2: articles and notices\n  added                            0\n  changed                          2\n"
                      "  unchanged                        2\n  canceled                         0\n", self.galley("status", "out/version-2").out)
        time_text = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
        self.assertRegex(self.galley("runs", "out").out,
                         f"^version 1 in out\n  1  {time_text}  complete  4 read\n"
                         "version 2: added=0 changed=2 unchanged=2 canceled=0 kept=0 in out/version-2:\n"
                         f"  pipeline.strip_furniture.*: was .*, is .*\n  1  {time_text}  complete  4 read\n$")
        lines = [json.loads(line) for line in self.galley("runs", "out", "--json").out.splitlines()]
        self.assertEqual([line.get("session", line.get("out")) for line in lines], ["out", 1, "out/version-2", 1])
        self.assertEqual((lines[2]["version"]["changed"], len(lines[2]["differs"]), lines[0]["differs"]), (2, 1, []))
        self.assertRegex(self.galley("runs", "out/version-2").out, f"^1  {time_text}  complete  4 read\n$")


class PurgedTest(RerunTest):
    def files_with(self, text):
        found = subprocess.run(["grep", "-rlaF", text, "out"], cwd=self.folder, capture_output=True, text=True)
        return sorted(found.stdout.split())

    def test_what_was_purged_does_not_come_back(self):
        self.begin()
        uris = {line["path"]: line["uri"] for line in self.articles()}
        for path in ("inbox/001.txt", "inbox/002.txt"):
            self.assertEqual(self.galley("purge", "out", "--id", path).code, 0)
        (self.folder / "inbox/002.txt").unlink()
        again = self.rerun()
        self.assert_balance(again, read=2, exported=2)
        self.assert_version(again, 2, changed=1, unchanged=1)
        self.assertEqual(self.written("out/version-2"), {"inbox/003.txt": "ok"})
        self.assertEqual(self.files_with("第1号渡口"), [])
        self.assertNotIn(uris["inbox/001.txt"], (self.folder / "out/version-2/articles.jsonl").read_text())
        self.assert_all_verify("out", "out/version-2")

    def test_an_unchanged_text_that_was_purged_is_not_missed(self):
        self.write("inbox/page.txt", LOST.format("张小明", 1) + teased(7))
        self.assertEqual(self.desk().code, 0)
        self.assert_version(self.rerun(), 2, changed=1, unchanged=1)
        purged = self.galley("purge", "out", "--id", "inbox/page.txt")
        self.assertEqual((purged.code, purged.err), (0, "galley: not purged: other versions of this run: out/version-2\n"))
        verified = self.galley("verify", "out/version-2")
        self.assertEqual(verified.code, 0, verified.out)
        self.assertIn("purged: galley:", verified.out)
        self.assertEqual(self.galley("purge", "out/version-2", "--id", "inbox/page.txt").code, 0)
        self.assertEqual(self.files_with("张小明"), [])


@house.NEEDS_COMPILER
class DeadLettersTest(plugins_test.PluginTest, RerunTest):
    """Dead letters of a version run again beside the versions before it."""

    def test_redrive(self):
        mood = self.write("mood", "good")
        self.env["FAULT_WHILE"] = str(self.folder / "bad-mood")
        self.build("kFail", "cleanup")
        faulty = plugins_test.in_galley("cleanup faulty")
        for number in range(4):
            self.write(f"inbox/{number}.txt", house.story(number))
        ink = "Ink is spilled\n\nA bottle of ink fell over in the library, and nobody was hurt by it.\n"
        self.write("inbox/7.txt", ink)
        self.write("inbox/8.txt", ink + "下期看点：墨水\n")
        self.assertEqual(self.desk(stage=faulty, env=self.env).code, 0)
        mood.rename(self.folder / "bad-mood")
        bad = self.rerun(stage=faulty, env=self.env)
        self.assert_balance(bad, read=6, exported=4, failed=2)
        self.assert_version(bad, 2, unchanged=4, kept=2)
        (self.folder / "bad-mood").unlink()
        done = self.galley("redrive", "out/version-2", env=self.env)
        self.assertEqual((done.code, done.out), (0, "inbox/7.txt: ok\ninbox/8.txt: ok\n2 of 2 dead letters came through\n"))
        self.assert_version(done, 2, changed=1, unchanged=5)
        self.assertEqual(self.written("out/version-2"), {"inbox/8.txt": "ok"})
        self.assert_as_anew("out", "out/version-2", stage=faulty, env=self.env)


class KilledTest(RerunTest):
    def test_killed_while_it_waits_for_more(self):
        texts = [json.dumps({"text": teased(number)}) for number in range(6)]
        self.write("inbox/feed.jsonl", "\n".join(texts) + "\n")
        self.assertEqual(self.desk().code, 0)
        self.rules(MENU + TEASER)
        process = subprocess.Popen([house.GALLEY, "run", self.folder / "desk.info", "-", "--out", "out", "--rerun", "-q", "--set",
                                    "commit.documents=1"], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.stdin.write(("\n".join(texts[:3]) + "\n").encode())
        process.stdin.flush()
        while True:
            status = self.galley("status", "out/version-2", "--json")
            if status.code == 0 and json.loads(status.out)["read"] == 3:
                break
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdin.close()
        done = self.rerun()
        # What the feed had given under another name is a copy now.
        self.assert_balance(done, read=9, exported=6, duplicate=3)
        self.assert_version(done, 2, changed=6)
        self.assertEqual(len(house.lines_of(self.folder / "out/version-2/articles.jsonl")), 6)
        self.assert_as_anew_by_uri("out", "out/version-2")

    def assert_as_anew_by_uri(self, *versions):
        self.assertEqual(self.desk(out="anew").code, 0)
        texts = [{uri: line["text"] for uri, line in told["articles.jsonl"].items()} for told in (self.told(*versions), self.told("anew"))]
        self.assertEqual(*texts)


if __name__ == "__main__":
    house.main()
