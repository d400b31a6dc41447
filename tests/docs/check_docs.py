#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Finds what the documentation names and the house has not: check_docs.py ROOT [GALLEY].

Checked in README, CONTRIBUTING, CHANGELOG, SECURITY, docs/ and the plugins' pages: links, files, make targets, CMake presets and
options, and galley's commands and options, in running text and in sh blocks. Exit 1 with one line for each fault.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys

FILES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/**/*.md", "plugins/*/*/README.md"]
PLAN = "docs/plan.md"  # names what is not there yet; only its links are checked
# A file of the tree, as text names it; what a build or a run makes begins with build/ or OUT/.
PATH = re.compile(r"(?:core|sdk|plugins|tests|configs|docs|cmake|\.ci)/[\w./-]*\w(?!\w*\*)\b")


class House:
    """What there is: files, targets, presets, commands."""

    def __init__(self, root, galley):
        self.root, self.galley, self.helps = root, galley, {}
        makefile = self.read("Makefile")
        self.targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
        presets = json.loads(self.read("CMakePresets.json") or "{}")
        self.presets = {p["name"] for p in presets.get("configurePresets", []) if not p.get("hidden")}
        cmake = "".join(p.read_text() for p in root.glob("CMakeLists.txt")) + "".join(
            p.read_text() for p in root.glob("plugins/CMakeLists.txt"))
        self.options = set(re.findall(r"(?:option|set)\((GALLEY_\w+)", cmake))

    def read(self, name):
        path = self.root / name
        return path.read_text() if path.exists() else ""

    def help(self, *command):
        """The help of a galley command; empty when there is no such command."""
        if command not in self.helps:
            done = subprocess.run([self.galley, *command, "--help"], capture_output=True, text=True)
            self.helps[command] = done.stdout if done.returncode == 0 else ""
        return self.helps[command]


def galley_faults(house, words):
    """A galley command line: its commands exist, and its options are in their help."""
    if house.galley is None:
        return
    command = []
    for word in words:
        known = re.search(rf"^  {re.escape(word)} +\S", house.help(*command), re.M) if re.fullmatch(r"[a-z]+", word) else None
        if not known or (command and "Subcommands:" not in house.help(*command)):
            break
        command.append(word)
    if not command:
        yield f"no command: galley {' '.join(words[:1])}"
        return
    known_options = set(re.findall(r"--?[a-z][a-z-]*", house.help(*command) + house.help()))
    for word in words:
        option = word.split("=")[0]
        if option.startswith("--") and option not in known_options:
            yield f"no option {option}: galley {' '.join(command)}"


def command_faults(house, line):
    """One command line of an sh block or of `...` in the text."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError as problem:
        yield f"not a command line ({problem}): {line}"
        return
    for part in re.split(r" [|;&]+ ", " ".join(words)):
        words = part.split()
        program = words[0].rsplit("/", 1)[-1] if words else ""
        if program == "galley":
            yield from galley_faults(house, words[1:])
        elif program == "make":
            yield from (f"no make target: {w}" for w in words[1:] if re.fullmatch(r"[a-z-]+", w) and w not in house.targets)
        elif program in ("cmake", "ctest"):
            for flag, value in zip(words, words[1:]):
                if flag == "--preset" and value not in house.presets:
                    yield f"no preset: {value}"
            yield from (f"no CMake option: {o}" for o in re.findall(r"-D(GALLEY_\w+)", part) if o not in house.options)


def link_faults(house, page, text):
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:|#", target) and not (page.parent / target.split("#")[0]).exists():
            yield f"link to nothing: {target}"


def path_faults(house, page, text):
    for name in sorted(set(PATH.findall(text))):
        places = [house.root / name, page.parent / name, house.root / "sdk" / name, *house.root.glob(f"plugins/*/*/{name}")]
        stands_for_any = re.search(r"/[A-Z]+(/|$)", name)  # plugins/KIND/NAME
        if not stands_for_any and not any(p.exists() for p in places) and not re.search(rf"(?:OUT|build|share|lib|\w)/{re.escape(name)}", text):
            yield f"no such file: {name}"


def page_faults(house, page):
    text = page.read_text()
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    yield from link_faults(house, page, prose)
    if page == house.root / PLAN:
        return
    in_sh = "".join(body for kind, body in blocks if kind == "sh")
    yield from path_faults(house, page, " ".join(re.findall(r"`([^`]+)`", prose)) + " " + in_sh)
    spans = [" ".join(s.split()) for s in re.findall(r"`((?:galley|make|cmake|ctest) [^`]+)`", prose)]
    # Words in capitals and "…" stand for something; what follows them is not looked at.
    commands = [re.split(r" (?:[A-Z]{3,}|…|\[)", s)[0] for s in spans if s != "make"] + in_sh.splitlines()
    for line in commands:
        if line.strip():
            yield from command_faults(house, line)


def readme_faults(house):
    """The README's tables are complete: each plugin, each exit code."""
    if house.galley is None:
        return
    text = house.read("README.md")
    listed = subprocess.run([house.galley, "plugins", "list"], capture_output=True, text=True).stdout
    tables = [
        ("plugins", re.findall(r"^\| `(\w+\.\w+)` \|", text, re.M), re.findall(r"^(\w+\.\w+) ", listed, re.M)),
        ("exit codes", re.findall(r"^\| (\d+) \|", text, re.M), re.findall(r"^  (\d+) ", house.help(), re.M)),
    ]
    for what, told, there in tables:
        if sorted(told) != sorted(there):
            yield f"README.md: {what}: told but not there {sorted(set(told) - set(there))}, there but not told {sorted(set(there) - set(told))}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    house = House(root, sys.argv[2] if len(sys.argv) > 2 else None)
    pages = sorted(p for pattern in FILES for p in root.glob(pattern))
    faults = [f"{p.relative_to(root)}: {fault}" for p in pages for fault in page_faults(house, p)]
    faults += readme_faults(house)
    print("\n".join(faults) or f"{len(pages)} pages: all they name is there")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
