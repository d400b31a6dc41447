// SPDX-License-Identifier: Apache-2.0
// Differences by lines and characters, as people see them.
#include "core/workbench/difference.hpp"

#include <random>

#include <gtest/gtest.h>

namespace {

using galley::core::workbench::Change;
using galley::core::workbench::characters_of;
using galley::core::workbench::edit_script;
using galley::core::workbench::first_different_line;
using EditRun = galley::core::workbench::Run;
using galley::core::workbench::show_characters;
using galley::core::workbench::show_difference;
using galley::core::workbench::width_columns;

TEST(EditScript, IsShortest) {
    const std::vector<std::string_view> a = {"a", "b", "c", "a", "b", "b", "a"};
    const std::vector<std::string_view> b = {"c", "b", "a", "b", "a", "c"};
    std::size_t edits = 0;
    for (const auto& run : edit_script(a, b)) {
        edits += run.change == Change::kSame ? 0 : run.count;
    }
    EXPECT_EQ(edits, 5U);
}

TEST(EditScript, MakesTheOneOfTheOther) {
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::string_view> a, b;
        static constexpr std::string_view kUnits = "xyz";
        for (auto* text : {&a, &b}) {
            for (auto left = random() % 12; left > 0; --left) {
                text->push_back(kUnits.substr(random() % 3, 1));
            }
        }
        std::vector<std::string_view> made;
        std::size_t i = 0;
        std::size_t j = 0;
        for (const auto& run : edit_script(a, b)) {
            for (std::size_t n = 0; n < run.count; ++n) {
                if (run.change == Change::kSame) {
                    ASSERT_EQ(a[i], b[j]);
                }
                if (run.change != Change::kGone) {
                    made.push_back(b[j++]);
                }
                i += run.change == Change::kNew ? 0 : 1;
            }
        }
        ASSERT_EQ(made, b);
        ASSERT_EQ(i, a.size());
    }
}

TEST(EditScript, GivesUpOnTextsThatShareNothing) {
    const std::vector<std::string_view> a(1200, "a");
    const std::vector<std::string_view> b(1200, "b");
    EXPECT_EQ(
        edit_script(a, b), (std::vector<EditRun>{{Change::kGone, 1200}, {Change::kNew, 1200}}));
}

TEST(Characters, HoldTheirMarks) {
    EXPECT_EQ(characters_of("e\u0301x").size(), 2U);
    EXPECT_EQ(characters_of("\u8fbb\U000E0100").size(), 1U);
    EXPECT_EQ(characters_of("\U0001F468\u200D\U0001F469\u200D\U0001F467").size(), 1U);
}

TEST(Characters, AreOneOrTwoColumnsWide) {
    EXPECT_EQ(width_columns("a\u4e2d\uff0ce\u0301"), 6U);
}

TEST(ShowCharacters, MarksWhatChangedInsideOfChineseText) {
    EXPECT_EQ(
        show_characters("卖豆腐的老人把摊子挪到桥头", "卖豆腐的老人把铺子挪到桥尾", false),
        "卖豆腐的老人把[-摊-]{+铺+}子挪到桥[-头-]{+尾+}");
}

TEST(ShowCharacters, JoinsChangesThatShareSingleCharacters) {
    EXPECT_EQ(
        show_characters("第一船的客人", "最后一班客车", false), "[-第一船的客人-]{+最后一班客车+}");
}

TEST(ShowCharacters, CutsLongRunsOfTheSame) {
    const std::string same(100, 'x');
    const std::string end(24, 'x');
    EXPECT_EQ(
        show_characters("a" + same + "b", "a" + same + "c", false), "\u2026" + end + "[-b-]{+c+}");
}

TEST(ShowCharacters, ColoursInPlaceOfMarks) {
    EXPECT_EQ(show_characters("ab", "ac", true), "a\x1b[31;9mb\x1b[0m\x1b[32;4mc\x1b[0m");
}

TEST(ShowCharacters, SendsNoControlCharacters) {
    EXPECT_EQ(show_characters("a\x1b[2J", "a", false), "a[-\\x1b[2J-]");
}

TEST(ShowDifference, ShowsLinesWithOneLineOfContext) {
    EXPECT_EQ(
        show_difference(
            "one\ntwo\nthe boat left at six\nfour\nfive\nsix\n",
            "one\ntwo\nthe boat left at ten\nfour\nfive\nsix\nseven\n",
            false),
        "    \u2026\n"
        "    two\n"
        "  ~ the boat left at [-six-]{+ten+}\n"
        "    four\n"
        "    \u2026\n"
        "    six\n"
        "  + seven\n");
}

TEST(ShowDifference, NamesTheLine) {
    EXPECT_EQ(first_different_line("a\nb\nc", "a\nb\nd"), 3U);
    EXPECT_EQ(first_different_line("", "a"), 1U);
}

}  // namespace
