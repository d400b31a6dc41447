// SPDX-License-Identifier: Apache-2.0
// What the text of a pattern tells, and what it does not.
#include "core/rules/counted.hpp"
#include "core/rules/edge_blanks.hpp"
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
          "^(?P<name>abc)$",
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
          "^abc[$]",
          "^abc\\$",
          "^abc[.]*"}) {
        EXPECT_FALSE(shape_of(pattern).whole_line) << pattern;
    }
}

TEST(PatternShape, KnowsNamesThatTakeTheWholeLine) {
    for (const std::string pattern :
         {"^(?P<a>x)$",
          "^[ \\t\\x{3000}]*(?P<a>x(?:y|z).*)[ ]*$",
          "(?:^(?:[ ])*)(?P<a>x|y)(?:(?:[ ])*$)",
          "(?P<a>^x$)"}) {
        EXPECT_TRUE(shape_of(pattern).name_takes_line) << pattern;
    }
    for (const std::string pattern :
         {"(?P<a>x)$",
          "^(?P<a>x)",
          "^y?(?P<a>x)$",
          "^(?P<a>x)?$",
          "^(?P<a>x){2}$",
          "^(?P<a>x)[ ,]*$",
          "^(?P<a>x(?P<b>y))$",
          "^(?P<a>x)(?P<b>y)$",
          "^(?P<a>x)$|^y$",
          "^(?:(?P<a>x)|y)$",
          "^x$"}) {
        EXPECT_FALSE(shape_of(pattern).name_takes_line) << pattern;
    }
    EXPECT_FALSE(has_blank_edge(""));
    EXPECT_FALSE(has_blank_edge("a b"));
    EXPECT_FALSE(has_blank_edge("\u6C5F"));
    for (const std::string line : {" a", "a\t", "\u3000a", "a\uFEFF", "a\u200B", "\xFF", "a\x80"}) {
        EXPECT_TRUE(has_blank_edge(line)) << line;
    }
}

TEST(PatternShape, KnowsNamesThatTakePartInEveryMatch) {
    for (const std::string pattern :
         {"(?P<a>x)y", "x(?:(?P<a>b|c)+d)", "(?P<a>x(?P<b>y))z?", "(?P<a>x){2}", "(?P<a>x*)"}) {
        EXPECT_TRUE(shape_of(pattern).has_names) << pattern;
        EXPECT_TRUE(shape_of(pattern).names_are_certain) << pattern;
    }
    for (const std::string pattern :
         {"(?P<a>x)|y",
          "(?P<a>x)?y",
          "(?:(?P<a>x)y)*",
          "(?P<a>x){0,2}y",
          "x(?:y|(?P<a>z))",
          "(?P<a>x)*?y",
          "(?P<a>(?P<b>x)|y)"}) {
        EXPECT_FALSE(shape_of(pattern).names_are_certain) << pattern;
    }
    EXPECT_FALSE(shape_of("(?:x)y").has_names);
}

TEST(PatternShape, KnowsPatternsThatBytesSayAll) {
    for (const std::string pattern :
         {"^任务$",
          "^(?:任|务)+[0-9]{1,4}$",
          "[a-z ]{1,16}",
          "[任务]+",
          "a.*b",
          "[ \\t　]*：",
          "\\d+\\.[ \\t]",
          "[任-仿]+",
          "[\\x{2002}-\\x{200b}]*",
          "\\x{4efb}?",
          "[[:alpha:]]",
          "\\babc\\b",
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
          "[\\x{4e00}-\\x{4e20}]",
          "[\\x{2002}-\\x{200b}]{0,9}",
          "(?i)abc",
          "ab\\Bc",
          "任{2,40}",
          "[任务]{1,9}",
          "(?:任务|[a-z]){1,9}",
          "\\p{Han}",
          "[[:^alpha:]]",
          "\\D",
          "\\s",
          "a[\\n]"}) {
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
    EXPECT_EQ(shape_of("^(?P<name>abc).*$").probe, "^(?P<name>abc)");
    EXPECT_EQ(shape_of("^abc{,2}.*$").probe, "^abc{,2}");
}

TEST(PatternShape, CountsTheCharactersOfALineThatItMatches) {
    struct Row {
        std::string pattern;
        std::uint64_t most;
    };

    for (const auto& row :
         {Row{"^任务$", 2},
          Row{"^[ \\t　]*任务[ \\t　]*$", 2},
          Row{"^\\s*(?P<name>ab|cde)\\s*$", 3},
          Row{"^(?:ab?){2,4}$", 8},
          Row{"^.{0,30}abc$", 33},
          Row{"^[^ ]{1,8}$", 8},
          Row{"^[\\x{3000}-\\x{8000}]$", 1},
          Row{"^[\\x{3000}-\\x{3fff}]*$", 0},
          Row{"^a{,5}$", 5},
          Row{"^(?i:k)$", 1},
          Row{"^\\ba\\b$", 1},
          Row{"^ab*$", kAnyLength},
          Row{"^ab{2,}$", kAnyLength},
          Row{"^ab.*$", kAnyLength},
          Row{"^a(?:b+)?$", kAnyLength},
          Row{"ab", kAnyLength},
          Row{"^ab", kAnyLength}}) {
        EXPECT_EQ(shape_of(row.pattern).most_chars, row.most) << row.pattern;
    }
}

TEST(PatternShape, CountsTheCharactersThatOneByteTells) {
    const std::string counted = "a任1";
    for (std::size_t times = 0; times < 90; ++times) {
        std::string line;
        for (std::size_t i = 0; i < times; ++i) {
            line += counted + " 　。é";
        }
        EXPECT_FALSE(has_more_chars(line, 3 * times));
        EXPECT_TRUE(times == 0 || has_more_chars(line, 3 * times - 1));
    }
}

}  // namespace

}  // namespace galley::core::rules
