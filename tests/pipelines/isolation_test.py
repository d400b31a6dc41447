# SPDX-License-Identifier: Apache-2.0
"""`isolate process`: the same outputs, and a plugin that does harm costs the document that made it do so."""
import ctypes
import errno
import json
import os
import pathlib
import platform
import random
import re
import shutil
import signal
import struct
import subprocess
import time
import unittest

import house

CXX = shutil.which(os.environ.get("CXX", "g++"))
NEEDS_COMPILER = unittest.skipUnless(CXX and shutil.which("objcopy"), "needs a C++ compiler and objcopy")
# How many workers to kill; `make torture` kills more.
KILLS = int(os.environ.get("GALLEY_WORKER_KILLS", "100"))

CHAIN = """galley 1
pipeline harm
{
    ingest files { path inbox }
    ingest jsonl
    cleanup misbehave { isolate process }
    export jsonl
}
limits { document_time 6s }
isolation { worker_deaths 0 }
"""

# Mark, status, code, and what the reason must say, for each kind of harm.
HARM = [
    ("!SEGV", "crash", "crash", "SIGSEGV, in 2 attempts"),
    ("!ABRT", "crash", "crash", "SIGABRT, in 2 attempts"),
    ("!EXIT", "crash", "crash", "exit with status 0, in 2 attempts"),
    ("!HANG", "timeout", "time-limit", "limits.document_time: killed when its time was over, in 1 attempt"),
    ("!SLEP", "timeout", "time-limit", "limits.document_time: killed when its time was over, in 1 attempt"),
    ("!OOM!", "crash", "memory-limit", "isolation.memory: 512 MiB were not enough, in 2 attempts"),
    ("!STAK", "crash", "crash", "SIGSEGV, in 2 attempts"),
    ("!SOCK", "crash", "sandbox", "isolation.sandbox: a call to the system that is forbidden (SIGSYS), in 2 attempts"),
    ("!FORK", "crash", "sandbox", "isolation.sandbox: a call to the system that is forbidden (SIGSYS), in 2 attempts"),
    ("!LIE!", "crash", "crash", "in 2 attempts"),
    ("!THRW", "crash", "crash", "SIGABRT, in 2 attempts"),
]
MORE_HARM = [
    ("!KILL", "crash", "sandbox", "isolation.sandbox: a call to the system that is forbidden (SIGSYS), in 2 attempts"),
    ("!CLOS", "crash", "lie", "the worker broke its protocol and was killed, in 2 attempts"),
    ("!SPEAK", "crash", "lie", "the worker broke its protocol and was killed, in 2 attempts"),
]


def build_plugin(folder, *flags, kind="cleanup", name="misbehave", source="misbehaving_plugin.cpp", more="capabilities=0\n"):
    """KIND/NAME.so below folder, with its manifest inside."""
    made = folder / kind / f"{name}.so"
    made.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([CXX, "-std=c++20", "-O1", "-fPIC", "-shared", "-fvisibility=hidden", "-w", *flags, "-I",
                    house.SOURCE / "sdk" / "include", "-o", made,
                    house.SOURCE / "tests" / "pipelines" / source], check=True)
    manifest = folder / "manifest"
    summary = "Does harm where a text asks for it" if kind == "cleanup" else "Reads test pages"
    writes = "" if kind == "cleanup" else "writes=body\nwrites=page\n"
    manifest.write_text(f"galley.manifest=1\nplugin={kind}.{name}\nkind={kind}\nversion=1.0.0\nabi=1.0\nsummary={summary}\n"
                        f"license=Apache-2.0\nthread_model=instance\n{writes}{more}end=1\n")
    subprocess.run(["objcopy", "--add-section", f".galley.manifest={manifest}",
                    "--set-section-flags", ".galley.manifest=noload,readonly", made], check=True)
    return made


LANDLOCK_CREATE_RULESET, SECCOMP = 444, 317  # x86-64


