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
    const auto required = required_texts(pattern);
    return required.empty() ? Forms() : required.front().forms;
}

Forms others_of(const std::string& pattern) {
    const auto required = required_texts(pattern);
    return required.size() < 2 ? Forms() : required.back().forms;
}

TEST(RequiredText, IsOneOfTheTextsThatAMatchNeeds) {
    EXPECT_EQ(forms_of("^ *(?:缆绳|渡船).{2,9}$"), (Forms{"缆绳", "渡船"}));
    EXPECT_EQ(forms_of("x?缆绳[:：]"), (Forms{"缆绳\\:", "缆绳："}));
}

TEST(RequiredText, IsTheRarestWhereAMatchNeedsSeveral) {
    EXPECT_EQ(forms_of("[0-9].*缆绳"), (Forms{"缆绳"}));
    EXPECT_EQ(forms_of("a.*ferryman"), (Forms{"[Ff][Ee][Rr][Rr][Yy][Mm][Aa][Nn]"}));
}

TEST(RequiredText, NamesOthersThatAMatchNeedsToo) {
    EXPECT_EQ(forms_of("(?:驾驶证|公章).{0,20}(?:遗失|作废)"), (Forms{"公章", "驾驶证"}));
    EXPECT_EQ(others_of("(?:驾驶证|公章).{0,20}(?:遗失|作废)"), (Forms{"遗失", "作废"}));
    EXPECT_EQ(others_of("渡船|缆绳"), Forms());
    EXPECT_EQ(others_of("渡船.*缆绳|渡船"), Forms()) << "the second branch has no other";
    EXPECT_EQ(others_of("缆绳.*é"), Forms()) << "of what is not known nothing is said";
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
    EXPECT_GT(required_texts("[0-9]").front().share, 0.1);
    EXPECT_LT(required_texts("缆绳").front().share, 0.001);
}

}  // namespace

}  // namespace galley::core::rules
