// SPDX-License-Identifier: Apache-2.0
// Credit lines and inline credits as tables: who, in which role, for whom.
#include <string>

#include <gtest/gtest.h>

#include <galley/bylines.hpp>

namespace galley {
namespace {

/// "甲 author; 乙 photographer" and the outlet behind "@".
std::string told(std::string_view line, const credits& found) {
    constexpr std::string_view kRoles[] = {
        "author", "photographer", "editor", "contributor", "desk"};
    std::string out;
    for (const auto& one : found.people) {
        out += (out.empty() ? "" : "; ") + one.name + ' ';
        out += kRoles[static_cast<std::size_t>(one.role)];
    }
    if (!found.outlet.empty()) {
        out += " @" + std::string(slice(line, found.outlet));
    }
    return out;
}

struct row {
    std::string line, people;
};

class CreditLine : public testing::TestWithParam<row> {};

TEST_P(CreditLine, IsRead) {
    const auto found = read_credits(GetParam().line);
    EXPECT_EQ(told(GetParam().line, found), GetParam().people);
    EXPECT_TRUE(is_credit_line(GetParam().line)) << found.confidence;
}

INSTANTIATE_TEST_SUITE_P(
    Chinese,
    CreditLine,
    testing::Values(
        row{"记者薛舟通讯员谭启程", "薛舟 author; 谭启程 author"},
        row{"本报记者 高原 通讯员 李明王大山", "高原 author; 李明 author; 王大山 author"},
        row{"□青山晚报全媒体记者 艳阳", "艳阳 author @青山晚报"},
        row{"通讯员 陈立 周小川", "陈立 author; 周小川 author"},
        row{"文/陈立 图/周小川", "陈立 author; 周小川 photographer"},
        row{"陈立/文 周小川/图", "陈立 author; 周小川 photographer"},
        row{"撰文 陈立 摄影 周小川", "陈立 author; 周小川 photographer"},
        row{"文/图 陈立", "陈立 author"},
        row{"作者:陈立", "陈立 author"},
        row{"（记者 陈立）", "陈立 author"},
        row{"记者：陈立 、周小川", "陈立 author; 周小川 author"},
        row{"記者：卓小林", "卓小林 author"},
        row{"见习记者 陈立", "陈立 author"},
        row{"首席记者 欧阳明月", "欧阳明月 author"},
        row{"陈立 周小川", "陈立 author; 周小川 author"},
        row{"李　明 周小川", "李明 author; 周小川 author"},
        row{"本报评论员", "本报评论员 desk"},
        row{"新华社记者", "新华社记者 desk @新华社"},
        row{"新华社记者 陈立", "陈立 author @新华社"},
        row{"青山新闻·青山商报记者马小峰/文受访者供图", "马小峰 author @青山新闻·青山商报"},
        row{"责任编辑：陈立", "陈立 editor"}));

INSTANTIATE_TEST_SUITE_P(
    Taiwanese,
    CreditLine,
    testing::Values(
        row{"記者葉小霜／嶼東報導", "葉小霜 author"},
        row{"記者葉小霜∕嶼東報導", "葉小霜 author"},
        row{"【記者葉小霜／嶼東報導】", "葉小霜 author"},
        row{"〔記者葉小霜／綜合報導〕", "葉小霜 author"},
        row{"【記者葉小霜嶼東報導】", "葉小霜 author"},
        row{"記者葉小霜、陳立／嶼東報導", "葉小霜 author; 陳立 author"},
        row{"（中央社記者葉小霜嶼東5日電）", "葉小霜 author @中央社"},
        row{"中央社記者葉小霜嶼東12月5日電", "葉小霜 author @中央社"},
        row{"中央社／嶼東5日電", " @中央社"},
        row{"文：葉小霜　圖：陳立", "葉小霜 author; 陳立 photographer"},
        row{"撰文／葉小霜", "葉小霜 author"},
        row{"文／葉小霜　攝影／陳立", "葉小霜 author; 陳立 photographer"}));

INSTANTIATE_TEST_SUITE_P(
    English,
    CreditLine,
    testing::Values(
        row{"By Jane Roe and John Doe", "Jane Roe author; John Doe author"},
        row{"BY JANE ROE", "Jane Roe author"},
        row{"By  LISA ROE, MARY JANE DOE and ERIC O'NEIL-SMITH",
            "Lisa Roe author; Mary Jane Doe author; Eric O'Neil-Smith author"},
        row{"Words and pictures: Jane Roe", "Jane Roe author"},
        row{"Jane Roe, Staff Writer", "Jane Roe author"},
        row{"Reporting by Jane Roe and John Doe; editing by Max Smith",
            "Jane Roe author; John Doe author; Max Smith editor"},
        row{"By Jane Roe | Evening Post", "Jane Roe author @Evening Post"},
        row{"By Jane Roe for Evening Post", "Jane Roe author @Evening Post"},
        row{"By Ludwig van der Berg", "Ludwig van der Berg author"},
        row{"By Associated Press", " @Associated Press"},
        row{"By EVENING POST STAFF", "Evening Post Staff desk"},
        row{"By JANE ROE and JOHN DOE", "Jane Roe author; John Doe author"},
        row{"By Jane Roe, Science Correspondent", "Jane Roe author"},
        row{"By Jane Roe and John Doe, Staff Writers", "Jane Roe author; John Doe author"},
        row{"Jane Roe reports from Port Lorne", "Jane Roe author"},
        row{"Jane Roe reports from Lorne.", "Jane Roe author"},
        row{"JANE ROE | STAFF WRITER", "Jane Roe author"},
        row{"Jane Roe, Deputy Editor", "Jane Roe author"},
        row{"By Jane Roe jroe@post.example", "Jane Roe author"},
        row{"By: Jane Roe, Mary Ann Doe - @postnews", "Jane Roe author; Mary Ann Doe author"},
        row{"By Jane Roe, Lorne and John Doe, Finch", "Jane Roe author; John Doe author"},
        row{"By Jane Roe | Special to the Tribune", "Jane Roe author"},
        row{"Jane Roe, Special to the Tribune", "Jane Roe author"},
        row{"AFP, PARIS", " @AFP"}));

class NoCreditLine : public testing::TestWithParam<const char*> {};

TEST_P(NoCreditLine, IsLeftAlone) {
    EXPECT_FALSE(is_credit_line(GetParam())) << told(GetParam(), read_credits(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(
    Bylines,
    NoCreditLine,
    testing::Values(
        "",
        "记者手记",
        "记者 手记",
        "记者在现场看到",
        "记者从镇里获悉",
        "一名记者陈立",
        "高温 干旱",
        "平安 健康",
        "陈立",
        "柳溪镇的石桥修好了",
        "本报讯（记者 陈立）昨天,石桥修好了。",
        "青山晚报",
        "By the river",
        "By Night and Day",
        "Jane Roe",
        "Read More",
        "Contact Us",
        "這份報告／綜合報導",
        "記者看到河水上漲／嶼東報導說",
        "記者現場報導",
        "記者陳立夜訪碼頭報導",
        "Jane Roe reports from the edge of the marsh that the water is rising.",
        "By the time Jane Roe came home, it was dark."));

TEST(Bylines, TellPicturesFromWords) {
    EXPECT_TRUE(read_credits("陈立 摄").pictures);
    EXPECT_TRUE(read_credits("记者 陈立 摄").pictures);
    EXPECT_TRUE(read_credits("Photo: AFP").pictures);
    EXPECT_FALSE(read_credits("记者 陈立 文/图").pictures);
}

TEST(Bylines, SayWhereTheyEndWhenMoreStandsBehind) {
    const std::string line = "  By Jane Roe On 3/12/31 at 9:30 AM CET";
    const auto found = read_credits(line);
    EXPECT_FALSE(found.whole);
    EXPECT_EQ(slice(line, found.at), "By Jane Roe");
}

TEST(Bylines, KeepGluedNamesTogetherWhenUnsure) {
    EXPECT_EQ(told("", read_credits("记者余浩曲婉蓉")), "余浩 author; 曲婉蓉 author");
    EXPECT_EQ(told("", read_credits("记者方小安林立")), "方小安林立 author");
}

TEST(InlineCredits, AreFoundAtHeadAndTail) {
    const auto in = [](std::string_view text) { return told(text, find_inline_credits(text)); };
    EXPECT_EQ(in("本报讯（记者 陈立）昨天,石桥修好了。"), "陈立 author");
    EXPECT_EQ(
        in("新华社青山4月24日电（记者 陈立、周小川）石桥修好了。"),
        "陈立 author; 周小川 author @新华社");
    EXPECT_EQ(in("石桥修好了。（记者 陈立）"), "陈立 author");
    EXPECT_EQ(in("LONDON (AP) — The bridge is open."), " @AP");
    EXPECT_EQ(in("石桥(长九米)修好了。"), "");
    EXPECT_EQ(in("【記者葉小霜／嶼東報導】石橋修好了。"), "葉小霜 author");
    EXPECT_EQ(in("〔記者葉小霜／嶼東報導〕石橋修好了。"), "葉小霜 author");
    EXPECT_EQ(in("記者葉小霜／嶼東報導石橋修好了。"), "葉小霜 author");
    EXPECT_EQ(in("記者看到河水上漲／嶼東報導說石橋修好了。"), "");
    EXPECT_EQ(in("LORNE (14-8) — Tran 8, Polk 4."), "");
    EXPECT_EQ(in("（中央社記者葉小霜嶼東5日電）石橋修好了。"), "葉小霜 author @中央社");
    EXPECT_EQ(in("（新华社青山3月5日电）石桥修好了。"), " @新华社");
    EXPECT_EQ(in("（中央社嶼東5日綜合外電報導）石橋修好了。"), " @中央社");
    EXPECT_EQ(in("【石桥】修好了。"), "");
    EXPECT_EQ(in("PORT LORNE, March 5 (Reuters) - The bridge is open."), " @Reuters");
    EXPECT_EQ(in("据新华社报道，石桥修好了。"), "");
}

TEST(Datelines, AreFoundAtTheHead) {
    const auto size = [](std::string_view text) { return find_dateline(text).at.size(); };
    EXPECT_EQ(size("OAK PARK, Ill. — The bridge is open."), std::string("OAK PARK, Ill. —").size());
    EXPECT_EQ(size("本报讯 昨天,石桥修好了。"), std::string("本报讯").size());
    EXPECT_EQ(
        size("青山网柳溪2月13日消息 石桥修好了。"), std::string("青山网柳溪2月13日消息").size());
    EXPECT_EQ(size("The bridge - it is new - is open."), 0U);
    EXPECT_EQ(size("停电的消息传到了镇上。"), 0U);
}

}  // namespace
}  // namespace galley
