#!/usr/bin/env python3
"""count_tests.py JUNIT.xml: prints "passed failed skipped" of a ctest run, then the end of what each failed test printed,
then a line for each skipped part and its reason.

A gtest executable or a script of tests/pipelines is one test of ctest: its skipped cases are read from its output.
"""
import re
import sys
import xml.etree.ElementTree as ET

SHOWN_LINES = 40


def main():
    passed = failed = 0
    told = []
    skipped = []
    for case in ET.parse(sys.argv[1]).getroot().iter("testcase"):
        name = case.get("name")
        output = case.findtext("system-out") or ""
        if case.find("failure") is not None or case.get("status") == "fail":
            failed += 1
            told += [f"failed: {name}", *(f"| {line}" for line in output.strip().splitlines()[-SHOWN_LINES:])]
        elif case.find("skipped") is not None or case.get("status") in ("notrun", "disabled"):
            skipped.append(f"{name}: {(output.strip().splitlines() or ['skipped'])[-1]}")
        else:
            passed += 1
        # gtest prints the reason of GTEST_SKIP on the line behind "file:line: Skipped", then [  SKIPPED ] Suite.Test
        for reason, test in re.findall(r"Skipped\n(.*)\n(?:.*\n)?\[  SKIPPED \] (\S+) \(", output):
            skipped.append(f"{name}: {test}: {reason}")
        # tests/pipelines/house.py prints "skipped: <test>: <reason>"
        for line in re.findall(r"(?m)^skipped: (\S+: .*)$", output):
            skipped.append(f"{name}: {line}")
    print(passed, failed, len(skipped))
    for line in told + [f"skipped: {line}" for line in skipped]:
        print(line)
    return 0 if passed + failed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
