// SPDX-License-Identifier: Apache-2.0
// What normalisation changes and what it leaves, over all of Unicode and on hostile texts.
#include "normalize_text.hpp"

#include <random>
#include <string>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <gtest/gtest.h>

#include "characters.hpp"
#include "composing.hpp"

namespace galley::normalize_text {
namespace {

std::string utf8(std::initializer_list<char32_t> chars) {
    std::string out;
    for (const auto c : chars) {
        append_utf8(out, c);
    }
    return out;
}

std::string applied(std::string_view text, const std::vector<Change>& changes) {
    std::string out;
    std::size_t at = 0;
    for (const auto& change : changes) {
        EXPECT_LE(at, change.at.begin) << "ascending and disjoint";
        EXPECT_LE(change.replacement.size(), 64U);
        out.append(text.substr(at, change.at.begin - at)).append(change.replacement);
        at = change.at.end;
    }
    return out.append(text.substr(at));
}

/// The text after one run; expects a second one to find nothing.
std::string normalized(std::string_view text, const Options& options = {}) {
    const auto out = applied(text, find_changes(text, options));
    const auto again = find_changes(out, options);
    EXPECT_TRUE(again.empty()) << "second run changes \"" << out << "\" from \"" << text << '"';
    return out;
}

bool is_nfc(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = unorm2_getNFCInstance(&error);
    std::u16string in(text.size(), u'\0');
    int32_t size = 0;
    u_strFromUTF8(
        in.data(),
        static_cast<int32_t>(in.size()),
        &size,
        text.data(),
        static_cast<int32_t>(text.size()),
        &error);
    return unorm2_isNormalized(nfc, in.data(), size, &error) && U_SUCCESS(error);
}

bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

/// The fast scan may pass over a character only if nothing could ever happen to it.
TEST(FindSuspect, PassesOverNothingThatCouldChange) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        const auto text = utf8({c});
        if (is_surrogate(c) || c == '\n' || find_suspect(text, 0, true) == 0) {
            continue;
        }
        const auto kind = kind_of(c);
        ASSERT_TRUE(kind == Kind::kKept || kind == Kind::kBlank) << std::hex << unsigned(c);
        ASSERT_FALSE(is_mark(c) || may_compose_back(c) || is_changed_alone(c))
            << std::hex << unsigned(c);
        ASSERT_EQ(folded(c, true), c) << std::hex << unsigned(c);
    }
}

TEST(FindSuspect, PassesOverOrdinaryText) {
    const std::string page =
        "\xE3\x80\x8A\xE6\xB1\x9F\xE5\x8F\xA3\xE6\x99\x9A\xE6\x8A\xA5\xE3\x80\x8B\xEF\xBC\x8C\t"
        "\xE2\x80\x9CIt\xE2\x80\x99s \xC3\xA9t\xC3\xA9\xE2\x80\x9D \xE2\x80\x94 \xD0\x9C \xCE\xB1 "
        "\xED\x95\x9C \xE3\x81\x8B \xF0\x9F\x93\xB0\n";
    EXPECT_EQ(find_suspect(page, 0, false), std::string_view::npos);
}

TEST(NormalizeText, EveryCharacterBetweenLettersEndsUpInNfcAndStays) {
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (is_surrogate(c) || (c >= 0x20000 && c < 0x2F800) || (c >= 0xF0010 && c < 0xFFFF0) ||
            (c >= 0x30000 && c < 0xE0000) || c > 0x100010) {
            continue;
        }
        const auto out = normalized(utf8({U'a', c, U'b'}));
        ASSERT_TRUE(is_nfc(out)) << std::hex << unsigned(c);
    }
}

