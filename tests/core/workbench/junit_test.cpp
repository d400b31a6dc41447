// SPDX-License-Identifier: Apache-2.0
// JUnit XML stays well-formed whatever a case holds.
#include "core/workbench/junit.hpp"

#include <gtest/gtest.h>

namespace {

using galley::core::workbench::junit_xml;
using galley::core::workbench::Outcome;
using galley::core::workbench::Verdict;
using galley::core::workbench::xml_text;

TEST(Junit, EscapesMarkupAndWhatXmlCannotHold) {
    EXPECT_EQ(
        xml_text("<a href=\"x\">&]]></a>\x1b\x01\xff\xef\xbf\xbf\n"),
        "&lt;a href=&quot;x&quot;&gt;&amp;]]&gt;&lt;/a&gt;\\x1B\\x01\\xFF\\xEF\\xBF\\xBF\n");
    EXPECT_EQ(xml_text("\u7a3f"), "\u7a3f");
}

TEST(Junit, CountsBySuiteAndVerdict) {
    Outcome failed{"cleanup.a", "one", "a/one", Verdict::kFailed, {}, {}, 0, {}, {}};
    failed.differences = {{"out.txt", "a/one/out.txt:1", "x", "y", "why"}};
    const Outcome skipped{"b", "two", "b/two", Verdict::kSkipped, {}, "no plugin", 0, {}, {}};
    const Outcome broken{"b", "three", "b/three", Verdict::kBroken, {}, "no in.txt", 0, {}, {}};
    EXPECT_EQ(
        junit_xml({failed, skipped, broken}),
        R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="galley test" tests="3" failures="1" errors="1" skipped="1" time="0.000000">
  <testsuite name="cleanup.a" tests="1" failures="1" errors="0" skipped="0" time="0.000000">
    <testcase classname="cleanup.a" name="one" file="a/one" time="0.000000"><failure message="out.txt">a/one/out.txt:1: out.txt
  - x
  + y
  hint: why
</failure></testcase>
  </testsuite>
  <testsuite name="b" tests="2" failures="0" errors="1" skipped="1" time="0.000000">
    <testcase classname="b" name="two" file="b/two" time="0.000000"><skipped message="no plugin"/></testcase>
    <testcase classname="b" name="three" file="b/three" time="0.000000"><error message="no in.txt"/></testcase>
  </testsuite>
</testsuites>
)");
}

}  // namespace
