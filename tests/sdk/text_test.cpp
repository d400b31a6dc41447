// SPDX-License-Identifier: Apache-2.0
// Tables for the text helpers.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <galley/line_ends.hpp>
#include <galley/text.hpp>

namespace {

TEST(DecodeAt, ReadsOneCharacterOrOneBadByte) {
    struct Row {
        std::string_view text;
        char32_t value;
        std::size_t size_bytes;
    };

    for (const auto& row :
         {Row{"a", 'a', 1},
          Row{"\xC3\xA9", 0xE9, 2},
          Row{"\xE6\xB8\xA1", 0x6E21, 3},
          Row{"\xF0\x9F\x9A\xA2", 0x1F6A2, 4},
          Row{"", 0, 0},
          Row{"\x80", 0xFFFD, 1},
          Row{"\xC0\xAF", 0xFFFD, 1},
          Row{"\xE6\xB8", 0xFFFD, 1},
          Row{"\xE6\x41\xA1", 0xFFFD, 1},
          Row{"\xF5\x80\x80\x80", 0xFFFD, 1}}) {
        const auto found = galley::decode_at(row.text, 0);
        EXPECT_EQ(found.value, row.value) << row.text;
        EXPECT_EQ(found.size_bytes, row.size_bytes) << row.text;
    }
}

TEST(DecodeBefore, ReadsBackwards) {
    EXPECT_EQ(galley::last_char("a\xE6\xB8\xA1").value, 0x6E21U);
    EXPECT_EQ(galley::last_char("a\xE6\xB8\xA1").size_bytes, 3U);
    EXPECT_EQ(galley::last_char("").size_bytes, 0U);
    EXPECT_EQ(galley::last_char("a\x80").value, 0xFFFDU);
    EXPECT_EQ(galley::last_char("a\x80").size_bytes, 1U);
}

TEST(Trim, TakesBlanksOfAllKinds) {
    struct Row {
        std::string_view text, trimmed;
    };

    for (const auto& row :
         {Row{"  a b \t\n", "a b"},
          Row{"\xE3\x80\x80 渡轮\xC2\xA0", "渡轮"},
          Row{"\xEF\xBB\xBFx", "x"},
          Row{" \n ", ""},
          Row{"", ""}}) {
        EXPECT_EQ(galley::trim(row.text), row.trimmed);
    }
}

std::string utf8_of(char32_t c) {
    std::string out;
    const auto add = [&](unsigned bits, unsigned mark) { out += static_cast<char>(bits | mark); };
    if (c < 0x80) {
        add(c, 0);
    } else if (c < 0x800) {
        add(c >> 6U, 0xC0);
        add(c & 0x3FU, 0x80);
    } else {
        add(c < 0x10000 ? c >> 12U : c >> 18U, c < 0x10000 ? 0xE0 : 0xF0);
        if (c >= 0x10000) {
            add((c >> 12U) & 0x3FU, 0x80);
        }
        add((c >> 6U) & 0x3FU, 0x80);
        add(c & 0x3FU, 0x80);
    }
    return out;
}

TEST(Trim, KnowsEachBlankByItsFirstAndLastByte) {
    for (char32_t c = 1; c < 0x20000; ++c) {
        if (c >= 0xD800 && c < 0xE000) {
            continue;
        }
        const auto text = utf8_of(c);
        const bool blank = galley::is_blank(c) || c == '\n';
        EXPECT_EQ(galley::trim(text), blank ? "" : text) << std::hex << static_cast<unsigned>(c);
        const auto kept = "\u4efb" + (blank ? "" : text);
        EXPECT_EQ(galley::trim("\u4efb" + text), kept) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(Trimmed, GivesTheSpanInside) {
    EXPECT_EQ(galley::trimmed("ab  cd  ", {2, 8}), (galley::span{4, 6}));
    EXPECT_EQ(galley::trimmed("ab    ", {2, 6}), (galley::span{2, 2}));
}

TEST(EndsSentence, KnowsMarksAndClosers) {
    struct Row {
        std::string_view text;
        bool ends;
    };

    for (const auto& row :
         {Row{"The ferry left.", true},
          Row{"“The ferry left.” ", true},
          Row{"渡轮已经离港。", true},
          Row{"“渡轮已经离港！”）", true},
          Row{"渡轮已经离港，", false},
          Row{"The ferry", false},
          Row{"”", false},
          Row{"", false}}) {
        EXPECT_EQ(galley::ends_sentence(row.text), row.ends) << row.text;
    }
}

TEST(EndsSentence, LooksBeforeARemarkInBrackets) {
    EXPECT_TRUE(galley::ends_sentence("船靠岸了。（记者 范小满）"));
    EXPECT_TRUE(galley::ends_sentence("船靠岸了。(完)"));
    EXPECT_TRUE(galley::ends_sentence("The ferry was late, she said. (TNA)"));
    EXPECT_FALSE(galley::ends_sentence("渡口新桥通车（图）"));
    EXPECT_FALSE(
        galley::ends_sentence("一个渡口有一个渡口的故事。 【详细】"));  // a teaser's button
}

TEST(Counting, TellsBytesCharactersAndColumnsApart) {
    constexpr std::string_view kText = "a渡é";
    EXPECT_EQ(kText.size(), 6U);
    EXPECT_EQ(galley::char_count(kText), 3U);
    EXPECT_EQ(galley::width_columns(kText), 4U);
    EXPECT_EQ(galley::width_columns("　　渡"), 6U);
    EXPECT_DOUBLE_EQ(galley::han_share("渡 轮ab"), 0.5);
    EXPECT_DOUBLE_EQ(galley::han_share(" \n"), 0.0);
}

TEST(EachLineEnd, FindsThoseInBlocksAndBehindThem) {
    std::string text(200, 'x');
    const std::vector<std::size_t> places = {0, 1, 15, 16, 63, 64, 127, 191, 192, 199};
    for (const auto at : places) {
        text[at] = '\n';
    }
    for (std::size_t size = 0; size <= text.size(); ++size) {
        std::vector<std::size_t> expected;
        std::ranges::copy_if(
            places, std::back_inserter(expected), [&](auto at) { return at < size; });
        std::vector<std::size_t> found;
        galley::each_line_end(
            std::string_view(text).substr(0, size), [&](auto at) { found.push_back(at); });
        ASSERT_EQ(found, expected) << size;
    }
}

TEST(EachLineEnd, FindsThemWithWhateverTheProcessorHas) {
    std::string text(3 * 64 * 64 + 17, 'x');  // more blocks than are looked at together
    std::uint32_t random = 7;
    for (auto& c : text) {
        random = random * 1664525 + 1013904223;
        c = random >> 28U == 0 ? '\n' : static_cast<char>(random >> 24U);
    }
    std::vector<std::size_t> expected;
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        expected.push_back(at);
    }
    std::vector<std::size_t> found;
    galley::each_line_end(text, [&](auto at) { found.push_back(at); });
    EXPECT_EQ(found, expected);
    constexpr std::size_t kBlocks = 9;
    std::uint64_t ends[kBlocks];
    galley::detail::put_line_ends(text.data() + 1, kBlocks, ends);
    for (std::size_t i = 0; i < kBlocks; ++i) {
        EXPECT_EQ(ends[i], galley::detail::line_ends_in_block(text.data() + 1 + 64 * i)) << i;
    }
}

TEST(LineTable, HasEachLineWithAndWithoutItsEnd) {
    std::string text;
    for (std::size_t i = 0; i < 300; ++i) {  // runs of line ends at all places of 64 bytes
        text.append(i * 7 % 4, '\n').append(i * 13 % 37, 'x');
    }
    text += std::string(200, '\n');
    galley::line_table table;
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const auto part = std::string_view(text).substr(text.size() - size);
        table.read(part);
        std::size_t i = 0;
        galley::each_line(part, [&](galley::span line) {
            ASSERT_LT(i, table.size());
            ASSERT_EQ(table.whole(i), line) << size;
            const bool ended = part[line.end - 1] == '\n';
            ASSERT_EQ(table[i], (galley::span{line.begin, line.end - (ended ? 1 : 0)})) << size;
            ASSERT_EQ(table.line_of(line.begin), i) << size;
            ASSERT_EQ(table.line_of(line.end - 1), i) << size;
            ++i;
        });
        ASSERT_EQ(i, table.size()) << size;
    }
}

TEST(LineTable, ServesAShorterTextAfterALongOne) {
    galley::line_table table;
    table.read(std::string(1000, '\n'));
    EXPECT_EQ(table.size(), 1000U);
    table.read("a\nb");
    ASSERT_EQ(table.size(), 2U);
    EXPECT_EQ(table.whole(1), (galley::span{2, 3}));
    table.read("");
    EXPECT_EQ(table.size(), 0U);
}

TEST(ForeignLineEnds, AreSeenAtEveryPlace) {
    constexpr std::size_t kSize = 200;  // three blocks of 64 bytes, and more
    for (const std::string_view end : {"\r", "\r\n", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
        for (std::size_t size = end.size(); size <= kSize; size += size < 70 ? 1 : 13) {
            for (std::size_t at = 0; at + end.size() <= size; ++at) {
                std::string text(size, 'x');
                text.replace(at, end.size(), end);
                ASSERT_TRUE(galley::has_foreign_line_ends(text)) << at << " of " << size;
            }
        }
    }
}

TEST(ForeignLineEnds, AreNotSeenInWhatLooksLikeThem) {
    // ", middle dot, U+5028 (its last two bytes are those of LS), U+2027, LF
    std::string text;
    for (std::size_t i = 0; i < 20; ++i) {
        text += "\xE2\x80\x9C\xC2\xB7\xE5\x80\xA8\xE2\x80\xA7\n";
        EXPECT_FALSE(galley::has_foreign_line_ends(text));
    }
}

TEST(SplitLines, KeepsLineEndsInSpansOnly) {
    const auto lines = galley::split_lines("one\n\n two");
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].at, (galley::span{0, 4}));
    EXPECT_EQ(lines[0].text, "one");
    EXPECT_TRUE(lines[1].blank());
    EXPECT_EQ(lines[2].at, (galley::span{5, 9}));
    EXPECT_EQ(lines[2].text, "two");
    EXPECT_TRUE(galley::split_lines("").empty());
}

}  // namespace