TEST(NormalizeText, LettersWithMarksAreComposed) {
    EXPECT_EQ(normalized("Cafe\xCC\x81"), "Caf\xC3\xA9");
    EXPECT_EQ(normalized("\xE3\x81\x8B\xE3\x82\x99"), "\xE3\x81\x8C") << "ka with voiced mark";
    EXPECT_EQ(normalized("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), "\xED\x95\x9C") << "hangul";
    EXPECT_EQ(normalized("\xEF\xA4\x80"), "\xE8\xB1\x88") << "compatibility hanzi";
    EXPECT_EQ(normalized("q\xCC\x87\xCC\xA3"), "q\xCC\xA3\xCC\x87") << "marks in order";
}

TEST(NormalizeText, LettersMeetWhenTheInvisibleBetweenThemGoes) {
    EXPECT_EQ(normalized("e\xE2\x80\x8B\xCC\x81"), "\xC3\xA9");
    EXPECT_EQ(normalized("e\xCC\x81\xE2\x80\x8Bx"), "\xC3\xA9x");
}

TEST(NormalizeText, TenThousandMarksAreCutToEight) {
    std::string text = "x";
    for (int i = 0; i < 10000; ++i) {
        text += "\xCC\x81";
    }
    const auto changes = find_changes(text + "y", {});
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].rule, Rule::kMarks);
    EXPECT_EQ(normalized(text + "y").size(), 1 + 8 * 2 + 1U);
}

TEST(NormalizeText, ControlsGoAndBreaksBecomeLines) {
    EXPECT_EQ(normalized(std::string("a\0b\x07\x7F\xC2\x80", 7)), "ab");
    EXPECT_EQ(
        normalized("one\x0Ctwo \x0B three\xE2\x80\xA9"
                   "four"),
        "one\ntwo\nthree\nfour");
    EXPECT_EQ(normalized("\x1B[1;31mred\x1B[0m \x1B(B"), "red (B");
}

TEST(NormalizeText, JoinersStayWhereTheyJoin) {
    const auto family = utf8({0x1F468, 0x200D, 0x1F469, 0x200D, 0x1F467});
    const auto heart = utf8({0x2764, 0xFE0F, 0x200D, 0x1F525});
    const auto persian = utf8({0x0645, 0x06CC, 0x200C, 0x062E});
    EXPECT_EQ(normalized(family), family);
    EXPECT_EQ(normalized(heart), heart);
    EXPECT_EQ(normalized(persian), persian);
    EXPECT_EQ(normalized(utf8({U'a', 0x200D, U'b', 0x200C, U'c'})), "abc");
    EXPECT_EQ(
        normalized(utf8({0x1F468, 0x200D, 0x200B, 0x200D, 0x1F469})),
        utf8({0x1F468, 0x200D, 0x1F469}));
}

TEST(NormalizeText, WordBreaksStayInScriptsWithoutBlanks) {
    const auto khmer = utf8({0x1780, 0x200B, 0x1781});
    EXPECT_EQ(normalized(khmer), khmer);
    EXPECT_EQ(normalized(utf8({0x6C5F, 0x200B, 0x53E3})), utf8({0x6C5F, 0x53E3}));
}

TEST(NormalizeText, BidiControlsGoMarksStayInRightToLeftTexts) {
    EXPECT_EQ(normalized(utf8({U'a', 0x202E, U'b', 0x2066, 0xE0041, U'c'})), "abc");
    EXPECT_EQ(normalized(utf8({U'a', 0x200E, U'b'})), "ab");
    const auto hebrew = utf8({0x05D0, U'1', 0x200F, U'!'});
    EXPECT_EQ(normalized(hebrew), hebrew);
}

TEST(NormalizeText, BlanksGoAtEdgesOnly) {
    EXPECT_EQ(
        normalized("\xE3\x80\x80\xE3\x80\x80one  two \t\n  \nthree\xC2\xA0"), "one  two\n\nthree");
    EXPECT_EQ(normalized("  keep  \n", {.strip_indent = false}), "  keep\n");
    EXPECT_EQ(normalized("   \n", {.strip_indent = false}), "\n");
    EXPECT_EQ(normalized("end \xE2\x80\x8B \n"), "end\n");
    EXPECT_EQ(normalized("\xEF\xBB\xBF begin"), "begin");
}

TEST(NormalizeText, WhatOneRuleDropsInARowIsOneChange) {
    const auto changes = find_changes(
        "a\xE2\x80\x8B\xE2\x80\x8B\xEF\xBB\xBF"
        "b",
        {});
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].at, (span{1, 10}));
    EXPECT_EQ(changes[0].chars, 3U);
}

