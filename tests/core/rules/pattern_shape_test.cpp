// SPDX-License-Identifier: Apache-2.0
// What the text of a pattern tells, and what it does not.
#include "core/rules/pattern_shape.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace galley::core::rules {

namespace {

TEST(PatternShape, KnowsPatternsThatTakeTheWholeLine) {
    for (const std::string pattern :
         {"^abc$",
          "^(?:abc|x.*y)$",
          "^abc.*",
          "(?:^abc|^d).*$",
          "^.*abc.*$",
          ".*abc$",
          "(?:^abc$|^x.*)",
          "(?i)^abc$",
          "(?i:^abc$)",
          "\\Aabc\\z",
          "^[^a].+$"}) {
        EXPECT_TRUE(shape_of(pattern).whole_line) << pattern;
    }
}

TEST(PatternShape, KnowsPatternsThatMayNot) {
    for (const std::string pattern :
         {"abc",
          "^abc",
          "abc$",
          "^abc|d$",
          "^abc.*?",
          "(?:^abc|d).*$",
          "^(?:abc$|d)",
          "^abc.*d",
          "(?:^)?abc$",
          "^abc(?:$)?",
          "(?m)^abc$",
          "(?U)^abc.*",
          "^(?P<name>abc)$",
          "^abc[$]",
          "^abc\\$",
          "^abc[.]*"}) {
        EXPECT_FALSE(shape_of(pattern).whole_line) << pattern;
    }
}

TEST(PatternShape, KnowsPatternsThatBytesSayAll) {
    for (const std::string pattern :
         {"^任务$",
          "^(?:任|务)+[0-9]{1,4}$",
          "[a-z ]{1,16}",
          "[任务]+",
          "a.*b",
          "[ \\t　]*：",
          "\\d+\\.\\s",
          "任{2,16}"}) {
        EXPECT_TRUE(shape_of(pattern).byte_exact) << pattern;
    }
}

TEST(PatternShape, KnowsPatternsThatBytesSayMoreThan) {
    for (const std::string pattern :
         {"任.务",
          "任.+务",
          "任.{0,9}务",
          "[^任]",
          "[一-龥]",
          "[任-务]",
          "(?i)abc",
          "\\bабв",
          "任{2,40}",
          "[任务]{1,9}",
          "(?:任务|[a-z]){1,9}",
          "\\p{Han}",
          "[[:alpha:]]",
          "\\D",
          "\\x{4efb}"}) {
        EXPECT_FALSE(shape_of(pattern).byte_exact) << pattern;
    }
}

TEST(PatternShape, TheProbeLeavesOutWhatOnlySaysHowMuchALineTakes) {
    EXPECT_EQ(shape_of("^abc.*$").probe, "^abc");
    EXPECT_EQ(shape_of("^abc.*").probe, "^abc");
    EXPECT_EQ(shape_of("^.*abc.*$").probe, "abc");
    EXPECT_EQ(shape_of("^.*?abc$").probe, "^.*?abc$");
    EXPECT_EQ(shape_of("^abc$").probe, "^abc$");
    EXPECT_EQ(shape_of("^abc|d.*$").probe, "^abc|d.*$");
    EXPECT_EQ(shape_of("^abc\\.*$").probe, "^abc\\.*$");
    EXPECT_EQ(shape_of("^.*$").probe, "^.*$");
    EXPECT_EQ(shape_of("^(?P<name>abc).*$").probe, "^(?P<name>abc).*$");
}

}  // namespace

}  // namespace galley::core::rules
