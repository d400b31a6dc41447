// SPDX-License-Identifier: Apache-2.0
// Large counts are opened, nothing else is touched.
#include "core/rules/open_counts.hpp"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace galley::core::rules {

namespace {

TEST(OpenCounts, OpensLargeOnes) {
    EXPECT_EQ(open_counts("^a.{2,60}$"), "^a.{2,}$");
    EXPECT_EQ(open_counts("^(?:渡船){0,32}?缆"), "^(?:渡船){0,}缆");
    EXPECT_EQ(open_counts("[0-9]{40}"), "[0-9]{32,}");
    EXPECT_EQ(open_counts("a{33,}b{1,31}"), "a{32,}b{1,31}");
    EXPECT_EQ(open_counts("[]{2,60}].{9,99}"), "[]{2,60}].{9,}");
    EXPECT_EQ(
        open_counts("\\x{4e00}{1,99}\\p{Han}\\[{3,99}\\\\{2,50}"),
        "\\x{4e00}{1,}\\p{Han}\\[{3,}\\\\{2,}");
}

TEST(OpenCounts, LeavesTheRest) {
    for (const std::string pattern :
         {"",
          "^a.{2,31}$",
          "a{,60}",
          "a{60",
          "a{040}",
          "[a{2,60}]",
          "\\{2,60}",
          "(?P<n>a+)*",
          "\\Qa{2,60}\\E",
          "a\\"}) {
        EXPECT_EQ(open_counts(pattern), std::nullopt) << pattern;
    }
}

}  // namespace

}  // namespace galley::core::rules
