// SPDX-License-Identifier: Apache-2.0
// Where a page is cut, and why it is not.
#include "split_articles.hpp"

#include <string>

#include <gtest/gtest.h>

namespace galley::split_articles {
namespace {

const std::string kFirst =
    "柳溪镇的石桥修好了\n\n"
    "柳溪镇的石桥上个月修好了,桥面铺的是从北山运来的青石。修桥的师傅说,"
    "老桥的桥墩还能再用一百年。\n\n"
    "镇上的人第一天就从桥上走过去买菜。卖豆腐的老人把摊子挪到了桥头,他说这里风小,"
    "豆腐不容易凉。\n\n";

const std::string kSecondBody =
    "菜市场的雨棚换成了玻璃的,下雨天不用再打伞买菜。摊主们说,光线亮了,菜也显得新鲜。\n\n"
    "新雨棚下面还装了风扇。管理员每天早上六点开门,晚上八点关门,中间不休息,星期天也一样。\n";

std::vector<std::string> first_lines(const std::string& text) {
    std::vector<std::string> out;
    for (const auto& one : find_articles(text, {})) {
        const auto article = text.substr(one.at.begin, one.at.size());
        out.push_back(article.substr(0, article.find('\n')));
    }
    return out;
}

using Lines = std::vector<std::string>;

TEST(SplitArticles, CutsAtAHeadlineWithABylineBehindIt) {
    const auto text = kFirst + "菜市场换了新雨棚\n\n□柳溪晚报记者 沈小舟\n\n" + kSecondBody;
    EXPECT_EQ(first_lines(text), (Lines{"柳溪镇的石桥修好了", "菜市场换了新雨棚"}));
}

TEST(SplitArticles, CutsBehindTheBylineThatEndsAnArticle) {
    const auto text =
        kFirst + "通讯员 沈小舟 陆明\n\n菜市场换了新雨棚\n\n——写在雨季之前\n\n" + kSecondBody;
    EXPECT_EQ(first_lines(text), (Lines{"柳溪镇的石桥修好了", "菜市场换了新雨棚"}));
}

TEST(SplitArticles, CutsAtADateline) {
    const auto text = kFirst + "菜市场换了新雨棚\n本报讯(记者沈小舟)" + kSecondBody;
    EXPECT_EQ(first_lines(text), (Lines{"柳溪镇的石桥修好了", "菜市场换了新雨棚"}));
}

TEST(SplitArticles, GivesAllTextToItsArticles) {
    const auto text =
        "柳溪晚报 第三版\n" + kFirst + "菜市场换了新雨棚\n本报讯(记者沈小舟)" + kSecondBody;
    const auto articles = find_articles(text, {});
    ASSERT_EQ(articles.size(), 2U);
    EXPECT_EQ(articles[0].at.begin, 0U);
    EXPECT_EQ(articles[0].at.end, articles[1].at.begin);
    EXPECT_EQ(articles[1].at.end, text.size());
}

TEST(SplitArticles, TakesAKickerAlongWithItsHeadline) {
    const auto text = kFirst + "老市场 新面貌\n菜市场换了新雨棚\n本报讯(记者沈小舟)" + kSecondBody;
    EXPECT_EQ(first_lines(text), (Lines{"柳溪镇的石桥修好了", "老市场 新面貌"}));
}

TEST(SplitArticles, LeavesOneArticleAlone) {
    EXPECT_TRUE(find_articles(kFirst, {}).empty());
    EXPECT_TRUE(find_articles("", {}).empty());
    EXPECT_TRUE(find_articles("\n\n \n", {}).empty());
}

TEST(SplitArticles, LeavesSubheadsAlone) {
    const auto text =
        kFirst + "■ 菜市场换了新雨棚\n\n" + kSecondBody + "一、雨棚下的风扇\n\n" + kSecondBody;
    EXPECT_TRUE(find_articles(text, {}).empty());
}

TEST(SplitArticles, LeavesATeaserAlone) {
    const auto text =
        kFirst + "菜市场换了新雨棚\n本报讯(记者沈小舟)菜市场的雨棚换成了玻璃的,下雨天不用...\n";
    EXPECT_TRUE(find_articles(text, {}).empty());
}

TEST(SplitArticles, SaysWhatANearMissLacks) {
    const auto text = kFirst + "菜市场换了新雨棚\n\n" + kSecondBody;
    const auto found = find_candidates(text, {});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].missing, "no byline, source line or dateline behind it");
}

TEST(SplitArticles, ReadsEnglishPages) {
    const std::string first =
        "Village pond gets a bridge\n\nBy Jane Rowntree\n\n"
        "The pond at the end of Mill Street has a bridge again, built from oak that the parish "
        "kept "
        "in a barn for eleven years. Children crossed it first, then the ducks.\n\n"
        "The old bridge had fallen in a storm. Nobody was on it, the miller said, except his "
        "cat.\n\n";
    const std::string second =
        "Library opens on Sundays\n\nBy John Appleby\n\n"
        "Readers may now borrow books on Sunday afternoons, when the caretaker is in the building "
        "anyway. The first to come was a man who returned an atlas.\n\n"
        "It was forty years late, and the librarian asked for no fine. She only asked what he had "
        "been looking for all that time, and he said: the way back.\n";
    EXPECT_EQ(
        first_lines(first + second),
        (Lines{"Village pond gets a bridge", "Library opens on Sundays"}));
}

}  // namespace
}  // namespace galley::split_articles
