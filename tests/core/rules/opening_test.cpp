// SPDX-License-Identifier: Apache-2.0
// What lines must begin with for a pattern to match, and rules that are found by it.
#include "core/rules/opening.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/rules/compiled_set.hpp"
#include "core/rules/pattern_shape.hpp"
#include "core/rules/rule_file.hpp"
#include "core/rules/search_plan.hpp"
#include "core/rules/utf8.hpp"
#include "tests/core/rules/oracle.hpp"

namespace galley::core::rules {

namespace {

bool has(const std::vector<CharRange>& ranges, char32_t c) {
    return std::ranges::any_of(
        ranges, [c](const CharRange& range) { return range.first <= c && c <= range.last; });
}

bool opens(const std::string& pattern, char32_t c) {
    return has(shape_of(pattern).opening, c);
}

bool goes_on(const std::string& pattern, char32_t c) {
    return has(shape_of(pattern).opening_next, c);
}

TEST(Opening, IsTheFirstCharacterBehindBlanks) {
    for (const std::string pattern :
         {"^渡船",
          "^[ \t　]*渡船",
          "^(?:[ ]|　)*(?:渡|船)",
          "^[渡船].{2,9}$",
          "^ ?(?P<name>渡+)船*$",
          "^(?:渡船|渡口)",
          "^\\s*渡{2,3}"}) {
        SCOPED_TRACE(pattern);
        EXPECT_TRUE(shape_of(pattern).line_begin);
        EXPECT_TRUE(opens(pattern, U'渡'));
        EXPECT_FALSE(opens(pattern, U'口'));
    }
}

TEST(Opening, LooksBehindWhatMayBeLeftOut) {
    for (const std::string pattern :
         {"^【?渡", "^(?:【|〔)*渡", "^【{0,2}渡", "^(?:【)?[ 　]*渡", "^(?:|【)渡", "^[【 ]渡"}) {
        SCOPED_TRACE(pattern);
        EXPECT_TRUE(opens(pattern, U'渡'));
        EXPECT_TRUE(opens(pattern, U'【'));
        EXPECT_FALSE(opens(pattern, U'口'));
    }
    EXPECT_FALSE(opens("^【{1,2}渡", U'渡'));
    EXPECT_FALSE(opens("^【+渡", U'渡'));
}

TEST(Opening, FoldsCase) {
    EXPECT_TRUE(opens("(?i)^ferry", 'F'));
    EXPECT_TRUE(opens("^(?i:kelp)", 0x212A));
    EXPECT_FALSE(opens("^ferry", 'F'));
    EXPECT_FALSE(opens("^(?:(?i:ferry)|kelp)", 'K'));
    EXPECT_TRUE(opens("^(?:(?i)ferry|kelp)", 'K'));
    EXPECT_FALSE(opens("^(?:(?i:ferry)|я)", U'口'));
}

TEST(Opening, IsAnyCharacterWhereAnEscapeIsCutOff) {
    for (const std::string pattern : {"^\\x{4ef", "^\\x4", "^\\x", "^[渡\\x{4ef"}) {
        EXPECT_TRUE(opens(pattern, U'口')) << pattern;
    }
}

TEST(Opening, IsAnyCharacterWhereThePatternDoesNotTell) {
    for (const std::string pattern :
         {"^.渡",
          "^.*渡",
          "^.{0,9}渡",
          "^",
          "^$",
          "^[ ]*$",
          "^(?:渡)?",
          "^\\Q渡\\E",
          "(?s)^渡",
          ""}) {
        EXPECT_TRUE(opens(pattern, U'口')) << pattern;
    }
    EXPECT_TRUE(opens("^[^渡]", U'口'));
    EXPECT_FALSE(shape_of("渡").line_begin);
    EXPECT_FALSE(shape_of("^渡|船").line_begin);
}

TEST(Opening, TellsTheNextCharacterToo) {
    for (const std::string pattern :
         {"^渡船",
          "^[ 　]*渡船?(?:船)",
          "^(?:渡|口)(?:船|缆)",
          "^(?P<name>渡)船*[船缆]",
          "^渡(?:)(?:船|缆){2}",
          "^(?:口缆|渡船).*$",
          "^渡\\b船+"}) {
        SCOPED_TRACE(pattern);
        EXPECT_TRUE(goes_on(pattern, U'船'));
        EXPECT_FALSE(goes_on(pattern, U'渡'));
        EXPECT_FALSE(goes_on(pattern, ' '));
    }
}

TEST(Opening, GoesOnWithWhatMayBeLeftOutOrStandTwice) {
    for (const std::string pattern :
         {"^渡[ 　]*船",
          "^渡 ?船",
          "^(?:渡 )?船",
          "^渡(?: |)船",
          "^(?:渡|渡 )船",
          "^渡{1,2}[船 ]"}) {
        SCOPED_TRACE(pattern);
        EXPECT_TRUE(goes_on(pattern, ' '));
    }
    EXPECT_TRUE(goes_on("^渡{1,2}船", U'渡'));
    EXPECT_FALSE(goes_on("^渡?船口", U'渡'));
    EXPECT_TRUE(goes_on("^渡?船口", U'船'));
    EXPECT_TRUE(goes_on("^渡?船口", U'口'));
    EXPECT_TRUE(goes_on("^(?:【渡)*船口", U'渡'));
    EXPECT_TRUE(goes_on("^[【 ]*渡船", U'【'));
    EXPECT_TRUE(goes_on("^[【 ]*渡船", U'渡'));
}

TEST(Opening, GoesOnWithAnythingWhereThePatternEndsOrDoesNotTell) {
    for (const std::string pattern :
         {"^渡", "^渡$", "^渡+", "^渡船?", "^渡.船", "^渡.*船", "^(?:渡船|渡)"}) {
        EXPECT_TRUE(goes_on(pattern, U'口')) << pattern;
    }
}

TEST(Opening, SharesTellRareFromCommon) {
    const auto share = [](const std::string& pattern) {
        return share_of_lines(shape_of(pattern).opening);
    };
    EXPECT_LT(share("^渡"), share("^[A-Z]"));
    EXPECT_LT(share("^[A-Z]"), 1);
    EXPECT_EQ(share("^\\p{Han}"), 1);
    EXPECT_EQ(share("^."), 1);
    EXPECT_EQ(share(""), 1);
}

const std::vector<CharRange> kAnyChar = {{0, kLastChar}};

TEST(Openings, AreOfLinesWhoseFirstCharacterThatIsNotBlankIsKnown) {
    Openings begins;
    begins.add({{U'渡', U'渡'}, {'a', 'c'}}, kAnyChar);
    EXPECT_TRUE(begins.contains("渡船"));
    EXPECT_TRUE(begins.contains(" \t　\u00a0渡船"));
    EXPECT_TRUE(begins.contains("b"));
    EXPECT_FALSE(begins.contains("d"));
    EXPECT_FALSE(begins.contains("口渡"));
    EXPECT_FALSE(begins.contains(""));
    EXPECT_FALSE(begins.contains(" 　"));
    EXPECT_TRUE(begins.contains("\xE6\xB8"));
    EXPECT_FALSE(Openings().contains("渡"));
}

TEST(Openings, BeyondTheFirstPlaneAreTakenTogether) {
    Openings begins;
    begins.add({{0x1F600, 0x1F64F}}, kAnyChar);
    EXPECT_TRUE(begins.contains("\U0001F610"));
    EXPECT_TRUE(begins.contains("\U0001F680"));
    EXPECT_FALSE(begins.contains("\uFFE5"));
}

TEST(Openings, KnowWhatStandsBehindEach) {
    Openings begins;
    begins.add({{'a', 'm'}}, {{'1', '3'}});
    begins.add({{'c', 'c'}, {'k', 'z'}}, {{'7', '7'}});
    const auto next_of = [&](const std::string& first) {
        std::string found;
        for (const char next : {'1', '3', '7', '9'}) {
            found += begins.contains(first + next) ? std::string{next} : "";
        }
        return found;
    };
    EXPECT_EQ(next_of("a"), "13");
    EXPECT_EQ(next_of("c"), "137");
    EXPECT_EQ(next_of("d"), "13");
    EXPECT_EQ(next_of("m"), "137");
    EXPECT_EQ(next_of("n"), "7");
    EXPECT_EQ(next_of("A"), "");
    EXPECT_TRUE(begins.contains("z"));
    EXPECT_TRUE(begins.contains("z\xE6"));
    EXPECT_FALSE(begins.contains("A"));
}

TEST(Openings, TakeAsManyRulesAsThereMayBe) {
    Openings begins;
    for (char32_t i = 0; i < 3 * UINT16_MAX; ++i) {
        begins.add({{'a', 'a'}}, {{'0' + i % 2, '0' + i % 2}});
    }
    EXPECT_TRUE(begins.contains("a0"));
    EXPECT_TRUE(begins.contains("a1"));
    EXPECT_FALSE(begins.contains("b1"));
}

SearchPlan plan_of(const std::vector<std::string>& patterns) {
    const auto pack = testing::pack_of_patterns(patterns);
    const Pack packs[] = {{"test.rules", pack}};
    return plan_search(CompiledSet(parse_packs(packs).rules));
}

using Rules = std::vector<PatternIndex>;

TEST(SearchPlan, GivesEachRuleOneWay) {
    const auto plan = plan_of({"^渡船.{2,9}$", "缆绳.{2,9}$", "^.{2,9}$", "^.*缆绳", "[A-Z]{3}"});
    EXPECT_EQ(plan.openings, (Rules{0}));
    EXPECT_EQ(plan.texts, (Rules{1, 3}));
    EXPECT_EQ(plan.patterns, (Rules{2, 4}));
    EXPECT_EQ(plan.forms[1], "缆绳");
    EXPECT_FALSE(plan.forms[2].empty());
}

TEST(SearchPlan, LooksForRareOtherTextsToo) {
    const auto plan = plan_of({"渡船.{2,9}缆绳", "渡船.{2,9}[0-9]", "渡船"});
    EXPECT_EQ(plan.texts, (Rules{0, 1, 2}));
    EXPECT_EQ(plan.also, (std::vector<std::string>{"缆绳", "", ""}));
    EXPECT_EQ(plan.forms, (std::vector<std::string>{"渡船", "渡船", "渡船"}));
}

TEST(SearchPlan, LooksForThePatternItselfWhereBytesTellItAndFewLinesBeginSo) {
    const auto plan = plan_of(
        {"^.*渡船[0-9]+号.*$", "(?:^| )渡船[0-9]", "渡船.{2,9}号", "[0-9]+艘渡船", "渡船[^号]"});
    EXPECT_EQ(plan.texts, (Rules{0, 1, 2, 3, 4}));
    EXPECT_EQ(
        plan.forms,
        (std::vector<std::string>{"渡船[0-9]+号", "(?:^| )渡船[0-9]", "渡船", "艘渡船", "渡船"}));
    EXPECT_EQ(plan.also, (std::vector<std::string>(5)));
}

}  // namespace

}  // namespace galley::core::rules