// Another plugin may cut between any two characters, and no decision may cut a replacement.
TEST(NormalizeText, WhatIsReplacedIsOneChangeACharacter) {
    const auto breaks = find_changes("a\v\f\u2028b", {});
    ASSERT_EQ(breaks.size(), 3U);
    EXPECT_EQ(breaks[0].at, (span{1, 2}));
    EXPECT_EQ(breaks[1].at, (span{2, 3}));
    EXPECT_EQ(breaks[2].at, (span{3, 6}));
    EXPECT_EQ(breaks[2].replacement, "\n");
    const auto folded = find_changes("\uFF21\uFF12", {.fold_fullwidth = Fold::kAll});
    ASSERT_EQ(folded.size(), 2U);
    EXPECT_EQ(folded[0].at, (span{0, 3}));
    EXPECT_EQ(folded[1].replacement, "2");
    const auto composed = find_changes("e\u0301o\u0301", {});
    ASSERT_EQ(composed.size(), 2U);
    EXPECT_EQ(composed[0].at, (span{0, 3}));
    EXPECT_EQ(composed[1].replacement, "\u00F3");
}

TEST(NormalizeText, FoldsFullWidthOnlyWhenAsked) {
    const auto text = utf8({0xFF21, 0xFF12, 0xFF0C, 0x6C5F});
    EXPECT_EQ(normalized(text), text);
    EXPECT_EQ(
        normalized(text, {.fold_fullwidth = Fold::kLettersAndDigits}),
        "A2" + utf8({0xFF0C, 0x6C5F}));
    EXPECT_EQ(normalized(text, {.fold_fullwidth = Fold::kAll}), "A2," + utf8({0x6C5F}));
    std::string long_run;
    for (int i = 0; i < 100; ++i) {
        append_utf8(long_run, 0xFF10);
    }
    EXPECT_EQ(normalized(long_run, {.fold_fullwidth = Fold::kAll}), std::string(100, '0'));
    EXPECT_EQ(normalized(utf8({0xFF45, 0x301}), {.fold_fullwidth = Fold::kAll}), "\xC3\xA9");
}

/// Any mixture of characters that have rules, in any order.
TEST(NormalizeText, RandomTextsAreInNfcAfterOneRunAndStay) {
    static constexpr char32_t kChars[] = {
        U'a',   U'e',   U' ',   U'\t',   U'\n',   0x0B,    0x0C,   0x1B,    U'[',    U'm',
        0x85,   0xA0,   0xAD,   0x301,   0x323,   0x344,   0x3B1,  0x5D0,   0x645,   0x915,
        0x93C,  0x958,  0x9C7,  0x9BE,   0xDD9,   0xDCF,   0xDCA,  0xF73,   0x1100,  0x1161,
        0x11A8, 0x1780, 0x2000, 0x200B,  0x200C,  0x200D,  0x200E, 0x2028,  0x202E,  0x2060,
        0x2126, 0x3000, 0x304B, 0x3099,  0x6C5F,  0xAC00,  0xF900, 0xFE0F,  0xFEFF,  0xFF21,
        0xFF0C, 0xFFFC, 0xFFFD, 0x1D160, 0x1F468, 0x1F3FB, 0x2764, 0xE0041, 0x2F800, 0x0};
    std::mt19937 random(7);
    std::uniform_int_distribution<std::size_t> pick(0, std::size(kChars) - 1);
    std::uniform_int_distribution<int> length(1, 40);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (int i = length(random); i > 0; --i) {
            append_utf8(text, kChars[pick(random)]);
        }
        Options options;
        options.fold_fullwidth = static_cast<Fold>(round % 3);
        options.strip_indent = round % 2 == 0;
        options.strip_soft_hyphens = round % 5 != 0;
        const auto out = normalized(text, options);
        ASSERT_TRUE(is_nfc(out)) << out;
        ASSERT_FALSE(HasFailure()) << "round " << round;
    }
}

TEST(NormalizeText, HostileLinesAreLinear) {
    std::string blanks(10U << 20U, ' ');
    EXPECT_EQ(normalized(blanks), "");
    EXPECT_EQ(normalized("a" + blanks + "b"), "a" + blanks + "b");
    std::string invisible;
    for (int i = 0; i < 1000000; ++i) {
        invisible += "x \xE2\x80\x8B";
    }
    EXPECT_EQ(normalized(invisible).size(), 2 * 1000000U - 1);
    std::string lines;
    for (int i = 0; i < 300000; ++i) {
        lines += "\xE3\x80\x80line \n";
    }
    EXPECT_EQ(normalized(lines).size(), 5 * 300000U);
}

}  // namespace
}  // namespace galley::normalize_text
