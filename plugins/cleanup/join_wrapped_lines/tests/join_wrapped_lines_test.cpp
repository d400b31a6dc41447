// SPDX-License-Identifier: Apache-2.0
// Which line ends go, and which stay.
#include "join_wrapped_lines.hpp"

#include <string>

#include <gtest/gtest.h>

namespace galley::join_wrapped_lines {
namespace {

/// The text with its joins made; moves are left out.
std::string joined(std::string text, const options& how = {}) {
    const auto found = find_wraps(text, how);
    for (auto one = found.joins.rbegin(); one != found.joins.rend(); ++one) {
        text.replace(one->at.begin, one->at.size(), one->replacement);
    }
    return text;
}

struct row {
    const char* name;
    std::string in, out;
};

class Joins : public testing::TestWithParam<row> {};

TEST_P(Joins, AsTheTableSays) {
    EXPECT_EQ(joined(GetParam().in), GetParam().out);
}

const std::string kOpen = "渡口的老船家每天清早把缆绳解开,先送孩子们过河上学,再送卖菜的人进城去,";

INSTANTIATE_TEST_SUITE_P(
    Chinese,
    Joins,
    testing::Values(
        row{"Comma", kOpen + "\n\n傍晚再接他们回来。\n", kOpen + "傍晚再接他们回来。\n"},
        row{"TornNumber",
            kOpen + "一天要来回走1\n\n2趟才够。\n",
            kOpen + "一天要来回走12趟才够。\n"},
        row{"TornWord",
            "渡口的老船家每天清早把缆绳解开。他先送孩子们过河上学,再送卖菜的人进城去,"
            "傍\n\n晚再接他们回来。\n",
            "渡口的老船家每天清早把缆绳解开。他先送孩子们过河上学,再送卖菜的人进城去,"
            "傍晚再接他们回来。\n"},
        row{"StopAtTheHeadOfALine",
            kOpen + "他说“今天水大\n”。后来就回家了。\n",
            kOpen + "他说“今天水大”。后来就回家了。\n"},
        row{"Chain",
            kOpen + "\n" + kOpen + "\n傍晚再接他们回来。\n",
            kOpen + kOpen + "傍晚再接他们回来。\n"},
        row{"Traditional",
            "渡口的老船家每天清早把纜繩解開，先送孩子們過河上學，再送賣菜的人進城去，\n\n傍晚再接他"
            "們回來。\n",
            "渡口的老船家每天清早把纜繩解開，先送孩子們過河上學，再送賣菜的人進城去，傍晚再接他們回"
            "來。\n"}),
    [](const auto& each) { return each.param.name; });

INSTANTIATE_TEST_SUITE_P(
    English,
    Joins,
    testing::Values(
        row{"SmallLetter",
            "The ferryman unties his rope before the sun is up and\n\ntakes the children over.\n",
            "The ferryman unties his rope before the sun is up and takes the children over.\n"},
        row{"HyphenDropped",
            "The ferryman asked the council for a new inter-\nnational timetable of the river.\n",
            "The ferryman asked the council for a new international timetable of the river.\n"},
        row{"HyphenKeptAsElsewhere",
            "A ferry-man is a ferry-man all his life.\nThey asked everybody in the village, also "
            "the ferry-\nman and his dog.\n",
            "A ferry-man is a ferry-man all his life.\nThey asked everybody in the village, also "
            "the ferry-man and his dog.\n"},
        row{"HyphenKeptAfterAFreeWord",
            "The ferryman is proud of his old and truly well-\nknown boat on the river.\n",
            "The ferryman is proud of his old and truly well-known boat on the river.\n"}),
    [](const auto& each) { return each.param.name; });

class Keeps : public testing::TestWithParam<row> {};

TEST_P(Keeps, TheLineEnd) {
    EXPECT_EQ(joined(GetParam().in), GetParam().in);
}

INSTANTIATE_TEST_SUITE_P(
    LineEnds,
    Keeps,
    testing::Values(
        row{"FinishedParagraphs", "船家把缆绳解开。\n\n孩子们上了船。\n", ""},
        row{"HeadlineAboveBody", "老渡口,新渡船\n\n渡口的老船家每天清早把缆绳解开。\n", ""},
        row{"NumberedSubhead",
            "二、先修渡口,再造渡船,让两岸的人都能过河去上学\n\n渡口的老船家每天清早把缆绳解开。\n",
            ""},
        row{"ColonBeforeAList", kOpen + "船上有三样东西:\n\n一根竹篙。\n", ""},
        row{"Ellipsis", kOpen + "日子就这样过去……\n\n后来桥修好了。\n", ""},
        row{"Byline", kOpen + "\n本报记者 沈小舟\n", ""},
        row{"Item", kOpen + "\n■ 渡口的早晨,渡口的傍晚。\n", ""},
        row{"Caption", kOpen + "\n船家在渡口等客人 沈小舟 摄\n", ""},
        row{"Verse", "河水清清,\n渡船轻轻,\n过河的人,\n数着星星。\n", ""},
        row{"TelephoneNumber",
            "渡口的船票可以提前三天预订,也可以在岸边买,电话:0900-555 "
            "0199\n\n请各位旅客留意,雨天停航。\n",
            ""},
        row{"MenuWord", "The ferryman unties his rope before the sun is up and\nshare\n", ""},
        row{"EnglishHeadline",
            "Ferryman of forty years takes his last passenger across\n\nThe rope was untied at "
            "dawn.\n",
            ""}),
    [](const auto& each) { return each.param.name; });

TEST(JoinWrappedLines, JoinsAPageWrappedAtOneWidthAndKeepsItsParagraphs) {
    const std::string text =
        "The ferry at the bend of the river has run since before the old\n"
        "bridge was built. It takes twelve passengers and one bicycle.\n"
        "Nobody remembers a day on which it did not cross the water at\n"
        "six in the morning.\n"
        "\n"
        "Now the council wants to sell it. A buyer has come from the far\n"
        "side of the hills and says that he will paint it red. The old\n"
        "ferryman says that he will believe it when he sees the paint on\n"
        "the boards.\n"
        "\n"
        "The vote is on Monday.\n";
    EXPECT_EQ(
        joined(text),
        "The ferry at the bend of the river has run since before the old bridge was built. It "
        "takes "
        "twelve passengers and one bicycle. Nobody remembers a day on which it did not cross the "
        "water at six in the morning.\n\n"
        "Now the council wants to sell it. A buyer has come from the far side of the hills and "
        "says "
        "that he will paint it red. The old ferryman says that he will believe it when he sees the "
        "paint on the boards.\n\nThe vote is on Monday.\n");
}

TEST(JoinWrappedLines, MovesACaptionBehindTheParagraphItInterrupts) {
    const std::string text =
        kOpen + "\n\n\n孩子们在船头看水\n\n傍晚再接他们回来,数一数人头才放心。\n";
    const auto found = find_wraps(text, {});
    ASSERT_EQ(found.moves.size(), 1U);
    ASSERT_EQ(found.joins.size(), 1U);
    EXPECT_EQ(slice(text, found.moves[0].captions.at(0)), "孩子们在船头看水");
    EXPECT_EQ(text.substr(found.moves[0].destination), "\n");
    EXPECT_FALSE(found.moves[0].at.overlaps(found.joins[0].at));
}

TEST(JoinWrappedLines, CrossesNoCaptionWhenToldSo) {
    const std::string text =
        kOpen + "\n\n孩子们在船头看水\n\n傍晚再接他们回来,数一数人头才放心。\n";
    EXPECT_TRUE(find_wraps(text, {.max_captions = 0}).joins.empty());
}

TEST(JoinWrappedLines, TakesAnyBytes) {
    EXPECT_TRUE(find_wraps("", {}).joins.empty());
    EXPECT_TRUE(find_wraps("\n\n\n", {}).joins.empty());
    EXPECT_TRUE(find_wraps(std::string(1 << 20, ','), {}).joins.empty());
}

}  // namespace
}  // namespace galley::join_wrapped_lines
