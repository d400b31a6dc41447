// SPDX-License-Identifier: Apache-2.0
// What is told about lines and captures without looking twice: columns, marks, names of captures.
#include "measure.hpp"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "kinds.hpp"
#include "signs.hpp"

namespace galley::strip_furniture {
namespace {

// Forty times a character of two, three or four bytes.
std::string forty(char32_t c) {
    std::string one;
    if (c < 0x800) {
        one = {static_cast<char>(0xC0U | c >> 6U)};
    } else if (c < 0x10000) {
        one = {static_cast<char>(0xE0U | c >> 12U), static_cast<char>(0x80U | (c >> 6U & 0x3FU))};
    } else {
        one = {
            static_cast<char>(0xF0U | c >> 18U),
            static_cast<char>(0x80U | (c >> 12U & 0x3FU)),
            static_cast<char>(0x80U | (c >> 6U & 0x3FU))};
    }
    one += static_cast<char>(0x80U | (c & 0x3FU));
    std::string line;
    for (int i = 0; i < 40; ++i) {
        line += one;
    }
    return line;
}

TEST(Measure, CountsTheColumnsOfEveryCharacter) {
    for (char32_t c = 0x80; c < 0x33000; ++c) {
        ASSERT_EQ(count_columns(forty(c)), is_cjk(c) ? 80 : 40) << std::hex << std::uint32_t{c};
    }
}

TEST(Measure, LeastColumnsAreNeverMoreThanThereAre) {
    for (char32_t c = 0x80; c < 0x33000; ++c) {
        ASSERT_LE(least_columns(forty(c)), is_cjk(c) ? 80 : 40) << std::hex << std::uint32_t{c};
    }
}

TEST(Measure, LeastColumnsAreAllOfThemInWholeBlocksOfCommonCharacters) {
    EXPECT_EQ(least_columns(std::string(32, 'a')), 32);
    EXPECT_EQ(least_columns(forty(U'船').substr(0, 96)), 64);
}

TEST(Measure, LeastColumnsOfALongLineAreThoseOfItsBeginning) {
    EXPECT_EQ(least_columns(std::string(5000, 'a')), 2032);
}

TEST(Measure, CountsMarksUntilThereAreEnough) {
    EXPECT_EQ(count_marks("船家说:“水涨了。”", 99), 4);
    EXPECT_EQ(count_marks("a, b, c, d, e", 3), 3);
}

TEST(Measure, CountsDigitsOfBothWidths) {
    EXPECT_EQ(count_digits("电话 0990 ５５５", 99), 7);
}

TEST(Signs, KnowsWhetherACaptureIsAValueToo) {
    EXPECT_TRUE(meaning_of("terms_heading").signs.has(Sign::kTermsHeading));
    EXPECT_FALSE(meaning_of("terms_heading").value);
    EXPECT_TRUE(meaning_of("outlet").signs.has(Sign::kOutlet));
    EXPECT_TRUE(meaning_of("outlet").value);
}

TEST(Signs, ACaptureOfAnyOtherNameIsAValue) {
    for (const std::string_view name : {"source", "editor", "value", "reviewer", "e"}) {
        EXPECT_TRUE(meaning_of(name).value) << name;
        EXPECT_FALSE(meaning_of(name).signs.has(Sign::kMenu)) << name;
    }
}

TEST(Kinds, KnowsCategoriesByTheirNames) {
    EXPECT_EQ(kind_of("breadcrumb"), Kind::kBreadcrumb);
    EXPECT_EQ(kind_of("disclaimer"), Kind::kDisclaimer);
    EXPECT_EQ(kind_of("subscription"), Kind::kSubscription);
    EXPECT_EQ(kind_of("navigatiom"), Kind::kUnknown);
    EXPECT_EQ(kind_of(""), Kind::kUnknown);
}

}  // namespace
}  // namespace galley::strip_furniture
