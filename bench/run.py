#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run.py [-n RUNS] [--galley PROGRAM] [--only P1,P3,P4,C,P8]: what galley costs, as ratios measured in one go.

P1  clean chain (jsonl -> strip_furniture with 150 rules -> jsonl, content id and ledger on) against Python's re   goal >= 60x
P3  the same chain without ledger against one fused loop without plugins (tools/b_chain.cpp)                    goal <= 1.15x
P4  what an empty stage costs a document, timing and counters on                                             goal <= 150 ns
C   the clean chain with all shipped packs and the logic of context against the same with 150 plain
    rules, and against Python's re with these                                                goal <= 1.5x, >= 40x
P8  peak memory of the clean chain, and its growth from 1/50 of the input to all of it                        goal <= 64 MiB
Builds galley and the yardstick and makes the corpus in build/bench, where they stay. CPU seconds are user + system of the
whole process, one lane, runs in turn, medians: on a busy machine ratios hold, seconds do not. Instructions read "-" where the
kernel has no counters. What is missing is named as skipped.
"""
import argparse
import itertools
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / 'build/bench'
TOOLS = HERE / 'tools'
sys.path.insert(0, str(TOOLS))
import cpu_ratio  # noqa: E402

SHORT_DOCUMENTS = 100_000
EMPTY_STAGES = 101
PLUGINS = 'ingest_files ingest_jsonl cleanup_strip_furniture export_jsonl cleanup_empty_stage'.split()
CLEAN = 'cleanup strip_furniture {{ rules ""  rule_files {work}/rules_150.rules }}'
CHAIN = '''galley 1
pipeline bench
{{
    ingest files {{ path {corpus} }}
    ingest jsonl
    {stages}
    export jsonl {{ ledger {ledger}  notices false }}
}}
'''


def sh(*words, **more):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f'{done.stdout[-2000:]}{done.stderr[-2000:]}run.py: exit {done.returncode}: {" ".join(map(str, words))}')
    return done.stdout.strip()


def build_galley():
    build = WORK / 'galley'
    sh('cmake', '-S', ROOT, '-B', build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release', '-DCMAKE_CXX_FLAGS_RELEASE=-O2 -DNDEBUG',
       '-DCMAKE_CXX_COMPILER_LAUNCHER=' + (shutil.which('ccache') or ''), '-DGALLEY_BUILD_TESTS=OFF', '-DGALLEY_BUILD_BENCH=ON')
    sh('cmake', '--build', build, '--target', 'galley', *('galley_' + p for p in PLUGINS))
    return build / 'bin/galley'


def build_yardstick():
    """None where Hyperscan is missing: the yardstick runs on it."""
    program = WORK / 'b_chain'
    made = subprocess.run(['g++', '-std=c++20', '-O2', '-DNDEBUG', '-DCONTENT_HASH', str(TOOLS / 'b_chain.cpp'), '-o', str(program),
                           '-lhs', '-lre2', '-lsimdjson', '-lcrypto', '-pthread'], capture_output=True, text=True)
    (WORK / 'rules.db').unlink(missing_ok=True)
    return program if made.returncode == 0 else None


def head(documents, part):
    """A line at a time: what this process holds would count as the peak of the programs it starts."""
    with open(WORK / 'corpus.jsonl', 'rb') as rows, open(part, 'wb') as out:
        out.writelines(itertools.islice(rows, documents))


def make_inputs(documents):
    print(sh('python3', TOOLS / 'gen_corpus.py', ROOT / 'configs/samples', WORK / 'corpus.jsonl', '-n', documents))
    sh('python3', TOOLS / 'gen_rules.py', WORK)
    head(documents // 10, WORK / 'tenth.jsonl')
    head(documents // 50, WORK / 'fiftieth.jsonl')
    with open(WORK / 'short.jsonl', 'w') as out:
        out.writelines(json.dumps({'id': str(i), 'text': f'Document {i}.\n'}) + '\n' for i in range(SHORT_DOCUMENTS))


class Galley:
    """Runs of one program; each a config of its own."""

    def __init__(self, program):
        self.program = program
        shutil.rmtree(WORK / 'out', ignore_errors=True)

    def command(self, name, stages, corpus='corpus.jsonl', ledger='true'):
        config = WORK / f'{name}.info'
        config.write_text(CHAIN.format(corpus=WORK / corpus, stages='\n    '.join(stages), ledger=ledger))
        return f'{self.program} run {config} --jobs 1 --out {WORK}/out'

    def clean(self, name, **more):
        return self.command(name, [CLEAN.format(work=WORK)], **more)

    def empty(self, count):
        stages = [f'cleanup empty_stage {{ id empty_{i} }}' for i in range(count)]
        return self.command(f'empty_{count}', stages, corpus='short.jsonl', ledger='false')


def measure(runs, *commands):
    """Medians of the commands, run in turn: [(CPU seconds, instructions, peak MiB)], and of the ratio of the first to the last."""
    results = [[] for _ in commands]
    for turn in range(runs + 1):
        for command, result in zip(commands, results):
            done = cpu_ratio.run(command)
            shutil.rmtree(WORK / 'out', ignore_errors=True)
            if turn > 0:                                   # the first is a warm-up: caches, compiled rules
                result.append(done)
    medians = [tuple(statistics.median(r[i] for r in result) for i in range(3)) for result in results]
    ratio = statistics.median(a[0] / b[0] for a, b in zip(results[0], results[-1]))
    return medians, ratio


def text(result):
    instructions = '-' if result[1] != result[1] else f'{result[1] / 1e6:.0f} M'
    return f'cpu {result[0]:.3f} s, instructions {instructions}, peak {result[2]:.0f} MiB'


def size(name):
    return (WORK / name).stat().st_size


def p1(galley, _, runs):
    peer = f'{TOOLS}/peer_re.py all {WORK}/tenth.jsonl {WORK}/peer.jsonl {WORK}/rules_150.txt'
    (a, b), ratio = measure(runs, peer, galley.clean('p1'))
    scale = size('corpus.jsonl') / size('tenth.jsonl')
    print(f'P1  {ratio * scale:.1f}x Python\'s re (goal >= 60x)\n    Python, a tenth: {text(a)}\n    galley, all:     {text(b)}')


def p3(galley, yardstick, runs):
    if yardstick is None:
        print('P3  skipped: the yardstick needs libhyperscan-dev, libre2-dev, libsimdjson-dev, libssl-dev')
        return
    loop = f'{yardstick} {WORK}/corpus.jsonl {WORK}/loop.jsonl hs {WORK}/rules_150.txt {WORK}/rules.db'
    (a, b), ratio = measure(runs, galley.clean('p3', ledger='false'), loop)
    print(f'P3  {ratio:.2f}x the fused loop (goal <= 1.15x)\n    galley: {text(a)}\n    loop:   {text(b)}')


def p4(galley, _, runs):
    (a, b), _ratio = measure(runs, galley.empty(EMPTY_STAGES), galley.empty(1))
    per_call = (a[0] - b[0]) / (EMPTY_STAGES - 1) / SHORT_DOCUMENTS * 1e9
    print(f'P4  {per_call:.0f} ns a stage and document (goal <= 150 ns)\n'
          f'    {EMPTY_STAGES} empty stages: {text(a)}\n    1 empty stage:    {text(b)}')


def context(galley, _, runs):
    peer = f'{TOOLS}/peer_re.py all {WORK}/tenth.jsonl {WORK}/peer.jsonl {WORK}/rules_150.txt'
    shipped = galley.command('context', ['cleanup strip_furniture'])
    (a, b, c), _ratio = measure(runs, peer, shipped, galley.clean('p1'))
    scale = size('corpus.jsonl') / size('tenth.jsonl')
    print(f'C   {b[0] / c[0]:.1f}x the plain rules (goal <= 1.5x), {a[0] / b[0] * scale:.1f}x Python\'s re (goal >= 40x)\n'
          f'    all packs:   {text(b)}\n    plain rules: {text(c)}')


def p8(galley, _, runs):
    (small, large), _ratio = measure(min(runs, 3), galley.clean('p8_small', corpus='fiftieth.jsonl'), galley.clean('p8'))
    print(f'P8  {large[2]:.0f} MiB at the peak (goal <= 64 MiB), {large[2] / small[2] - 1:+.0%} for 50 times the input (goal <= +25 %)')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('-n', '--runs', type=int, default=5)
    ap.add_argument('--documents', type=int, default=20000, help='of the corpus; default 20000, about 210 MB')
    ap.add_argument('--galley', type=pathlib.Path, help='measure this program; its plugins must include cleanup.empty_stage')
    ap.add_argument('--only', default='P1,P3,P4,C,P8')
    a = ap.parse_args()
    print('Takes 5 to 10 minutes after the build, more on a busy machine.')
    started = time.monotonic()
    WORK.mkdir(parents=True, exist_ok=True)
    program = a.galley.resolve() if a.galley else build_galley()
    galley, yardstick = Galley(program), build_yardstick()
    make_inputs(a.documents)
    print(f'{sh(program, "version").splitlines()[0]}; built and made in {time.monotonic() - started:.0f} s')
    for goal in a.only.split(','):
        {'P1': p1, 'P3': p3, 'P4': p4, 'C': context, 'P8': p8}[goal](galley, yardstick, a.runs)
        sys.stdout.flush()
    print(f'{time.monotonic() - started:.0f} s in all')


if __name__ == '__main__':
    main()