def forbid_calls(numbers):
    """Makes system calls fail with ENOSYS from here on, in this process and all that it starts."""
    load, jump_equal, back = 0x20, 0x15, 0x06
    program = [(load, 0, 0, 0)]
    program += [(jump_equal, len(numbers) - i, 0, number) for i, number in enumerate(numbers)]
    program += [(back, 0, 0, 0x7FFF0000), (back, 0, 0, 0x00050000 | errno.ENOSYS)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *line) for line in program))
    libc = ctypes.CDLL(None, use_errno=True)
    filter_ = ctypes.create_string_buffer(struct.pack("<H6xQ", len(program), ctypes.addressof(code)))
    no_new_privs, set_seccomp, mode_filter = 38, 22, 2
    if libc.prctl(no_new_privs, 1, 0, 0, 0) != 0 or libc.prctl(set_seccomp, mode_filter, filter_, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def workers_of(pid):
    """The process ids of galley's workers."""
    found = []
    try:
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                if pathlib.Path(f"/proc/{child}/comm").read_text().startswith("galley-worker"):
                    found.append(int(child))
    except OSError:
        pass  # it ended while we looked
    return found


def is_at_work(pid):
    """Whether a worker has entered the second step of its sandbox: it starts no more."""
    try:
        filters = re.search(r"^Seccomp_filters:\s*(\d+)$", pathlib.Path(f"/proc/{pid}/status").read_text(), re.M)
    except OSError:
        return False
    return filters is None or int(filters.group(1)) >= 2


class IsolationTest(house.HouseTest):
    def setUp(self):
        super().setUp()
        self.env = {"GALLEY_PLUGIN_PATH": ":".join(filter(None, (str(self.folder / "plugins"),
                                                                  os.environ.get("GALLEY_PLUGIN_PATH", ""))))}

    def sandbox(self):
        return json.loads(self.galley("doctor", "--json").out)["sandbox"]

    def is_sanitized(self):
        return "memory unlimited" in self.sandbox()["found"]

    def let_signals_through(self):
        """A sanitizer makes an exit of a signal unless it is told; it always goes without limit of memory and seccomp."""
        if self.is_sanitized():
            told = "handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigfpe=0:handle_sigill=0:detect_leaks=0"
            self.env["ASAN_OPTIONS"] = ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), told)))

    def need_sandbox(self):
        found = self.sandbox()
        if found["problem"]:
            self.skipTest(f"no whole sandbox here: {found['found']}")

    def harm(self, texts, *arguments, chain=CHAIN, **options):
        build_plugin(self.folder / "plugins")
        self.write("inbox/all.jsonl", "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)))
        return self.run_chain(*arguments, config=self.write("harm.info", chain), env=self.env, **options)

    def assert_contained(self, harm, texts, outcome):
        """Each harmful text is a dead letter that says why; all others came out once."""
        letters = self.reasons()
        self.assertEqual(len(letters), len(harm), outcome.err)
        by_mark = {data[:5].decode(): letter for letter, data in letters.values()}
        for mark, status, code, reason in harm:
            letter = by_mark[mark[:5]]
            self.assertEqual((letter["status"], letter["stage"], letter["plugin"], letter["code"]),
                             (status, "misbehave", "cleanup.misbehave", code), letter)
            self.assertTrue(letter["reason"].startswith("misbehave: ") and letter["reason"].endswith(reason), letter["reason"])
            self.assertLessEqual(letter["attempts"], 2)
        self.assert_balance(outcome, read=len(texts), exported=len(texts) - len(harm), failed=len(harm))
        self.assertEqual(len(self.articles()), len(texts) - len(harm))
        self.assertEqual(len({article["uri"] for article in self.articles()}), len(texts) - len(harm))

    def test_the_newsroom_chain_comes_out_the_same(self):
        stages = re.findall(r"^ +(?:cleanup|tagging) +(\w+)", house.NEWSROOM.read_text(encoding="utf-8"), re.M)
        self.assertGreaterEqual(len(stages), 8)
        isolated = [part for stage in stages for part in ("--set", f"pipeline.{stage}.isolate=process")]
        for out, arguments in (("plain", []), ("isolated", isolated)):
            self.assertEqual(self.run_chain(*arguments, config=house.NEWSROOM, out=out).code, 0)
        names = sorted(p.name for p in (self.folder / "plain").iterdir() if p.is_file())
        self.assertIn("articles.jsonl", names)
        self.assertEqual(names, sorted(p.name for p in (self.folder / "isolated").iterdir() if p.is_file()))
        for name in names:
            if name != "run.json":
                same = (self.folder / "plain" / name).read_bytes() == (self.folder / "isolated" / name).read_bytes()
                self.assertTrue(same, name)
        self.assert_verifies("isolated")

    @NEEDS_COMPILER
    def test_misbehaviours_with_a_sanitizer(self):
        if not self.is_sanitized():
            self.skipTest("built without sanitizer: test_twelve_misbehaviours_are_contained does this and more")
        self.let_signals_through()
        harm = [each for each in HARM if each[2] in ("crash", "time-limit")]
        self.assertEqual(len(harm), 8)
        texts = [house.story(n) for n in range(300)]
        for i, (mark, *_) in enumerate(harm):
            texts.insert(i * 30 + 5, f"{mark} {house.story(90000 + i)}")
        self.assert_contained(harm, texts, self.harm(texts))

    @NEEDS_COMPILER
    def test_twelve_misbehaviours_are_contained(self):
        self.need_sandbox()
        texts = [house.story(n) + "AD buy ink\n" for n in range(20000 - 12)]
        for i, (mark, *_) in enumerate(HARM):
            texts.insert(i * 1700 + 5, f"{mark} {house.story(90000 + i)}")
        texts.insert(100, "!OPEN " + house.story(99999))
        outcome = self.harm(texts)
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assert_contained(HARM, texts, outcome)
        self.assertTrue(any(article["text"].startswith("!OPEN") for article in self.articles()))
        self.assertFalse(any("AD buy ink" in article["text"] for article in self.articles()))
        letters = {data[:5].decode(): letter for letter, data in self.reasons().values()}
        self.assertEqual((letters["!ABRT"]["signal"], letters["!ABRT"]["stderr"]), ("SIGABRT", "the ink is gone\n"))
        print(f"G7 12 of 12 misbehaviours contained, {len(texts) - len(HARM)} of {len(texts) - len(HARM)} neighbours exported")

    @NEEDS_COMPILER
    def test_a_worker_cannot_fool_its_host(self):
        self.need_sandbox()
        texts = [house.story(1), *(f"{mark} {house.story(2)}" for mark, *_ in MORE_HARM), house.story(3)]
        self.assert_contained(MORE_HARM, texts, self.harm(texts))

    @NEEDS_COMPILER
    def test_without_a_sandbox_a_crash_is_still_contained(self):
        self.let_signals_through()
        texts = [house.story(1), "!SEGV " + house.story(2), house.story(3)]
        outcome = self.harm(texts, "--set", "isolation.sandbox=off")
        self.assert_contained(HARM[:1], texts, outcome)
        self.assertIn("galley: isolated: misbehave; landlock off, seccomp off, memory", outcome.err)

    @NEEDS_COMPILER
    def test_the_time_of_a_stage_is_a_limit_of_its_own(self):
        harm = [("!HANG", "timeout", "time-limit", "limits.stage_time: killed when its time was over, in 1 attempt")]
        texts = [house.story(1), "!HANG " + house.story(2), house.story(3)]
        outcome = self.harm(texts, "--set", "limits.stage_time=3s", chain=CHAIN.replace("document_time 3s", "document_time 10min"))
        self.assert_contained(harm, texts, outcome)

    @NEEDS_COMPILER
    def test_on_error_skip_does_not_export_a_crash(self):
        self.let_signals_through()
        texts = [house.story(1), "!SEGV " + house.story(2)]
        outcome = self.harm(texts, chain=CHAIN.replace("isolate process", "isolate process  on_error skip"))
        self.assert_contained(HARM[:1], texts, outcome)

    @NEEDS_COMPILER
    def test_a_broken_plugin_stops_the_run(self):
        self.let_signals_through()
        texts = [f"!SEGV {house.story(n)}" for n in range(40)]
        outcome = self.harm(texts, "--jobs", "1", chain=CHAIN.replace("worker_deaths 0", "worker_deaths 5"))
        self.assertEqual(outcome.code, 75, outcome.err)
        self.assertIn("galley: stopped: cleanup.misbehave: 5 documents cost a worker within 10 s, the last: SIGSEGV "
                      "(isolation.worker_deaths); nothing was published; the same command goes on with out\n", outcome.err)
        self.assert_balance(outcome, read=5, failed=5)

    @NEEDS_COMPILER
    def test_a_plugin_that_dies_as_it_starts_is_named_before_any_document(self):
        build_plugin(self.folder / "plugins", "-DDIE_AT_START")
        self.write("inbox/a.jsonl", json.dumps({"id": "1", "text": house.story(1)}) + "\n")
        config = self.write("harm.info", CHAIN)
        wanted = f"galley: error: {config}:6: pipeline.misbehave: galley-worker died as it started: SIGABRT"
        for command in (["run", config, "--out", "out"], ["validate", config]):
            outcome = self.galley(*command, env=self.env)
            self.assertEqual((outcome.code, outcome.err.splitlines()[-1]), (78, wanted), outcome.err)

    @NEEDS_COMPILER
    def test_killed_workers_cost_nothing(self):
        self.let_signals_through()
        build_plugin(self.folder / "plugins", "-DWORK_US=100")
        # With a sanitizer workers take long to start, and have no filters to be known by: 20 killed as they start would end the run.
        slow = self.is_sanitized()
        kills, documents = (12, 4000) if slow else (KILLS, max(20000, KILLS * 200))
        self.write("inbox/all.jsonl", "".join(json.dumps({"id": str(n), "text": house.story(n)}) + "\n" for n in range(documents)))
        run = subprocess.Popen([house.GALLEY, "run", self.write("harm.info", CHAIN.replace("6s", "30s")), "--out", "out"],
                               cwd=self.folder, env={**os.environ, **self.env}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        chance = random.Random(4)
        killed = set()  # none twice: a dead one is seen until galley has waited for it
        while run.poll() is None and len(killed) < kills:
            time.sleep(chance.uniform(0.001, 0.02))
            # Most of them at work: on a busy machine one after the other would die as it starts.
            starting_too = slow or chance.random() < 0.1
            for worker in [pid for pid in workers_of(run.pid) if pid not in killed and (starting_too or is_at_work(pid))][:1]:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
        _, err = run.communicate(timeout=600)
        err = err.decode()
        self.assertEqual(run.returncode, 0, err[-2000:])
        self.assert_balance(house.Outcome(0, "", err), read=documents, exported=documents)
        self.assertEqual(len({article["uri"] for article in self.articles()}), documents)
        line = re.search(r"workers: started=(\d+) deaths=0 outside_kills=(\d+) recycled=\d+; recovery (p50=([\d.]+) ms p99=([\d.]+) ms)", err)
        self.assertIsNotNone(line, err)
        # One that was killed behind its lane's last document is not missed.
        self.assertGreaterEqual(int(line.group(2)), len(killed) * 9 // 10, err)
        print(f"G8 {len(killed)} worker kills, {line.group(2)} noticed: lost 0, doubled 0, recovery {line.group(3)}")

    def counts(self, outcome):
        """What the last line about workers says."""
        line = re.search(r"workers: started=(\d+) deaths=(\d+) outside_kills=(\d+) recycled=(\d+);", outcome.err)
        self.assertIsNotNone(line, outcome.err)
        return dict(zip(("started", "deaths", "outside_kills", "recycled"), map(int, line.groups())))

    @NEEDS_COMPILER
    def test_a_worker_is_replaced_after_so_many_documents(self):
        texts = [house.story(n) for n in range(300)]
        outcome = self.harm(texts, "--jobs", "1", "--set", "isolation.worker_documents=50")
        self.assert_balance(outcome, read=300, exported=300)
        self.assertEqual(self.counts(outcome), {"started": 6, "deaths": 0, "outside_kills": 0, "recycled": 6})

    @NEEDS_COMPILER
    def test_a_worker_that_grows_is_replaced(self):
        self.let_signals_through()
        texts = [f"!LEAK {house.story(n)}" for n in range(400)]
        outcome = self.harm(texts, "--jobs", "1")
        self.assert_balance(outcome, read=400, exported=400)
        counts = self.counts(outcome)
        self.assertGreaterEqual(counts["recycled"], 2)
        self.assertEqual((counts["deaths"], counts["started"]), (0, counts["recycled"] + 1))

    @NEEDS_COMPILER
    def test_documents_and_replies_longer_than_a_packet(self):
        lines = 20000  # 2 MB there, 2 MB of decisions back
        texts = [house.story(1), "".join(f"AD number {n}\nThe ferry left the landing at {n} with all that had waited for it since the morning.\n" for n in range(lines)), house.story(2)]
        plain = CHAIN.replace("isolate process", "isolate none")
        for out, chain in (("isolated", CHAIN), ("plain", plain)):
            outcome = self.harm(texts, chain=chain, out=out)
            self.assert_balance(outcome, read=3, exported=3)
        long = self.articles("isolated")[1]["text"]
        self.assertEqual((long.count("The ferry left"), long.count("AD number")), (lines, 0))
        for name in ("articles.jsonl", "ledger.jsonl"):
            self.assertEqual((self.folder / "isolated" / name).read_bytes(), (self.folder / "plain" / name).read_bytes(), name)

    @NEEDS_COMPILER
    def test_a_plugin_can_watch_the_clock(self):
        texts = [house.story(1), "!TIME " + house.story(2), house.story(3)]
        outcome = self.harm(texts, "--set", "limits.document_time=2s")
        self.assert_balance(outcome, read=3, exported=2, failed=1)
        (letter, _), = self.reasons().values()
        self.assertEqual((letter["status"], letter["stage"]), ("timeout", "misbehave"))
        self.assertTrue(letter["reason"].startswith("limits.document_time: misbehave: "), letter["reason"])
        self.assertNotIn("deaths=1", outcome.err)  # it came back by itself

    @NEEDS_COMPILER
    def test_talking_does_not_stop_the_clock(self):
        self.let_signals_through()
        texts = [house.story(1), "!LOGS " + house.story(2), house.story(3)]
        outcome = self.harm(texts, "--set", "limits.document_time=2s")
        self.assert_contained([("!LOGS", "timeout", "time-limit",
                                "limits.document_time: killed when its time was over, in 1 attempt")], texts, outcome)

    @NEEDS_COMPILER
    def test_a_plugin_hears_of_a_stop(self):
        build_plugin(self.folder / "plugins")
        texts = [house.story(1), "!WAIT " + house.story(2), house.story(3)]
        self.write("inbox/all.jsonl", "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)))
        config = self.write("harm.info", CHAIN.replace("6s", "60s"))
        run = subprocess.Popen([house.GALLEY, "run", config, "--out", "out", "--jobs", "1"], cwd=self.folder,
                               env={**os.environ, **self.env}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.await_busy_worker(run)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=50)
        self.assertEqual(run.returncode, 130, err.decode())
        self.assertIn("interrupted", err.decode())

    def await_busy_worker(self, run):
        """Until the plugin has used half a second of processor time: then it is at its document."""
        tick = os.sysconf("SC_CLK_TCK")
        while run.poll() is None:
            for worker in workers_of(run.pid):
                try:
                    fields = pathlib.Path(f"/proc/{worker}/stat").read_text().rpartition(") ")[2].split()
                except OSError:
                    continue
                if (int(fields[11]) + int(fields[12])) / tick > 0.5:
                    return
            os.sched_yield()
        self.fail("galley ended before it was told to: " + run.communicate()[1].decode())

    def without(self, *calls):
        """Runs galley where the kernel knows these calls no more: a filter that children inherit."""
        if platform.machine() != "x86_64":
            self.skipTest("the filter of this test knows the numbers of x86-64 only")
        return lambda: forbid_calls(calls)

    @NEEDS_COMPILER
    def test_a_required_sandbox_is_required(self):
        self.need_sandbox()
        for calls, found in (((LANDLOCK_CREATE_RULESET,), "landlock off, seccomp on, memory 512 MiB"),
                             ((SECCOMP,), r"landlock abi \d+, seccomp off, memory 512 MiB")):
            options = {"preexec_fn": self.without(*calls)}
            outcome = self.harm([house.story(1)], "--set", "isolation.sandbox=required", out="required", **options)
            self.assertEqual(outcome.code, 78, outcome.err)
            self.assertRegex(outcome.err, "^galley: error: isolation.sandbox: required, and this is what the system gives: "
                             + found + "; isolation.sandbox=auto runs with less\n$")
            self.assertFalse((self.folder / "required").exists())
            outcome = self.harm([house.story(1)], out="auto", **options)
            self.assertEqual(outcome.code, 0, outcome.err)
            self.assertRegex(outcome.err, "galley: warning: isolated: misbehave; " + found + "\n")
            told = self.galley("doctor", **options)
            self.assertEqual(told.code, 1)
            self.assertRegex(told.out, f"(?m)^sandbox: {found} -- a plugin with `isolate process` may reach files or the network$")
            shutil.rmtree(self.folder / "auto")

    def test_readers_come_out_the_same(self):
        self.write("inbox/a.txt", house.story(1).encode("gb18030"))
        self.write("inbox/long.txt", "".join(house.story(n) for n in range(2000)))
        self.write("inbox/bad.txt", b"\xff\xfe\x00\xd8nothing")
        self.write("inbox/c.jsonl", "".join(json.dumps({"id": str(n), "text": house.story(n + 10)}) + "\n" for n in range(300)) + "{bad\n")
        plain = self.write("plain.info", house.PLAIN)
        isolated = self.write("isolated.info", house.PLAIN.replace("ingest text", "ingest text { isolate process }")
                              .replace("ingest jsonl", "ingest jsonl { isolate process }"))
        codes = [self.run_chain(config=config, out=out).code for config, out in ((plain, "plain"), (isolated, "isolated"))]
        self.assertEqual(codes, [65, 65])
        self.assertGreater(len(self.articles("plain")), 300)
        for name in ("articles.jsonl", "ledger.jsonl"):
            self.assertEqual((self.folder / "isolated" / name).read_bytes(), (self.folder / "plain" / name).read_bytes(), name)
        told = [{path: (letter["status"], letter["reason"], data) for path, (letter, data) in self.reasons(out).items()}
                for out in ("plain", "isolated")]
        self.assertEqual(told[0], told[1])

    def pages(self, *flags):
        """A chain whose reader is isolated because its manifest asks for it."""
        made = build_plugin(self.folder / "plugins", *flags, kind="ingest", name="pages", source="misbehaving_reader.cpp", more=(
            f"capabilities={8 if '-DSTREAMS' in flags else 0}\noffers=galley.reader/1\nneeds_isolation=1\n"))
        return self.write("pages.info", house.PLAIN.replace("ingest text", "ingest pages").replace("galley 1", "galley 1\nlimits { document_time 6s }")), made

    @NEEDS_COMPILER
    def test_a_reader_that_dies_costs_its_file(self):
        self.let_signals_through()
        config, _ = self.pages()
        self.write("inbox/1.pages", "PAGES\n" + house.story(1))
        self.write("inbox/2.pages", "PAGES\n!SEGV " + house.story(2))
        self.write("inbox/3.pages", "!SNIFF " + house.story(3))
        self.write("inbox/4.pages", "PAGES\n!HANG " + house.story(4))
        self.write("inbox/5.pages", "PAGES\n!BAD! " + house.story(5))
        self.write("inbox/6.pages", "PAGES\n" + house.story(6) * 1000)
        outcome = self.run_chain("--jobs", "1", "--set", "isolation.worker_deaths=0", config=config, env=self.env)
        self.assertIn("isolated: pages; ", outcome.err)
        self.assert_balance(outcome, read=6, exported=2, failed=4)
        told = {pathlib.Path(path).name: (letter["status"], letter.get("code", ""), letter["reason"]) for path, (letter, _) in self.reasons().items()}
        self.assertEqual(told, {
            "2.pages": ("crash", "crash", "pages: SIGSEGV, in 2 attempts"),
            "3.pages": ("crash", "crash", "pages: SIGSEGV, in 2 attempts"),
            "4.pages": ("timeout", "time-limit", "pages: limits.document_time: killed when its time was over, in 1 attempt"),
            "5.pages": ("failed_read", "", "a page that cannot be read")})

    @NEEDS_COMPILER
    def test_a_stream_goes_on_in_a_new_worker(self):
        self.let_signals_through()
        config, _ = self.pages("-DSTREAMS")
        pages = [house.story(n) for n in range(3000)]
        self.write("inbox/all.pages", "PAGES\n" + "%%\n".join(pages))
        run = subprocess.Popen([house.GALLEY, "run", config, "--out", "out", "--jobs", "1"], cwd=self.folder,
                               env={**os.environ, **self.env}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        slow = self.is_sanitized()  # its workers have no filters to be known by
        killed = set()
        while run.poll() is None and len(killed) < 5:
            for worker in [pid for pid in workers_of(run.pid) if pid not in killed and (slow or is_at_work(pid))][:1]:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
        _, err = run.communicate(timeout=300)
        self.assert_balance(house.Outcome(0, "", err.decode()), read=3000, exported=3000)
        self.assertGreater(len(killed), 0)

    @NEEDS_COMPILER
    def test_a_stream_ends_where_its_reader_dies_twice(self):
        self.let_signals_through()
        config, _ = self.pages("-DSTREAMS")
        self.write("inbox/1.pages", "PAGES\n" + "%%\n".join([house.story(1), house.story(2), "!SEGV " + house.story(3), house.story(4)]))
        self.write("inbox/2.pages", "PAGES\n" + house.story(5))
        outcome = self.run_chain(config=config, env=self.env)
        self.assert_balance(outcome, read=4, exported=3, failed=1)
        (path, (letter, _)), = self.reasons().items()
        self.assertEqual((path[-9:], letter["status"], letter["reason"], letter["attempts"]),
                         ("1.pages#3", "crash", "pages: SIGSEGV, in 2 attempts", 2))

    @NEEDS_COMPILER
    def test_a_plugin_from_elsewhere_is_isolated_unless_told(self):
        chain = CHAIN.replace(" { isolate process }", "")
        outcome = self.harm([house.story(1)], chain=chain)
        self.assertIn("isolated: misbehave; ", outcome.err)
        outcome = self.harm([house.story(1)], chain=chain.replace("misbehave", "misbehave { isolate none }"), out="trusted")
        self.assertIn("galley: warning: " + str(self.folder / "harm.info") + ":6: pipeline.misbehave.isolate: none: cleanup.misbehave can take "
                      "galley down, and do all that galley may\n", outcome.err)
        self.assertNotIn("isolated:", outcome.err)

    @NEEDS_COMPILER
    def test_files_that_the_manifest_names_can_be_read(self):
        self.need_sandbox()
        needed = self.write("elsewhere/words.txt", "ink\n")
        texts = ["!FILE " + house.story(1), "!OPEN " + house.story(2)]
        for more, exported in ((f"reads_files={needed}\n", 2), ("", 1)):
            made = build_plugin(self.folder / "plugins", f'-DREADS_FILE="{needed}"', more=more)
            self.write("inbox/all.jsonl", "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)))
            outcome = self.run_chain(config=self.write("harm.info", CHAIN), env=self.env, out=f"out{exported}")
            self.assert_balance(outcome, read=2, exported=exported, failed=2 - exported)
            shown = self.galley("plugins", "inspect", made).out
            self.assertEqual(f"  needs    to read {needed}\n" in shown, more != "", shown)

    def test_explain_and_rules_see_isolated_stages(self):
        page = self.write("page.txt", "渡口通航\n\n昨天上午，渡口恢复通航，第一班船载着三名乘客过了河。\n\n来源：河湾晚报\n责任编辑：陆见秋\n")
        isolated = ["--set", "pipeline.strip_furniture.isolate=process", "--set", "pipeline.split_articles.isolate=process"]
        for command in (["explain", house.NEWSROOM, page, "--json"], ["rules", "list", house.NEWSROOM]):
            plain = self.galley(*command)
            self.assertEqual((plain.code, self.galley(*command, *isolated)), (0, plain))
            self.assertIn("zh.source.", plain.out)

    def test_doctor_says_what_is_active(self):
        told = self.galley("doctor")
        self.assertEqual([line.split(":")[0] for line in told.out.splitlines()],
                         ["galley", "sandbox", "hyperscan", "cache", "plugins"])
        self.assertEqual(list(json.loads(self.galley("doctor", "--json").out)),
                         ["schema_version", "galley", "sandbox", "hyperscan", "cache", "plugins", "ok"])


if __name__ == "__main__":
    house.main()
