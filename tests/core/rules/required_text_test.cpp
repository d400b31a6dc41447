// SPDX-License-Identifier: Apache-2.0
// Texts that stand in every match: they are looked for in place of the pattern.
#include "core/rules/required_text.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace galley::core::rules {

namespace {

using Forms = std::vector<std::string>;

Forms forms_of(const std::string& pattern) {
    const auto required = required_text(pattern);
    return required ? required->forms : Forms();
}

TEST(RequiredText, IsOneOfTheTextsThatAMatchNeeds) {
    EXPECT_EQ(forms_of("^ *(?:缆绳|渡船).{2,9}$"), (Forms{"缆绳", "渡船"}));
    EXPECT_EQ(forms_of("x?缆绳[:：]"), (Forms{"缆绳\\:", "缆绳："}));
}

TEST(RequiredText, IsTheRarestWhereAMatchNeedsSeveral) {
    EXPECT_EQ(forms_of("[0-9].*缆绳"), (Forms{"缆绳"}));
    EXPECT_EQ(forms_of("a.*ferryman"), (Forms{"[Ff][Ee][Rr][Rr][Yy][Mm][Aa][Nn]"}));
}

TEST(RequiredText, KnowsTheOtherLettersThatFoldToKAndS) {
    EXPECT_EQ(
        forms_of("(?i)tsk"), (Forms{"[Tt][Ss][Kk]", "[Tt]ſ[Kk]", "[Tt][Ss]\u212a", "[Tt]ſ\u212a"}));
    EXPECT_EQ(forms_of("tsk"), (Forms{"[Tt][Ss][Kk]"}));
    EXPECT_EQ(forms_of("(?i:sssssx)").size(), 8U);  // of begins: the rest would double it again
}

TEST(RequiredText, SaysNothingWhereItDoesNotKnow) {
    for (const std::string pattern :
         {".{2,9}", "缆绳|.", "(?:缆绳)?", "ſ缆绳", "é缆绳", "\\x{17f}缆绳", "缆绳[a-z\u212a]"}) {
        EXPECT_EQ(forms_of(pattern), Forms()) << pattern;
    }
}

TEST(RequiredText, CommonTextsHaveALargerShare) {
    EXPECT_GT(required_text("[0-9]")->share, 0.1);
    EXPECT_LT(required_text("缆绳")->share, 0.001);
}

}  // namespace

}  // namespace galley::core::rules
