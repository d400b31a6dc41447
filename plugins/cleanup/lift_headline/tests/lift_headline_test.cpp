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

TEST(LiftHeadline, PrefersTheHeadlineToTheDeckBelowItsSection) {
    const auto text =
        "Village pond gets a new bridge\nLocal News\n"
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

TEST(LiftHeadline, TakesThePapersNameForNoHeadline) {
    for (const std::string head :
         {"柳溪日報\n中華民國一百零九年十二月五日　第十二版\n石橋的守夜人\n記者沈小舟／柳溪報導\n",
          "柳溪晚报\n石桥的守夜人\n本报记者 沈小舟\n",
          "柳溪時報電子版\n石桥的守夜人\n2021-11-06 14:35　記者沈小舟／柳溪報導\n"}) {
        const auto found = lift(head + kBody, {});
        ASSERT_EQ(values(found, "headline").size(), 1U) << head << found.missing;
        EXPECT_EQ(values(found, "headline")[0].substr(0, 3), "石") << head;
        EXPECT_EQ(values(found, "byline"), Values{"沈小舟"}) << head;
        EXPECT_EQ(values(found, "source")[0].substr(0, 6), "柳溪") << head;
        EXPECT_EQ(left(head + kBody), kBody) << head;
    }
}

TEST(LiftHeadline, TakesAnEnglishPapersNameForNoHeadline) {
    const auto text =
        "The Millford Courier\nThursday 14 October 2021 | Page 7 | Community\n\n"
        "Village pond gets a bridge\n\nBy Jane Rowntree\n\n" +
        kEnglish;
    const auto found = lift(text, {});
    EXPECT_EQ(values(found, "headline"), Values{"Village pond gets a bridge"});
    EXPECT_EQ(values(found, "source"), Values{"The Millford Courier"});
    EXPECT_EQ(values(found, "published"), Values{"2021-10-14"});
}

TEST(LiftHeadline, TakesAHeadlineLikeAPapersName) {
    const auto text =
        "The Last Post\n\nBy Jane Rowntree\n\nThe last post of the bridge at the "
        "end of Mill Street was driven into the pond on Monday by two men.\n\nIt "
        "took them all day.\n";
    EXPECT_EQ(values(lift(text, {}), "headline"), Values{"The Last Post"});
}

struct headline_row {
    const char* name;
    std::string head, headline;
};

class Headlines : public testing::TestWithParam<headline_row> {};

TEST_P(Headlines, AreTakenWhole) {
    const auto& body = GetParam().head[0] > 0 ? kEnglish : kBody;
    EXPECT_EQ(
        values(lift(GetParam().head + "\n\n" + body, {}), "headline"),
        GetParam().headline.empty() ? Values{} : Values{GetParam().headline});
}

INSTANTIATE_TEST_SUITE_P(
    LiftHeadline,
    Headlines,
    testing::Values(
        headline_row{"TitleMarks", "《柳溪石桥记》今年再版", "《柳溪石桥记》今年再版"},
        headline_row{"Quotes", "“石桥修好了，我才敢老”", "“石桥修好了，我才敢老”"},
        headline_row{"Question", "柳溪的石桥还能用一百年吗？", "柳溪的石桥还能用一百年吗？"},
        headline_row{"Colon", "柳溪石桥：青石从北山运来", "柳溪石桥：青石从北山运来"},
        headline_row{"Kicker", "柳溪新事\n柳溪镇的石桥修好了", "柳溪镇的石桥修好了"},
        headline_row{
            "Capitals", "VILLAGE POND GETS A BRIDGE OF OAK", "VILLAGE POND GETS A BRIDGE OF OAK"},
        headline_row{
            "EnglishQuestion",
            "Who will cross the bridge first?",
            "Who will cross the bridge first?"},
        headline_row{
            "EnglishColon", "Mill Street: a bridge of oak", "Mill Street: a bridge of oak"},
        headline_row{
            "TwoLines",
            "Village pond gets a bridge of\noak kept in a barn",
            "Village pond gets a bridge of oak kept in a barn"},
        headline_row{
            "BelowTheMastheadAgain",
            "柳溪日报\n柳溪镇的石桥修好了\n柳溪镇的石桥修好了",
            "柳溪镇的石桥修好了"},
        headline_row{
            "Dateline",
            "MILLTON, March 3 (AP) — The pond was drained in the night, two weeks early, and "
            "nobody says why.",
            ""}),
    [](const auto& each) { return each.param.name; });

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
