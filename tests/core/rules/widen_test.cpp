// SPDX-License-Identifier: Apache-2.0
// The byte form of each construct of a pattern, and what has none.
#include "core/rules/widen.hpp"

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace galley::core::rules {

namespace {

struct Row {
    std::string_view pattern;
    std::string_view widened;
};

const std::vector<Row> kRows = {
    {"abc", "abc"},
    {"a.b", "a.{1,4}b"},
    {"a.{2,30}b", "a.+b"},
    {"a.{0,30}?b", "a.*b"},
    {"a.?b", "a.*b"},
    {"(?s:.)", "(?:[\\x00-\\xff]{1,4})"},
    {"任务", "任务"},
    {"任?务", "(?:任)?务"},
    {"任{2,3}", "(?:任){2,3}"},
    {"[:：]", "(?:[\\:]|：)"},
    {"[:：]?", "(?:[\\:]|：)?"},
    {"[，。]+", "(?:。|，)+"},
    {"[，]*", "(?:，)*"},
    {"a(?:0123456789|0123456789|0123456789){1,12}b$|c", "a(?:0123456789|0123456789|0123456789)|c"},
    {"(?:a(?:0123456789|0123456789|0123456789){1,12}b)$",
     "(?:a(?:0123456789|0123456789|0123456789)+b)$"},
    {"(?:0123456789|0123456789|0123456789){0,8}", "(?:0123456789|0123456789|0123456789)*"},
    {"(?:0123456789|0123456789|0123456789){9}", "(?:0123456789|0123456789|0123456789)"},
    {"[一-龥]{2,4}", "[\\x80-\\xbf\\xe4-\\xe9]+"},
    {"[^,，]{1,9}", "[\\x00-\\+\\--\\x7f\\x80-\\xbf\\xc2-\\xef\\xef-\\xf4]+"},
    {"[^a]", "[\\x00-\\`b-\\x7f\\x80-\\xbf\\xc2-\\xf4]{1,4}"},
    {"\\d{4}", "[0-9]{4}"},
    {"\\s", "[\\x09\\x0a\\x0c\\x0d ]"},
    {"[[:space:]]", "[\\x09-\\x0d ]"},
    {"\\bAP\\b", "\\bAP\\b"},
    {"x\\By", "xy"},
    {"\\Aa\\z", "^a$"},
    {"(?m)^a$", "(?m:^)a(?m:$)"},
    {"(?P<name>a|b)+", "(?:a|b)+"},
    {"(?i)ab", "[Aa][Bb]"},
    {"(?i)k", "(?:[Kk]|\xE2\x84\xAA)"},
    {"(?i)s", "(?:[Ss]|\xC5\xBF)"},
    {"(?i:a)a", "(?:[Aa])a"},
    {"(?i)新", "新"},
    {"(?i)é", "[\\x00-\\x7f\\x80-\\xbf\\xc2-\\xf4]{1,4}"},
    {"a{3}", "a{3}"},
    {"a{3,}", "a{3,}"},
    {"a{2,500}", "a{2,}"},
    {"(?:ab){1,40}", "(?:ab)+"},
    {"\\p{Han}", "[\\x80-\\xbf\\xe2-\\xf0]{1,4}"},
    {"\\x{4e00}", "一"},
    {"\\x41\\.\\t", "A\\.\\x09"},
    {"\\Qa.b\\E", "a\\.b"},
    {"a{,5}", "a\\{,5\\}"},
    {"(|a)b", "(?:|a)b"},
    {"a+?", "a+"},
    {"a.*", "a"},
    {"^.*a.*$", "a"},
    {"^.*?a", "^.*a"},
    {"^a.*b.*$", "^a.*b"},
    {".*(?:a|$).*", ".*(?:a|$)"},
    {"a\\.*", "a\\.*"},
    {"a\\\\.*", "a\\\\"},
};

}  // namespace

TEST(Widen, WritesEachConstructForBytes) {
    for (const auto& [pattern, widened] : kRows) {
        const auto got = widen(pattern);
        EXPECT_EQ(got.value_or("(refused)"), widened) << pattern;
    }
}

TEST(Widen, RefusesWhatHasNoSafeByteForm) {
    for (const std::string_view pattern :
         {"\\C", "a\\CB", "\\101", "\\Qab\\E+", "^*", "(?:\\b)\\b?", "a**"}) {
        EXPECT_EQ(widen(pattern).value_or("(refused)"), "(refused)") << pattern;
    }
    EXPECT_FALSE(widen(std::string(100, '(') + "a" + std::string(100, ')')));
}

}  // namespace galley::core::rules
