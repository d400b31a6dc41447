// SPDX-License-Identifier: Apache-2.0
// Which lines are lifted, and what they say.
#include "lift_headline.hpp"

#include <string>

#include <gtest/gtest.h>

namespace galley::lift_headline {
namespace {

const std::string kBody =
    "柳溪镇的石桥上个月修好了,桥面铺的是从北山运来的青石。修桥的师傅说,"
    "老桥的桥墩还能再用一百年。\n\n"
    "镇上的人第一天就从石桥上走过去买菜。卖豆腐的老人把摊子挪到了桥头。\n";

const std::string kEnglish =
    "The pond at the end of Mill Street has a bridge again, built from oak that the parish kept in "
    "a "
    "barn for eleven years. Children crossed it first.\n\nThe old bridge had fallen in a storm.\n";

using Values = std::vector<std::string>;

Values values(const findings& found, std::string_view key) {
    Values out;
    for (const auto& each : found.fields) {
        if (each.key == key) {
            out.push_back(each.value);
        }
    }
    return out;
}

std::string left(std::string text, const known& said = {}) {
    const auto found = lift(text, {}, said);
    for (auto one = found.strips.rbegin(); one != found.strips.rend(); ++one) {
        text.erase(one->at.begin, one->at.size());
    }
    return text;
}

TEST(LiftHeadline, TakesTheLineAboveTheBody) {
    const auto text = "柳溪镇的石桥修好了\n\n" + kBody;
    EXPECT_EQ(values(lift(text, {}), "headline"), Values{"柳溪镇的石桥修好了"});
    EXPECT_EQ(left(text), "\n" + kBody);
}

TEST(LiftHeadline, FindsItBelowFurnitureThatWasLeft) {
    const auto text = "首页\n登录\n分享到\n柳溪镇的石桥修好了\n记者 沈小舟\n" + kBody;
    EXPECT_EQ(values(lift(text, {}), "headline"), Values{"柳溪镇的石桥修好了"});
}

TEST(LiftHeadline, DropsTheNameOfTheSite) {
    EXPECT_EQ(
        values(lift("柳溪镇的石桥修好了_柳溪新闻网\n\n" + kBody, {}), "headline"),
        Values{"柳溪镇的石桥修好了"});
    EXPECT_EQ(
        values(
            lift("Village pond gets a bridge - Mill Street Gazette\n\n" + kEnglish, {}),
            "headline"),
        Values{"Village pond gets a bridge"});
}

TEST(LiftHeadline, StripsTheSameHeadlineAgain) {
    const auto text = "柳溪镇的石桥修好了\n\n" + kBody + "\n柳溪镇的石桥修好了\n";
    EXPECT_EQ(left(text), "\n" + kBody + "\n");
}

TEST(LiftHeadline, LeavesTheSubtitleAndNotesIt) {
    const auto text = "柳溪镇的石桥修好了\n\n——一座桥和一个镇的一百年\n\n" + kBody;
    EXPECT_EQ(values(lift(text, {}), "subtitle"), Values{"一座桥和一个镇的一百年"});
    EXPECT_EQ(left(text), "\n——一座桥和一个镇的一百年\n\n" + kBody);
}

TEST(LiftHeadline, PutsAnOfficialTitleTogether) {
    const auto text = "柳溪镇人民政府关于石桥\n修缮期间车辆绕行\n的通告\n\n" + kBody;
    EXPECT_EQ(
        values(lift(text, {}), "headline"), Values{"柳溪镇人民政府关于石桥修缮期间车辆绕行的通告"});
    EXPECT_EQ(left(text), "\n" + kBody);
}

TEST(LiftHeadline, PutsTwoEvenLinesTogether) {
    const auto text = "石桥修好人心暖\n青石铺平回家路\n\n" + kBody;
    EXPECT_EQ(values(lift(text, {}), "headline"), Values{"石桥修好人心暖 青石铺平回家路"});
}

TEST(LiftHeadline, PrefersTheHeadlineToTheDeckBelowIt) {
    const auto text =
        "Village pond gets a new bridge\n"
        "The bridge at the end of Mill Street was built from oak kept in a barn\n" +
        kEnglish;
    EXPECT_EQ(values(lift(text, {}), "headline"), Values{"Village pond gets a new bridge"});
}

TEST(LiftHeadline, DoesNothingWhenTheTextBeginsWithItsBody) {
    const auto found = lift(kBody, {});
    EXPECT_TRUE(found.strips.empty());
    EXPECT_EQ(found.missing, "no line above the body is like a headline");
}

TEST(LiftHeadline, StripsAHeadlineThatIsKnown) {
    const known said{"柳溪镇的石桥修好了", {}};
    const auto text = "柳溪镇的石桥修好了\n\n青石铺成的桥面\n\n" + kBody;
    EXPECT_EQ(left(text, said), "\n青石铺成的桥面\n\n" + kBody);
    EXPECT_TRUE(values(lift(text, {}, said), "headline").empty());
}

struct credit_row {
    const char* name;
    std::string line;
    Values bylines, sources;
};

class CreditLines : public testing::TestWithParam<credit_row> {};

TEST_P(CreditLines, AreLiftedFromBelowTheHeadline) {
    const auto text = "柳溪镇的石桥修好了\n\n" + GetParam().line + "\n\n" + kBody;
    const auto found = lift(text, {});
    EXPECT_EQ(values(found, "byline"), GetParam().bylines);
    EXPECT_EQ(values(found, "source"), GetParam().sources);
    EXPECT_EQ(left(text), "\n\n" + kBody);
}

TEST_P(CreditLines, AreLiftedFromBelowTheBody) {
    const auto text = "柳溪镇的石桥修好了\n\n" + kBody + "\n" + GetParam().line + "\n";
    EXPECT_EQ(values(lift(text, {}), "byline"), GetParam().bylines);
    EXPECT_EQ(left(text), "\n" + kBody + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    LiftHeadline,
    CreditLines,
    testing::Values(
        credit_row{"Reporter", "本报记者 沈小舟 通讯员 陆明", {"沈小舟", "陆明"}, {}},
        credit_row{"Glued", "记者沈小舟通讯员陆明", {"沈小舟", "陆明"}, {}},
        credit_row{"Marked", "□柳溪晚报全媒体记者 沈小舟", {"沈小舟"}, {"柳溪晚报"}},
        credit_row{"BareNames", "沈小舟 陆明", {"沈小舟", "陆明"}, {}},
        credit_row{"Traditional", "記者：沈小舟", {"沈小舟"}, {}},
        credit_row{
            "English", "By JANE ROWNTREE and John Appleby", {"Jane Rowntree", "John Appleby"}, {}}),
    [](const auto& each) { return each.param.name; });

TEST(LiftHeadline, NotesInlineCreditsAndLeavesThem) {
    const auto text = "柳溪镇的石桥修好了\n\n本报讯（记者 沈小舟）" + kBody;
    EXPECT_EQ(values(lift(text, {}), "byline"), Values{"沈小舟"});
    EXPECT_EQ(left(text), "\n本报讯（记者 沈小舟）" + kBody);
}

TEST(LiftHeadline, ReadsTheAgencyOfADateline) {
    const auto text = "Village pond gets a bridge\n\nMILLTON (Reuters) - " + kEnglish;
    EXPECT_EQ(values(lift(text, {}), "source"), Values{"Reuters"});
}

TEST(LiftHeadline, LeavesPhotoCreditsToTheirCaptions) {
    const auto text = "柳溪镇的石桥修好了\n\n" + kBody + "\n石桥上的行人 沈小舟 摄\n";
    EXPECT_TRUE(values(lift(text, {}), "byline").empty());
}

TEST(LiftHeadline, TakesAnyBytes) {
    EXPECT_TRUE(lift("", {}).strips.empty());
    EXPECT_TRUE(lift("\n \n", {}).strips.empty());
    EXPECT_TRUE(lift(std::string("\xff\xfe\n\xe6"), {}).strips.empty());
}

}  // namespace
}  // namespace galley::lift_headline
