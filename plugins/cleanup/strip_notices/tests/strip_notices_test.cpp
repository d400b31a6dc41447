// SPDX-License-Identifier: Apache-2.0
// Where notices begin and end, and what stays.
#include "strip_notices.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "words_of_plugin.hpp"

namespace galley::strip_notices {
namespace {

// Evidence for whole lines, as rules would give it: (line number from 0, role).
std::vector<Evidence> evidence(
    std::string_view text, const std::vector<std::pair<std::size_t, Role>>& said) {
    std::vector<Evidence> out;
    std::size_t number = 0;
    ByteOffset begin = 0;
    for (;; ++number) {
        const auto end = std::min(text.find('\n', begin), text.size());
        for (const auto& [line, role] : said) {
            if (line == number) {
                out.push_back({role, {begin, end}, "test.rule.1"});
            }
        }
        if (end == text.size()) {
            return out;
        }
        begin = end + 1;
    }
}

std::vector<std::string> texts(const Column& column) {
    std::vector<std::string> out;
    for (const auto& notice : column.notices) {
        out.push_back(notice.text);
    }
    return out;
}

std::vector<std::string> wasted(std::string_view text, const Column& column) {
    std::vector<std::string> out;
    for (const auto& waste : column.waste) {
        out.emplace_back(slice(text, waste.at));
    }
    return out;
}

using Texts = std::vector<std::string>;

const std::string kStory = "渡口的船家把缆绳系在老柳树上,等最后一班客人。\n";
const std::string kFirst = "遗失范小满学生证,编号2031007,声明作废。";
const std::string kSecond = "遗失沈知秋护照,号码E00700418,声明作废。";

Column find(std::string_view text, const std::vector<std::pair<std::size_t, Role>>& said) {
    return find_notices(text, evidence(text, said), plugin_words());
}

TEST(FindNotices, TakesANoticeAfterTheStory) {
    EXPECT_EQ(texts(find(kStory + kFirst + "\n", {{1, Role::opening}})), Texts{kFirst});
}

TEST(FindNotices, CutsSeveralInOneLine) {
    const auto text = kStory + kFirst + " " + kSecond;
    EXPECT_EQ(texts(find(text, {{1, Role::opening}})), (Texts{kFirst, kSecond}));
}

TEST(FindNotices, JoinsANoticeOverTwoLinesAndItsRangeCoversBoth) {
    const std::string text = "遗失范小满学生证,编号2031007,\n加盖校章,声明作废。\n";
    const auto column = find(text, {{0, Role::opening}});
    ASSERT_EQ(texts(column), Texts{"遗失范小满学生证,编号2031007,加盖校章,声明作废。"});
    EXPECT_EQ(column.notices[0].at, (span{0, text.size() - 1}));
}

TEST(FindNotices, EvidenceOfAValueBehindALineBreakIsWhereItStands) {
    const std::string text = "遗失范小满学生证,\n编号2031007,声明作废。\n";
    const auto column = find(text, {{0, Role::opening}});
    ASSERT_EQ(column.notices.size(), 1U);
    const auto& placed = column.notices[0];
    EXPECT_EQ(slice(text, placed.place(placed.notice.items[0].numbers[0])), "2031007");
}

TEST(FindNotices, ANoticeBegunAtTheEndOfALineGoesOnInTheNext) {
    const auto text = kFirst + " 遗失\n沈知秋护照,号码E00700418,声明作废。\n";
    EXPECT_EQ(texts(find(text, {{0, Role::opening}})), (Texts{kFirst, kSecond}));
}

TEST(FindNotices, DropsHeadingAndFinePrintThatTouchNotices) {
    const auto text = kStory + "公告栏\n" + kFirst + "\n本栏信息请读者自行核实。\n";
    const auto column = find(text, {{1, Role::heading}, {2, Role::opening}, {3, Role::fine_print}});
    EXPECT_EQ(wasted(text, column), (Texts{"公告栏\n", "本栏信息请读者自行核实。\n"}));
}

TEST(FindNotices, LeavesHeadingAndFinePrintWithoutNotices) {
    const auto text = "公告栏\n" + kStory + "本栏信息请读者自行核实。\n";
    EXPECT_TRUE(wasted(text, find(text, {{0, Role::heading}, {2, Role::fine_print}})).empty());
}

TEST(FindNotices, LeavesWhatAStoryQuotesBehindAColon) {
    const auto text = "旧报纸上登着两则启事:\n" + kFirst + "\n" + kSecond + "\n" + kStory;
    EXPECT_TRUE(texts(find(text, {{1, Role::opening}, {2, Role::opening}})).empty());
}

TEST(FindNotices, LeavesTheSecondHalfOfAWrappedStoryLine) {
    const auto text = "老人翻遍了柜子也没有找到那张纸,邻居劝他到报社登一则启事,内容是\n" + kFirst;
    EXPECT_TRUE(texts(find(text, {{1, Role::opening}})).empty());
}

TEST(FindNotices, LeavesALineInWhichSomebodySpeaks) {
    const std::string text = "遗失范小满学生证的那天,老师说:补一张,旧的声明作废。\n";
    EXPECT_TRUE(texts(find(text, {{0, Role::opening}})).empty());
}

TEST(FindNotices, LeavesAnOpeningThatNeverCloses) {
    const auto text = "遗失范小满学生证之后的第三天\n" + kStory;
    EXPECT_TRUE(texts(find(text, {{0, Role::opening}})).empty());
}

}  // namespace
}  // namespace galley::strip_notices
