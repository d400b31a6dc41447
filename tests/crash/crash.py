#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""crash.py TEST [--count N] [--every N] [--seed N]: crash tests that need no root.

  kill    kill -9 at random moments, started again until done: every output byte for byte    (G1; count = kills)
  fault   each kind of fault at I/O calls, then resumed                                        (G2, G3; every n-th call)
  damage  journal, database, outputs of a half-done run damaged, then resumed                  (G6; count = cases)
  stop    SIGTERM in the middle, then resumed                                                  (G12; count = signals)
  powercut  the disk stops in the middle, without writing what it has not been told to        (G5; root; count = cuts)
  redrive a fault at I/O calls while dead letters run again, then once more                    (every n-th call)
  purge   a fault at I/O calls while a document is purged, then once more                      (every n-th call)
  rerun   a fault at I/O calls while a new version is made, then once more                     (every n-th call)
  failpoint  a kill, no memory, no thread at the places that core names, then once more        (at the first passings, one in the middle, the last; every > 1: at one of these, and at every n-th place in other runs)
  mutant  `damage` with an engine that does not read back: it must be caught

Nothing is lost, doubled or damaged when the outputs are byte for byte those of a run that nothing happened to.
"""
import argparse
import collections
import fcntl
import json
import os
import pathlib
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "pipelines"))
import house  # noqa: E402

GALLEY = os.environ.get("GALLEY", "build/release/bin/galley")
MUTANT = os.environ.get("GALLEY_MUTANT", "build/release/bin/galley_mutant")
FAILING = os.environ.get("GALLEY_FAILING", "build/release/bin/galley_failing")
FAULTIO = os.environ.get("FAULTIO", "build/release/tests/crash/crash_faultio.so")
# What a run that ends with 74 must say: the path, and the system's or SQLite's reason.
REASON = (r"galley: error: .*out[/:].*(Input/output error|No space left on device|disk I/O error|database or disk is full"
          r"|unable to open database file)")
SHORTAGE = r"memory ran out|cannot be started: Resource temporarily unavailable"
FAULTS = ("eio", "enospc", "enospc-sticky", "short", "eintr", "kill", "killafter")

CONFIG = """galley 1
; Texts and a feed in, every shipped export out: what a crash must not change.
pipeline crash
{
    ingest files { path inbox }
    ingest text
    ingest jsonl
    cleanup normalize_text
    cleanup strip_furniture
    cleanup strip_notices
    tagging tag_language
    export jsonl
    export proof_sheet
    export run_report
}
"""


def story(number):
    return (f"第{number}号渡口恢复通航\n\n分享到：\n"
            f"昨天上午，柳塘县的第{number}号渡口恢复通航，第一班船载着{number}名乘客和两筐新鲜的莲藕过了河。\n")


def fill(inbox, count):
    """Files, a stream of documents, a copy, a file that is not text: each way a document can go."""
    inbox.mkdir()
    for number in range(count):
        (inbox / f"{number:05}.txt").write_text(story(number), encoding="utf-8")
    with open(inbox / "feed.jsonl", "w", encoding="utf-8") as feed:
        for number in range(count // 2):
            feed.write(json.dumps({"text": story(100000 + number)}, ensure_ascii=False) + "\n")
        feed.write("no json\n")
    (inbox / "00001-copy.txt").write_text(story(1), encoding="utf-8")
    (inbox / "00002-program.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(100))
    (inbox / "00003-empty.txt").write_text("\n\n")


class Engine:
    """One config and inbox in a folder, run as often as it takes."""

    def __init__(self, home, name, documents, program=GALLEY, commit=20, seal="64MiB", out="out"):
        self.folder = pathlib.Path(home) / name
        self.folder.mkdir()
        fill(self.folder / "inbox", documents)
        (self.folder / "crash.info").write_text(CONFIG, encoding="utf-8")
        self.out = self.folder / out
        self.command = [os.path.abspath(program), "run", "crash.info", "inbox", "--out", out, "--jobs", "2", "-q",
                        "--set", f"commit.documents={commit}", "--set", f"commit.seal={seal}",
                        "--set", "limits.disk_space=0"]  # its disks are small

    def start(self, **env):
        return subprocess.Popen(self.command, cwd=self.folder, env={**os.environ, **env},
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def run(self, **env):
        process = self.start(**env)
        _, err = process.communicate(timeout=120)
        return process.returncode, err

    def faulty(self, mode, call, counts=""):
        return self.run(LD_PRELOAD=os.path.abspath(FAULTIO), FIO_DIR=f"{self.folder}/out", FIO_REL="out/", FIO_MODE=mode,
                        FIO_N=str(call), FIO_COUNT=str(counts))

    def journal_bytes(self):
        try:
            return (self.out / ".galley" / "journal").stat().st_size
        except OSError:
            return 0

    def wait_for_progress(self, process, grown_bytes):
        """Until the journal grew by so much, or the run is over."""
        begun = self.journal_bytes()
        while process.poll() is None and self.journal_bytes() < begun + grown_bytes:
            time.sleep(0.0005)

    def clear(self):
        shutil.rmtree(self.out, ignore_errors=True)

    def committed(self):
        done = subprocess.run([os.path.abspath(GALLEY), "status", "out", "--json"], cwd=self.folder, capture_output=True, text=True)
        return json.loads(done.stdout)["read"] if done.returncode == 0 else 0

    def content(self):
        """All that was published, without what a clock decides; dead letters by place."""
        found = {}
        for path in sorted(self.out.rglob("*")):
            name = path.relative_to(self.out).as_posix()
            if path.is_dir() or ".galley" in path.parts:
                continue
            data = path.read_bytes()
            if path.name == "run.json":
                report = json.loads(data)
                report = {key: value for key, value in report.items() if key not in ("run", "started")}
                for stage in report["stages"].values():
                    stage.pop("busy_ns", None)
                data = json.dumps(report, indent=1, ensure_ascii=False).encode()
            if "dead-letter" in path.parts:
                name = re.sub(r"\bdead-letter/[^/]+/", "dead-letter/", name)
                data = re.sub(rb'"run": "[^"]*"', b"", data)
            found[name] = data
        return found


def differences(wanted, got):
    return [name for name in sorted(wanted.keys() | got.keys()) if wanted.get(name) != got.get(name)]


def reference(home, documents):
    engine = Engine(home, "reference", documents)
    code, err = engine.run()
    if code != 65:
        sys.exit(f"the run that nothing happens to ended with {code}: {err}")
    content = engine.content()
    articles = content["articles.jsonl"].splitlines()
    assert len(articles) == documents + documents // 2, "every good document is an article"
    return engine, content


def judge(engine, wanted, code, err, what):
    """0 when the run ended as it should and its outputs are those of the reference."""
    if code != 65:
        print(f"  failed: {what}: exit {code}: {err.strip()[-300:]}")
        return 1
    wrong = differences(wanted, engine.content())
    if wrong:
        print(f"  failed: {what}: differs: {' '.join(wrong[:5])}")
    return 1 if wrong else 0


def kill_test(home, options):
    _, wanted = reference(home, 300)
    engine = Engine(home, "k", 300, commit=5)
    kills = runs = bad = 0
    while kills < options.count:
        engine.clear()
        runs += 1
        while True:
            process = engine.start()
            # Mostly by what was committed; some while it starts, reads back or publishes.
            if random.random() < 0.8:
                engine.wait_for_progress(process, random.randrange(1, 12000))
            try:
                _, err = process.communicate(timeout=random.uniform(0, 0.006 if random.random() < 0.8 else 0.06))
                bad += judge(engine, wanted, process.returncode, err, f"kill {kills}")
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                kills += 1
    return f"kills={kills} finished_runs={runs}", bad


def fault_test(home, options):
    _, wanted = reference(home, 40)
    engine = Engine(home, "f", 40, commit=10, seal="4KiB")
    counts = pathlib.Path(home) / "counts"
    report, bad, first_exits = [], 0, collections.Counter()
    for mode in FAULTS:
        points = 0
        for call in range(1 + random.randrange(options.every), 5000, options.every):
            engine.clear()
            counts.unlink(missing_ok=True)
            code, err = engine.faulty(mode, call, counts)
            if counts.exists() and counts.read_text().split()[1] == "0":
                break
            points += 1
            first_exits[f"{mode}:{code}"] += 1
            if code == 74 and not re.search(REASON, err):
                print(f"  failed: {mode} at call {call}: says {err.strip()[-200:]}")
                bad += 1
            if code not in (65, 74, -9):
                print(f"  failed: {mode} at call {call}: exit {code}: {err.strip()[-200:]}")
                bad += 1
            code, err = engine.run()
            bad += judge(engine, wanted, code, err, f"{mode} at call {call}")
        report.append(f"{mode}={points}")
    return f"points: {' '.join(report)}; exits: {dict(first_exits)}", bad


def damage(path):
    size = path.stat().st_size
    kind = random.choice(["cut", "flip", "zero", "garbage", "delete", "append"])
    if kind == "delete":
        path.unlink()
    elif kind == "cut":
        os.truncate(path, random.randrange(size))
    else:
        with open(path, "r+b") as file:
            at = size if kind == "append" else random.randrange(size)
            length = random.randrange(1, 4096) if kind == "append" else min(512, size - at)
            file.seek(at)
            if kind == "flip":
                byte = file.read(1)[0]
                file.seek(at)
                file.write(bytes([byte ^ (1 << random.randrange(8))]))
            else:
                file.write(bytes(length) if kind == "zero" else random.randbytes(length))
    return kind


def half_done(engine, at_least):
    """Killed when so many documents are committed; what a crash leaves, with its write-ahead log."""
    for _ in range(200):
        engine.clear()
        process = engine.start()
        engine.wait_for_progress(process, random.randrange(8000, 40000))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        done = engine.committed()
        if at_least <= done < 400:
            return done
    sys.exit("no run got half way")


def acknowledge(engine):
    """The inputs of committed documents are gone, as with a source that hears of the outcome."""
    done = subprocess.run([os.path.abspath(GALLEY), "status", "out", "--json"], cwd=engine.folder, capture_output=True, text=True)
    count = json.loads(done.stdout)["read"]
    for path in sorted((engine.folder / "inbox").glob("*.txt"), key=lambda p: p.name.encode())[:count]:
        path.unlink()


def damage_cases(home, options, program):
    """State files damaged: nothing lost although the inputs are gone. Outputs damaged: mended from
    the inputs, or refused with 74 when they were sealed."""
    _, wanted = reference(home, 300)
    half = Engine(home, "half", 300, program=GALLEY, seal="30KiB")
    done = half_done(half, 60)
    bad, kinds, refused = 0, collections.Counter(), 0
    state_files = [f for f in sorted(half.out.glob(".galley/*")) if f.is_file() and f.stat().st_size > 0
                   and f.name not in ("lock", "state.db-shm")]
    part_files = [f for f in sorted(half.out.glob(".galley/parts/*.jsonl")) if f.stat().st_size > 0]
    for case in range(options.count):
        engine = Engine(home, f"case{case}", 300, program=program, seal="30KiB")
        shutil.copytree(half.out, engine.out)
        (engine.out / ".galley" / "state.db-shm").unlink(missing_ok=True)
        of_state = case % 3 != 0
        if of_state:
            acknowledge(engine)
        victim = random.choice(state_files if of_state else part_files)
        kind = damage(engine.out / victim.relative_to(half.out))
        code, err = engine.run()
        what = f"{victim.name} {kind}"
        kinds[what] += 1
        if not of_state and code == 74 and "they were sealed" in err:
            refused += 1
        elif code != 65:
            bad += 1
            print(f"  failed: {what}: exit {code}: {err.strip()[-300:]}")
        else:
            content = engine.content()
            wrong = [n for n in ("articles.jsonl", "notices.jsonl", "ledger.jsonl") if content.get(n) != wanted[n]]
            if wrong:
                bad += 1
                print(f"  failed: {what}: differs: {' '.join(wrong)}")
        shutil.rmtree(engine.folder)
    return f"cases={options.count} documents_committed={done} refused_sealed={refused}", bad


def damage_test(home, options):
    return damage_cases(home, options, GALLEY)


def mutant_test(home, options):
    text, bad = damage_cases(home, options, MUTANT)
    return f"{text} caught={bad} times", 0 if bad > 0 else 1


def stop_test(home, options):
    _, wanted = reference(home, 300)
    engine = Engine(home, "s", 300)
    signals = bad = longest = 0
    while signals < options.count:
        engine.clear()
        while True:
            process = engine.start()
            engine.wait_for_progress(process, random.randrange(1, 12000))
            process.send_signal(signal.SIGTERM)
            sent = time.monotonic()
            _, err = process.communicate(timeout=60)
            longest = max(longest, time.monotonic() - sent)
            signals += 1
            if process.returncode == 130:
                if "interrupted; nothing was published; the same command goes on with out" not in err:
                    bad += 1
                    print(f"  failed: says {err}")
            elif process.returncode != -signal.SIGTERM:  # before the program could take it
                bad += judge(engine, wanted, process.returncode, err, "stop")
                break
    return f"signals={signals} longest_stop={longest:.2f}s", bad


def ink(number):
    return f"Ink {number} is spilled\n\nA bottle of ink fell over in library number {number}, and nobody was hurt by it.\n"


class RedriveEngine(Engine):
    """A run with dead letters, of documents that a plugin could not bear while the file `mood` was there."""

    def __init__(self, home):
        super().__init__(home, "r", 10, commit=2)
        house.build_faulty(self.folder / "plugins", "kFail", "cleanup")
        (self.folder / "crash.info").write_text(CONFIG.replace("    tagging", "    cleanup faulty { isolate none }\n    tagging"), encoding="utf-8")
        for number in range(12):
            (self.folder / f"inbox/ink-{number:02}.txt").write_text(ink(number))
        with open(self.folder / "inbox/ink.jsonl", "w") as feed:
            feed.writelines(json.dumps({"text": ink(100 + number)}) + "\n" for number in range(6))
        os.environ["GALLEY_PLUGIN_PATH"] = ":".join(filter(None, (f"{self.folder}/plugins", os.environ.get("GALLEY_PLUGIN_PATH"))))
        mood = self.folder / "mood"
        os.environ["FAULT_WHILE"] = str(mood)
        code, err = self.run()
        self.wanted = self.sorted_lines()
        self.clear()
        mood.write_text("bad")
        self.run()
        mood.unlink()
        self.command = [self.command[0], "redrive", "out", "-q"]
        if code != 65 or self.letters() != (20, 0):
            sys.exit(f"the run before ended with {code}, {self.letters()} dead letters: {err}")
        self.kept = self.folder / "kept"
        self.out.rename(self.kept)

    def clear(self):
        super().clear()
        if hasattr(self, "kept"):
            subprocess.run(["cp", "-a", self.kept, self.out], check=True)  # with its links: what was published has two names

    def sorted_lines(self):
        return {name: sorted((self.out / name).read_bytes().splitlines()) for name in ("articles.jsonl", "notices.jsonl", "ledger.jsonl")}

    def letters(self):
        """How many lie where they were written, and how many were put aside."""
        found = [path.parent.parent.name for path in self.out.glob("dead-letter/**/reason.json")]
        return len(found) - found.count("replayed"), found.count("replayed")


    def is_done(self, code):
        listed = subprocess.run([self.command[0], "failed", "out"], cwd=self.folder, capture_output=True, text=True).stdout
        return (code, self.sorted_lines() == self.wanted, self.letters(), listed.splitlines()[-1][:5]) == (65, True, (2, 18), "2 of ")


class PurgeEngine(Engine):
    """A run of which one document, with a copy, is purged, or one that failed."""

    def __init__(self, home, name="g", purged="inbox/00001.txt"):
        super().__init__(home, name, 30)
        self.run()
        before = self.content()
        self.kept = self.folder / "kept"
        shutil.copytree(self.out, self.kept)
        self.command = [self.command[0], "purge", "out", "--id", purged, "-q"]
        code, err = self.run()
        self.wanted = self.content()
        if code != 0 or not differences(before, self.wanted):
            sys.exit(f"the purge that nothing happens to ended with {code}: {err}")

    def clear(self):
        super().clear()
        shutil.copytree(self.kept, self.out)

    def is_done(self, code):
        """64: what was begun is completed, and then there is no such document."""
        verified = subprocess.run([self.command[0], "verify", "out"], cwd=self.folder, capture_output=True, text=True)
        return code in (0, 64) and verified.returncode == 0 and not differences(self.wanted, self.content())


class RerunEngine(Engine):
    """A run, and a new version of it: some articles change, some do not, some are no more, and one file fails now."""

    def __init__(self, home):
        super().__init__(home, "v", 12, commit=2)
        for number in range(8):
            (self.folder / f"inbox/ink-{number:02}.txt").write_text(ink(number))
        whole = (self.folder / "crash.info").read_text(encoding="utf-8")
        (self.folder / "crash.info").write_text(whole.replace("    cleanup strip_furniture\n", ""), encoding="utf-8")
        self.run()
        self.kept = self.folder / "kept"
        shutil.copytree(self.out, self.kept)
        (self.folder / "crash.info").write_text(whole, encoding="utf-8")
        for name in ("00003.txt", "00007.txt", "ink-02.txt", "ink-05.txt", "ink-06.txt"):
            (self.folder / "inbox" / name).unlink()
        (self.folder / "inbox/ink-07.txt").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(50))
        self.command.append("--rerun")
        code, err = self.run()
        self.wanted = self.content()
        counts = json.loads(self.wanted["version-2/run.json"])["version"]
        if code != 65 or counts != {"number": 2, "added": 0, "changed": 16, "unchanged": 4, "canceled": 5}:
            sys.exit(f"the version that nothing happens to ended with {code}, {counts}: {err}")

    def clear(self):
        super().clear()
        shutil.copytree(self.kept, self.out)

    def is_done(self, code):
        return code == 65 and not differences(self.wanted, self.content())


def faults_and_once_more(home, engine, every):
    """A fault at every n-th I/O call of a command; called again it must have done what it does."""
    counts = pathlib.Path(home) / "counts"
    report, bad = [], 0
    for mode in FAULTS:
        points = 0
        for call in range(1 + random.randrange(every), 5000, every):
            engine.clear()
            counts.unlink(missing_ok=True)
            code, err = engine.faulty(mode, call, counts)
            if counts.exists() and counts.read_text().split()[1] == "0":
                break
            points += 1
            if code not in (0, 65, 74, -9):
                bad += 1
                print(f"  failed: {mode} at call {call}: exit {code}: {err.strip()[-200:]}")
            code, err = engine.run()
            if not engine.is_done(code):
                bad += 1
                print(f"  failed: {mode} at call {call}: exit {code}, then {err.strip()[-300:]}")
        report.append(f"{mode}={points}")
    return f"points: {' '.join(report)}", bad


def redrive_test(home, options):
    return faults_and_once_more(home, RedriveEngine(home), options.every)


def purge_test(home, options):
    return faults_and_once_more(home, PurgeEngine(home), options.every)


def rerun_test(home, options):
    return faults_and_once_more(home, RerunEngine(home), options.every)


class FailingEngine(Engine):
    """A run with the program whose failpoints do something; `more` is its --set."""

    def __init__(self, home, name, *more):
        super().__init__(home, name, 70, commit=5, seal="4KiB")
        config = self.folder / "crash.info"  # without the rules that take longest to load
        config.write_text(config.read_text(encoding="utf-8").replace("    cleanup strip_furniture\n", ""), encoding="utf-8")
        for each in more:
            self.command += ["--set", each]
        code, err = self.run()
        self.wanted = self.content()
        if code != 65:
            sys.exit(f"{name}: the run that nothing happens to ended with {code}: {err}")
        self.clear()

    def is_done(self, code):
        return code == 65 and not differences(self.wanted, self.content())


class GoingOnEngine(FailingEngine):
    """The same, when it was killed after its third commit was in the journal, and that was cut in the second."""

    def __init__(self, home, name):
        super().__init__(home, name)
        self.command[0], program = os.path.abspath(FAILING), self.command[0]
        self.run(GALLEY_FAILPOINT="state.commit.database:3:kill")
        self.command[0] = program
        self.kept = self.folder / "kept"
        self.out.rename(self.kept)

    def clear(self):
        super().clear()
        if hasattr(self, "kept"):
            shutil.copytree(self.kept, self.out)


class CutOffEngine(GoingOnEngine):
    """The same, when the last commits of the journal are lost too."""

    def __init__(self, home, name):
        super().__init__(home, name)
        journal = self.kept / ".galley" / "journal"
        os.truncate(journal, journal.stat().st_size * 2 // 5)


def came_through_later(engine):
    """Whether what is amiss is documents that had no memory, which are listed, and come through when they run again."""
    galley = os.path.abspath(GALLEY)
    newest = "out/version-2" if (engine.out / "version-2").exists() else "out"
    listed = subprocess.run([galley, "failed", newest], cwd=engine.folder, capture_output=True, text=True).stdout
    if "memory ran out" not in listed:
        return False
    subprocess.run([galley, "redrive", newest, "-q"], cwd=engine.folder, capture_output=True, text=True)
    got, wanted = ({name: sorted(data.replace(b"00001-copy.txt", b"00001.txt").splitlines()) for name, data in content.items()
                    if name.endswith(".jsonl")} for content in (engine.content(), engine.wanted))
    return got == wanted  # when the copy came through, the other is the duplicate


def fail_at(engine, place, passing, action):
    """What is wrong afterwards; "": nothing."""
    program, engine.command[0] = engine.command[0], os.path.abspath(FAILING)
    engine.clear()
    code, err = engine.run(GALLEY_FAILPOINT=f"{place}:{passing}:{action}")
    engine.command[0] = program
    if code not in ({"kill": (-9, 0, 65)}.get(action, (0, 65, 74))):
        return code, f"exit {code}: {err.strip()[-300:]}"
    if code == 74 and not re.search(SHORTAGE, err):
        return code, f"exit {code} says {err.strip()[-300:]}"
    then, err = engine.run()
    verified = subprocess.run([os.path.abspath(GALLEY), "verify", "out"], cwd=engine.folder, capture_output=True, text=True)
    if verified.returncode != 0:
        return code, f"exit {code}, then verify says {verified.stderr.strip()[-300:]}"
    if not engine.is_done(then) and not came_through_later(engine):
        return code, f"exit {code}, then {then}: {err.strip()[-300:]}"
    return code, ""


def passings_of(engine):
    """How often each place is passed in a call that nothing happens to."""
    listing = engine.folder / "places"
    program, engine.command[0] = engine.command[0], os.path.abspath(FAILING)
    engine.clear()
    engine.run(GALLEY_FAILPOINT_LIST=str(listing))
    engine.command[0] = program
    return collections.Counter(listing.read_text().split())


def both_begin(engine):
    """Two that find no run in OUT: one has made the folder, the other has taken it. The first one must leave it alone."""
    def held_at(place):
        process = engine.start(GALLEY_FAILPOINT=f"{place}:1:stop")
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        return process if os.WIFSTOPPED(status) else sys.exit(f"two at once: {place} was not passed: {process.communicate()[1]}")

    program, engine.command[0] = engine.command[0], os.path.abspath(FAILING)
    engine.clear()
    first = held_at("run.folder")
    second = held_at("state.begun")
    ended = []
    for process in (first, second):
        process.send_signal(signal.SIGCONT)
        _, err = process.communicate(timeout=120)
        ended.append((process.returncode, err))
    engine.command[0] = program
    refused, done = ended
    if refused[0] != 64 or "another galley is at work on it" not in refused[1]:
        return f"the first ended with {refused}"
    return "" if engine.is_done(done[0]) else f"the second ended with {done}"


def failpoint_test(home, options):
    """All places are passed: one that stands in core and is not is a failure."""
    isolated = [f"pipeline.{stage}.isolate=process" for stage in ("text", "ingest_jsonl", "strip_notices")]
    engines = [FailingEngine(home, "w"), GoingOnEngine(home, "o"), CutOffEngine(home, "c"), FailingEngine(home, "i", *isolated),
               RedriveEngine(home), PurgeEngine(home), PurgeEngine(home, "l", "inbox/00002-program.txt"), RerunEngine(home)]
    core = pathlib.Path(__file__).resolve().parents[2] / "core"
    named = {place for file in core.rglob("*.cpp") for place in re.findall(r'failpoint(?:_errno)?\("([^"]+)"', file.read_text())}
    bad, points, exits = 0, 0, collections.Counter()
    seen = set()
    for engine in engines:
        for place, count in sorted(passings_of(engine).items()):
            actions = ["kill", "bad_alloc"] + (["error"] if place.endswith((".thread", ".spawn")) else [])
            chosen = sorted({1, min(2, count), (count + 1) // 2, count})
            if options.every > 1:  # one of these; some places again in other runs
                chosen = [random.choice(chosen)] if place not in seen or random.randrange(options.every) == 0 else []
            seen.add(place)
            for passing, action in ((p, a) for p in chosen for a in actions):
                points += 1
                code, wrong = fail_at(engine, place, passing, action)
                exits[f"{action}:{code}"] += 1
                if wrong:
                    bad += 1
                    print(f"  failed: {engine.folder.name}: {action} at passing {passing} of {place}: {wrong}")
    if wrong := both_begin(engines[0]):
        bad += 1
        print(f"  failed: two begin at once: {wrong}")
    for place in sorted(named - seen):
        bad += 1
        print(f"  failed: no run passes {place}")
    return f"places={len(seen)} points={points} exits: {dict(exits)}", bad


class Disk:
    """An ext4 file system in a file, that can be stopped as a power cut would."""

    STOP = 0x8004587D  # EXT4_IOC_SHUTDOWN
    NOTHING_MORE = 2   # not even the file system's own journal

    def __init__(self, image, mount):
        self.image, self.mount = image, mount
        mount.mkdir()
        with open(image, "wb") as file:
            file.truncate(64 << 20)
        subprocess.run(["mkfs.ext4", "-q", image], check=True, capture_output=True)
        self.on()

    def on(self):
        done = subprocess.run(["mount", "-o", "loop", self.image, self.mount], capture_output=True, text=True)
        if done.returncode != 0:
            raise OSError(done.stderr.strip())

    def cut(self):
        folder = os.open(self.mount, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, self.STOP, struct.pack("I", self.NOTHING_MORE))
        finally:
            os.close(folder)

    def off(self):
        """The loop device goes some time after umount; a second one beside it would see other bytes."""
        subprocess.run(["umount", self.mount], check=True, capture_output=True)
        until = time.monotonic() + 30
        while subprocess.run(["losetup", "-j", self.image], check=True, capture_output=True).stdout and time.monotonic() < until:
            time.sleep(0.01)


def powercut_test(home, options):
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        print("skipped: powercut: needs root and mkfs.ext4")
        return "cuts=0", 0
    _, wanted = reference(home, 300)
    engine = Engine(home, "p", 300, commit=5, seal="30KiB", out="disk/out")
    try:
        disk = Disk(pathlib.Path(home) / "image", engine.folder / "disk")
    except OSError as error:
        print(f"skipped: powercut: may not mount: {error}")
        return "cuts=0", 0
    cuts = runs = bad = 0
    try:
        while cuts < options.count:
            engine.clear()
            runs += 1
            while True:
                process = engine.start()
                engine.wait_for_progress(process, random.randrange(2000, 40000))
                if process.poll() is not None:
                    _, err = process.communicate()
                    bad += judge(engine, wanted, process.returncode, err, f"cut {cuts}")
                    break
                disk.cut()
                process.send_signal(signal.SIGKILL)
                process.communicate()
                disk.off()
                disk.on()
                cuts += 1
    finally:
        disk.off()
    return f"cuts={cuts} finished_runs={runs}", bad


def main():
    tests = {"powercut": powercut_test, "kill": kill_test, "fault": fault_test, "damage": damage_test, "mutant": mutant_test, "stop": stop_test,
             "redrive": redrive_test, "purge": purge_test, "rerun": rerun_test, "failpoint": failpoint_test}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("test", choices=tests)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1 << 30)
    random.seed(seed)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="galley-crash-") as home:
        text, bad = tests[options.test](home, options)
    print(f"{options.test}: {text} failures={bad} seed={seed} in {time.monotonic() - begun:.1f}s")
    sys.exit(1 if bad else 0)


main()
