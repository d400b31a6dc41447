# SPDX-License-Identifier: Apache-2.0
"""The built galley as its users see it: runs it in a folder of its own and reads what came out."""
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("GALLEY_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
GALLEY = os.environ.get("GALLEY", str(SOURCE / "build/release/bin/galley"))
NEWSROOM = SOURCE / "configs" / "newsroom.info"
CC = shutil.which(os.environ.get("CC", "gcc"))
NEEDS_COMPILER = unittest.skipUnless(CC and shutil.which("objcopy"), "needs a C compiler and objcopy")
SAMPLES = SOURCE / "configs" / "samples"

STORY = ("小镇图书角傍晚开门了\n\n"
         "上周起，柳塘县的图书角每天傍晚开门，孩子们放学后来看书、写作业，守门的阮师傅给每个人都留了一盏灯。\n")

# A chain that leaves texts as they are, for tests of the house around it.
PLAIN = """galley 1
pipeline plain
{
    ingest files { path inbox }
    ingest text
    ingest jsonl
    cleanup normalize_text
    export jsonl
}
"""

Outcome = collections.namedtuple("Outcome", "code out err")


def story(number):
    """A short invented article, a different one for each number."""
    return (f"柳塘县第{number}号渡口通航\n\n"
            f"昨天上午，柳塘县的第{number}号渡口恢复通航，第一班船载着{number}名乘客和两筐新鲜的莲藕过了河。\n")


def lines_of(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


def build_faulty(folder, fault, kind, manifest_abi="1.0", *flags, name="faulty", source="fault_plugin.c"):
    """Builds a plugin, fault_plugin.c unless told, into a folder of plugins, with its manifest inside as galley_add_plugin() puts it."""
    made = folder / kind / f"{name}.so"
    made.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([CC, "-std=gnu11", "-fPIC", "-shared", "-fvisibility=hidden", f"-DFAULT={fault}",
                    f"-DFAULT_KIND=GALLEY_KIND_{kind.upper()}", f'-DFAULT_ID="{kind}.{name}"', *flags,
                    "-I", SOURCE / "sdk" / "include", "-o", made, SOURCE / "tests" / "pipelines" / source],
                   check=True)
    manifest = made.with_suffix(".manifest")
    manifest.write_text(f"galley.manifest=1\nplugin={kind}.{name}\nkind={kind}\nversion=1.0.0\nabi={manifest_abi}\n"
                        "summary=Does what it must not do\nlicense=Apache-2.0\nthread_model=serial\ncapabilities=0\n"
                        + ("param=password\nparam.type=secret\nparam.flags=0\nparam.help=nobody is to read it\n" if fault == "kTell" else "")
                        + "end=1\n")
    subprocess.run(["objcopy", "--add-section", f".galley.manifest={manifest}",
                    "--set-section-flags", ".galley.manifest=noload,readonly", made], check=True)
    manifest.unlink()
    return made


class HouseTest(unittest.TestCase):
    """Each test has a folder of its own, and it is the working directory of what it runs."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="galley-pipelines-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def galley(self, *arguments, timeout=300, env=None, **options):
        """Runs galley. It must end by itself: no signal, no sanitizer report, nothing raw on a terminal."""
        done = subprocess.run([GALLEY, *map(str, arguments)], cwd=self.folder, capture_output=True, timeout=timeout,
                              env={**os.environ, **(env or {})}, **({"stdin": subprocess.DEVNULL} if "input" not in options else {}),
                              **options)
        self.assertGreaterEqual(done.returncode, 0, done.stderr[-2000:])
        for stream in (done.stdout, done.stderr):
            self.assertNotIn(b"Sanitizer", stream)
            self.assertIsNone(re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", stream), stream[-2000:])
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run_chain(self, *arguments, config=None, out="out", **options):
        config = config or self.write("plain.info", PLAIN)
        return self.galley("run", config, *arguments, "--out", out, **options)

    def articles(self, out="out"):
        return lines_of(self.folder / out / "articles.jsonl")

    def paths(self, out="out"):
        return [article["path"] for article in self.articles(out)]

    def reasons(self, out="out"):
        """Dead letters by path: (reason.json, the bytes kept)."""
        letters = {}
        for reason in sorted((self.folder / out / "dead-letter").glob("*/*/reason.json")):
            letter = json.loads(reason.read_text(encoding="utf-8"))
            self.assertEqual(sorted(p.name for p in reason.parent.iterdir()), ["input.bin", "reason.json"])
            self.assertNotIn(letter["path"], letters)
            letters[letter["path"]] = (letter, (reason.parent / "input.bin").read_bytes())
        return letters

    def assert_balance(self, outcome, **counts):
        """The balance line closes and holds exactly these counts; what is not named is 0."""
        found = re.search(r"^balance: (.*) closes=yes$", outcome.err, re.M)
        self.assertIsNotNone(found, outcome.err)
        got = dict((k, int(v)) for k, v in (pair.split("=") for pair in found.group(1).split()))
        wanted = dict.fromkeys(("read", "exported", "duplicate", "filtered", "held", "failed"), 0)
        self.assertEqual(got, {**wanted, **counts}, outcome.err)

    def assert_refused(self, outcome, code, text):
        """Ends with this code and exactly this on stderr, and wrote no data."""
        self.assertEqual((outcome.err, outcome.out, outcome.code), (text, "", code))

    def assert_verifies(self, out="out"):
        verified = self.galley("verify", out)
        self.assertEqual(verified.code, 0, verified.out + verified.err)


def main():
    """unittest.main, and a line for each skipped test that tests/support/count_tests.py reads."""
    program = unittest.main(module="__main__", exit=False, argv=[sys.argv[0], *sys.argv[1:]])
    for test, reason in program.result.skipped:
        print(f"skipped: {test.id().removeprefix('__main__.')}: {reason}")
    sys.exit(0 if program.result.wasSuccessful() else 1)
