# SPDX-License-Identifier: Apache-2.0
"""Hostile input (G9): 95 bad inputs with their verdicts, 10,000 mutated articles, names and texts that want to be paths or commands."""
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import tempfile
import unittest

import hostile_inputs as inputs
import house

SHOWN = {36: "inbox/36-\\xff\\xfe-not-utf8.txt", 37: "inbox/37-newline\\x0ain-name.txt"}
PLAIN_USER = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def as_plain_user():
    """What makes a command run without root's rights, or None: then nothing is unreadable."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv") or subprocess.run([*PLAIN_USER, house.GALLEY, "version"], capture_output=True).returncode != 0:
        return None
    return PLAIN_USER


class DocumentCases(house.HouseTest):
    """Cases 1 to 47 in one run between two good files; each is then a test of its own."""

    @classmethod
    def setUpClass(cls):
        cls.plain_user = as_plain_user()
        cls.shared = pathlib.Path(tempfile.mkdtemp(prefix="galley-hostile-"))
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        inbox = cls.shared / "inbox"
        inbox.mkdir()
        (inbox / "00.txt").write_text(house.story(1))
        (inbox / "99.txt").write_text(house.story(2))
        cls.cases = inputs.documents()
        for case in cls.cases:
            inputs.place(case, inbox)
        for folder in (cls.shared, inbox):
            folder.chmod(0o777)
        done = subprocess.run([*(cls.plain_user or []), house.GALLEY, "run", house.NEWSROOM, "inbox", "--out", "out",
                               "--set", f"limits.document_size={inputs.SIZE_LIMIT}"],
                              cwd=cls.shared, capture_output=True, timeout=600,
                              env={**os.environ, "XDG_CACHE_HOME": str(cls.shared / "cache")})
        cls.known = None
        cls.code, cls.out, cls.err = done.returncode, done.stdout.decode(), done.stderr.decode()

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.folder)
        self.folder = self.shared

    def by_number(self, rows):
        """Rows by the number that the file name begins with."""
        out = {}
        for row in rows:
            out.setdefault(int(row["path"].split("/", 1)[1][:2]), []).append(row)
        return out

    def test_the_run_ends_well(self):
        self.assertEqual(self.code, 65, self.err)
        self.assertIn(" closes=yes", self.err)
        self.assertNotIn("Sanitizer", self.err)
        self.assertEqual(len(self.cases), 47)
        exported = self.by_number(self.articles())
        self.assertTrue(0 in exported and 99 in exported, "the neighbours came out")
        self.assert_verifies()

    def came_out(self):
        """Articles and dead letters by number, read once for all tests."""
        if self.known is None:
            type(self).known = self.by_number(self.articles()), self.by_number(letter for letter, _ in self.reasons().values())
        return self.known

    def check(self, case):
        if case.number == 46 and self.plain_user is None:
            self.skipTest("needs a plain user, or setpriv and a program that one may run: root reads everything")
        articles, letters = (rows.get(case.number, []) for rows in self.came_out())
        text = "\n".join(f"{a['headline']}\n{a['text']}" for a in articles)
        reasons = [letter["reason"] for letter in letters]
        verdict = case.verdict
        if verdict == inputs.UNSURE:
            self.assertEqual(len(articles) + len(letters), 1)
            self.assertTrue(case.detail in text or (letters and letters[0]["reason"]))
        elif verdict == inputs.EXPORTED:
            has, lacks = case.detail
            self.assertEqual(reasons, [])
            self.assertIn(has, text)
            self.assertNotIn(lacks, text)
            if case.number in SHOWN:
                self.assertEqual(articles[0]["path"], SHOWN[case.number])
        elif verdict == inputs.DEAD:
            self.assertEqual((reasons, articles), ([case.detail], []))
        else:
            self.assertEqual((letters, articles), ([], []))
            self.assertRegex(self.out, f"(?m)^  inbox/{case.number:02}-.*: {verdict}: ")


for _case in inputs.documents():
    _name = f"test_{_case.number:02}_" + os.fsdecode(_case.name)[3:20].encode("ascii", "ignore").decode().replace("-", "_").split(".")[0]
    setattr(DocumentCases, _name, lambda self, case=_case: self.check(case))


class OtherCases(house.HouseTest):
    @unittest.skip("cases 48 to 69: galley has no readers of archives, HTML and XML yet")
    def test_48_to_69(self):
        pass

    def test_43_and_44_when_links_are_followed(self):
        self.write("inbox/a.txt", house.story(1))
        for case in inputs.documents():
            if case.number in (43, 44):
                inputs.place(case, self.folder / "inbox")
        outcome = self.run_chain("inbox", "--set", "pipeline.files.follow_links=true")
        self.assertEqual(outcome.code, 65)
        self.assertEqual(self.paths(), ["inbox/a.txt"])
        reasons = {path: letter["reason"] for path, (letter, _) in self.reasons().items()}
        self.assertEqual(reasons, {"inbox/43-symlink-dev-zero.txt": "not a regular file (character device)",
                                   "inbox/44-dir-loop/": "folder loop: the folder lies in itself"})

    def test_70_and_71(self):
        self.write("inbox/a.txt", house.story(1))
        for case in inputs.markup():
            inputs.place(case, self.folder / "inbox")
        outcome = self.run_chain("inbox", config=house.NEWSROOM)
        self.assert_balance(outcome, read=5, exported=3, failed=2)
        self.assertEqual(self.paths(), ["inbox/70-jsonl-one-bad-line.jsonl#1", "inbox/70-jsonl-one-bad-line.jsonl#3", "inbox/a.txt"])
        (line, kept), (pdf, _) = (self.reasons()[f"inbox/{name}"] for name in ("70-jsonl-one-bad-line.jsonl#2", "71-pdf-header-only.pdf"))
        self.assertEqual(kept, b'{"text": ')
        self.assertTrue(line["reason"].startswith("line 2: "), line["reason"])
        self.assertIn("not text: ", pdf["reason"])

    def test_72_to_92_configs(self):
        for name, text in inputs.RULE_FILES.items():
            self.write(name, text)
        cases = inputs.configs()
        self.assertEqual(len(cases), 21)
        outcome = self.galley("validate", *[self.write(name, text) for name, text, _ in cases])
        self.assertEqual(outcome.code, 78)
        for name, _, says in cases:
            with self.subTest(name):
                said = [line for line in outcome.err.splitlines() if name in line or name.replace(".info", ".rules") in line]
                if says is None:
                    self.assertEqual(said, [])
                else:
                    self.assertTrue(any(says in line for line in said), f"{says!r} in {said}")

    def test_88_on_26(self):
        self.write("88-redos-regex.rules", inputs.RULE_FILES["88-redos-regex.rules"])
        config = self.write("88.info", dict((n, t) for n, t, _ in inputs.configs())["88-redos-regex.info"])
        self.write("in/26.txt", next(case for case in inputs.documents() if case.number == 26).data)
        outcome = self.run_chain("in", config=config)
        self.assert_balance(outcome, read=1, exported=1)

    def test_93_to_95_plugin_files(self):
        for name, data, reason in inputs.PLUGIN_FILES:
            with self.subTest(name):
                outcome = self.galley("plugins", "inspect", self.write(name, data))
                self.assertEqual(outcome.code, 78)
                self.assertIn(f"{name}: {reason}", outcome.err)


def traversal_names():
    """100 names that want to be other places, as bytes."""
    lines = (house.SOURCE / "tests" / "support" / "traversal_names.txt").read_text().splitlines()
    return [line.encode().decode("unicode_escape").encode("latin-1") for line in lines if not line.startswith("#")]


class NothingBecomesAPath(house.HouseTest):
    """Names and values of documents, in every place where they can stand, make no file and no folder."""

    WRITTEN = re.compile(r"(\.galley/parts/)?((articles|notices|ledger)\.jsonl|proof\.html|proof/page-\d+\.html|run\.json)"
                         r"|dead-letter/[0-9A-Za-z-]+/\d{8}/(input\.bin|reason\.json)|\.galley/(journal|lock|state\.db(-wal|-shm)?)")

    def documents(self):
        for number, raw in enumerate(traversal_names()):
            name = raw.decode("utf-8", "replace")
            yield json.dumps({"text": f"{name}\n\n{house.story(number)}来源：{name}\n", "id": name, "source": name, "headline": name})
            yield json.dumps({"text": number, "id": name})  # a dead letter

    def test_values_of_documents(self):
        self.write("inbox/feed.jsonl", "\n".join(self.documents()) + "\n")
        for raw in traversal_names():
            if raw not in (b"..", b".") and not {b"/"[0], 0} & set(raw) and len(raw) < 200:
                with open(os.path.join(os.fsencode(self.folder), b"inbox", raw + b".txt"), "wb") as file:
                    file.write(raw + b"\n\n" + house.story(len(os.listdir(self.folder / "inbox"))).encode())
        inbox = sorted(os.listdir(self.folder / "inbox"))
        fields = "pipeline.ingest_jsonl.fields=headline=headline source=source"
        outcome = self.run_chain("inbox", "--set", fields, "--set", "limits.errors=1000", config=house.NEWSROOM)
        self.assertEqual(outcome.code, 65, outcome.err)
        failed = [path for path, (letter, _) in self.reasons().items() if letter["status"] == "failed_read"]
        self.assertEqual(sum(path.startswith("inbox/feed.jsonl#") for path in failed), 100)
        self.assertGreater(len(self.articles()), 100)
        self.assertEqual(sorted(os.listdir(self.folder)), ["inbox", "out"])
        self.assertEqual(sorted(os.listdir(self.folder / "inbox")), inbox)
        files = [str(p.relative_to(self.folder / "out")) for p in (self.folder / "out").rglob("*") if not p.is_dir()]
        self.assertEqual([name for name in files if not self.WRITTEN.fullmatch(name)], [])
        self.assert_verifies()


class EscapesTest(house.HouseTest):
    """What commands a terminal never reaches one raw, whichever command shows it."""

    NASTY = "\x1b[2J\x1b]0;owned\x07\x08\x7f\x9b31m\u202egnp\u2066"

    def shown(self, *arguments, codes=(0, 1, 65)):
        outcome = self.galley(*arguments)  # which looks for C0 and DEL
        self.assertIn(outcome.code, codes, outcome.err)
        found = re.search("[\x80-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", outcome.out + outcome.err)
        self.assertIsNone(found, (arguments, found))
        return outcome.out + outcome.err

    def test_all_commands(self):
        nasty = self.NASTY
        text = f"柳塘县{nasty}渡口\n\n{house.story(3)}{nasty}分享到：微信 微博{nasty}\n责任编辑：{nasty}梁雨{nasty}\n"
        self.write(f"inbox/a{nasty}.txt", text)
        self.write("inbox/b.txt", f"首页 > {nasty} > 正文\n" + text + "遗失声明\n李小舟遗失驾驶证，证号410105199001011234，声明作废。\n")
        self.write("inbox/c.jsonl", json.dumps({"text": text + "再会。", "id": nasty}) + "\n" + '{"text": "' + nasty + "\n")
        self.write(f"inbox/d{nasty}.bin", b"\x7fELF" + nasty.encode())
        rules = self.write("own.rules", f"id own.1\ncategory other\npattern {nasty}\n")
        run = ("run", house.NEWSROOM, "inbox", "-v", "-v")
        self.assertIn("\\x1b", self.shown(*run, "--out", "out"))
        self.shown(*run, "--out", "out2", "--json", "--log-format", "json")
        self.shown(*run, "--dry-run")
        for command in (["verify", "out"], ["status", "out"], ["failed", "out"], ["runs", "out"]):
            self.shown(*command)
            self.shown(*command, "--json")
        for file in sorted((self.folder / "inbox").iterdir())[:3]:
            self.shown("explain", house.NEWSROOM, file)
            self.shown("explain", house.NEWSROOM, file, "--json")
        self.shown("diff", house.NEWSROOM, house.SOURCE / "configs" / "strict.info", "inbox")
        self.shown("rules", "list", rules, codes=(0, 78))
        self.shown("rules", "lint", rules, codes=(0, 1, 78))
        self.shown("validate", self.write("x.info", f"galley 1\npipeline {nasty} {{\n}}\n"), codes=(78,))
        self.shown("run", house.NEWSROOM, nasty, "--out", "out3", codes=(78,))
        self.shown("run", house.NEWSROOM, "--set", nasty, "--out", "out3", codes=(64, 78))
        self.shown("verify", nasty, codes=(64, 74))


class MutationTest(house.HouseTest):
    """Sample articles with bytes and characters changed: one run, which must end well and verify."""

    COUNT = int(os.environ.get("GALLEY_MUTATIONS", 10000))
    PIECES = ["\n", "\n\n", "\0", "\x1b[31m", "\u202e", "\u200b", "　", "来源：", "责任编辑：", "遗失", "声明作废", "By ", "■", "□", "“", "！", "https://x", "1",
              "\U0001f468\u200d\U0001f469", "e\u0301", "\u2028", "分享到", "|", ">", "-\n", "&lt;", "<script>", "，", "。", "本报讯", "图为", "0" * 300]

    def mutated_bytes(self, chance, data):
        data = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data) + 1)
            kind = chance.randrange(5)
            if kind == 0:
                data[at:at + 1] = bytes([chance.randrange(256)])
            elif kind == 1:
                del data[at:at + chance.choice((1, 2, 3, 50))]
            elif kind == 2:
                data[at:at] = chance.randbytes(chance.randint(1, 6))
            elif kind == 3:
                other = chance.randrange(len(data) + 1)
                data[at:at] = data[other:other + 200]
            else:
                del data[at:]
            data = data or bytearray(b"x")
        return bytes(data)

    def mutated_text(self, chance, text):
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(text) + 1)
            end = at + chance.choice((0, 0, 1, 2, 40))
            other = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice((chance.choice(self.PIECES), text[other:other + 80])) + text[end:]
        return text

    def write_mutations(self, seed):
        """Half of them as files of bytes, half as lines of a feed; one feed line in twenty is broken itself."""
        chance = random.Random(seed)
        samples = [p.read_bytes() for p in sorted(house.SAMPLES.iterdir()) if p.suffix == ".txt"]
        texts = [s.decode() for s in samples if s.isascii() or b"\xe3\x80\x82" in s or b"\xe2\x80" in s]
        inbox = self.folder / "inbox"
        inbox.mkdir()
        for number in range(self.COUNT // 2):
            (inbox / f"{number:05}.txt").write_bytes(self.mutated_bytes(chance, chance.choice(samples)))
        with open(inbox / "feed.jsonl", "wb") as feed:
            for number in range(self.COUNT - self.COUNT // 2):
                line = json.dumps({"text": self.mutated_text(chance, chance.choice(texts)), "id": number}, ensure_ascii=False).encode()
                feed.write((self.mutated_bytes(chance, line).replace(b"\n", b"") if number % 20 == 0 else line) + b"\n")

    def test_mutations(self):
        seed = int(os.environ.get("GALLEY_SEED", random.SystemRandom().randrange(1 << 32)))
        print(f"G9: {self.COUNT} mutations, seed {seed} (GALLEY_SEED repeats it)")
        self.write_mutations(seed)
        outcome = self.galley("run", house.NEWSROOM, "inbox", "--out", "out", timeout=1500)
        self.assertIn(outcome.code, (0, 65), outcome.err[-3000:])
        balance = re.search(r"^balance: (read=(\d+) .*) closes=yes$", outcome.err, re.M)
        self.assertIsNotNone(balance, outcome.err[-3000:])
        self.assertGreater(int(balance[2]), self.COUNT * 0.99)  # a line may have become blank
        print("G9:", balance[1])
        # What cannot be read is refused; no plugin stumbles over what can.
        self.assertLessEqual({letter["status"] for letter, _ in self.reasons().values()}, {"failed_read", "held"})
        self.assert_verifies()


if __name__ == "__main__":
    house.main()
