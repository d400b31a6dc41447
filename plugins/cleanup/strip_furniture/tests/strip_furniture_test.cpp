// SPDX-License-Identifier: Apache-2.0
// Context logic on invented pages: which lines go together, which stay, what is recorded.
#include "strip_furniture.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace galley::strip_furniture {
namespace {

using Texts = std::vector<std::string>;

const std::string kStory =
    "船家范大有把缆绳系在老柳树上,等最后一班客人,他说今年的水比去年高了两尺,渡口的台阶淹了三级。\n";
const std::string kMore =
    "渡口的人都认得那棵柳树,树上刻着四十年来的水位,最高的一道刻痕在两个人的头顶上,"
    "那是他父亲刻下的。\n";

// A page under test: text with hits on pieces of it.
struct Copy {
    std::string text;
    std::vector<Hit> hits = {};
    std::vector<std::vector<Capture>> captures = {};  // by hit

    // A hit on the first occurrence of `piece`; captures are pieces of that piece.
    Copy& hit(
        const std::string& piece,
        const std::string& category,
        const std::vector<std::pair<std::string, std::string>>& values = {}) {
        Hit made;
        made.rule = name("test." + category);
        made.category = name(category);
        const auto at = text.find(piece);
        made.at = {at, at + piece.size()};
        auto& places = captures.emplace_back();
        for (const auto& [name, value] : values) {
            const auto inside = text.find(value, at);
            made.capture(Copy::name(name));
            places.push_back({Copy::name(name), {inside, inside + value.size()}});
        }
        hits.push_back(made);
        return *this;
    }

    // Hits have views of what rules are called.
    static std::string_view name(const std::string& text) {
        static std::set<std::string> names;
        return *names.insert(text).first;
    }

    Copy& section(const std::string& line) { return hit(line, "related", {{"section", line}}); }
};

Plan plan_of(const Copy& copy) {
    Page page;
    const auto find = [&](const Hit& hit, std::vector<Capture>& out) {
        out = copy.captures[static_cast<std::size_t>(&hit - copy.hits.data())];
    };
    return plan_strips(copy.text, copy.hits, find, page);
}

Texts stripped(const Copy& page) {
    Texts out;
    for (const auto& strip : plan_of(page).strips) {
        out.emplace_back(slice(page.text, strip.at));
    }
    return out;
}

Texts fields(const Copy& page) {
    Texts out;
    for (const auto& field : plan_of(page).fields) {
        out.push_back(std::string(field.key) + "=" + field.value);
    }
    return out;
}

TEST(StripFurniture, TakesALineThatOneRuleMatchesWholeWithItsLineEnd) {
    Copy page{"打印本页\n" + kStory + kMore};
    page.hit("打印本页", "share_widget");
    EXPECT_EQ(stripped(page), Texts{"打印本页\n"});
}

TEST(StripFurniture, PartsThatCoverALineTogetherTakeIt) {
    Copy page{"来源:渡口晚报 | 记者:范小满 | 点击:418\n" + kStory};
    page.hit("来源:渡口晚报", "source_line").hit("记者:范小满", "byline").hit("点击:418", "other");
    EXPECT_EQ(stripped(page), Texts{"来源:渡口晚报 | 记者:范小满 | 点击:418\n"});
}

TEST(StripFurniture, PartsThatLeaveAWordLeaveTheLine) {
    Copy page{"来源:渡口晚报 的一位读者\n" + kStory};
    page.hit("来源:渡口晚报", "source_line");
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, AFillerAloneIsNoFurniture) {
    Copy page{"微信\n" + kStory};
    page.hit("微信", "share_widget", {{"filler", "微信"}});
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, TakesTheEditorOutOfAParagraphThatStays) {
    Copy page{"缆绳又换了一条。(责任编辑:范小满)\n"};
    page.hit(
        "(责任编辑:范小满)",
        "editor_line",
        {{"inline", "(责任编辑:范小满)"}, {"responsible_editor", "范小满"}});
    EXPECT_EQ(stripped(page), Texts{"(责任编辑:范小满)"});
    EXPECT_EQ(fields(page), Texts{"responsible_editor=范小满"});
}

TEST(StripFurniture, ASectionTakesLinksAndTeasersBehindIt) {
    Copy page{
        kStory + kMore +
        "相关阅读\n渡口明年架桥\n老柳树发了新芽,船家范大有说,这是今年的第一个好消息...\n"};
    page.section("相关阅读");
    EXPECT_EQ(stripped(page).size(), 3U);
}

TEST(StripFurniture, AHeadingWithStoryRightBehindItIsASubhead) {
    Copy page{kStory + kMore + "延伸阅读\n" + kStory + kMore};
    page.section("延伸阅读");
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, AHeadingWithATitledTextBehindItIsStory) {
    Copy page{kStory + kMore + "相关链接\n缆绳怎么编\n" + kStory};
    page.section("相关链接");
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, ABoxOfLinksInsideAStoryEndsWhereTheStoryGoesOn) {
    Copy page{
        kStory + kMore + "相关阅读\n渡口明年要架一座桥\n老柳树今年发了新芽\n" + kStory + kMore};
    page.section("相关阅读");
    EXPECT_EQ(
        stripped(page), (Texts{"相关阅读\n", "渡口明年要架一座桥\n", "老柳树今年发了新芽\n"}));
}

TEST(StripFurniture, AHeadingBeforeTheStoryTakesOnlyItself) {
    Copy page{"今日推荐\n渡口明年架桥\n" + kStory + kMore};
    page.section("今日推荐");
    EXPECT_EQ(stripped(page), Texts{"今日推荐\n"});
}

TEST(StripFurniture, TermsGoWithTheirNumberedItems) {
    Copy page{kStory + kMore + "渡口网版权声明:\n① 未经许可不得转载。\n② 其余的稿子来自别处。\n"};
    page.hit("渡口网版权声明:", "disclaimer", {{"terms_heading", "渡口网版权声明:"}});
    page.hit("未经许可不得转载", "disclaimer", {{"terms", "未经许可不得转载"}});
    EXPECT_EQ(stripped(page).size(), 3U);
}

TEST(StripFurniture, AHeadingOfTermsWithAnotherListBehindItStays) {
    Copy page{"一份免责声明\n1、先到的先上船。\n2、后到的等下一班。\n" + kStory};
    page.hit("一份免责声明", "disclaimer", {{"terms_heading", "一份免责声明"}});
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, ShortLinesAmongMenuWordsGoButNotTheLineBehindThem) {
    Copy page{"首页\n渡口\n时政\n体育\n财经\n架桥\n" + kStory + kMore};
    for (const auto* word : {"首页", "时政", "体育", "财经"}) {
        page.hit(word, "navigation", {{"menu", word}});
    }
    EXPECT_EQ(stripped(page), (Texts{"首页\n", "渡口\n", "时政\n", "体育\n", "财经\n"}));
}

TEST(StripFurniture, MenuWordsInsideAStoryStay) {
    Copy page{kStory + kMore + "体育\n财经\n人物\n观点\n" + kStory + kMore};
    for (const auto* word : {"体育", "财经", "人物", "观点"}) {
        page.hit(word, "navigation", {{"menu", word}});
    }
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, BehindTheStoryALineBetweenFurnitureIsFurniture) {
    Copy page{kStory + kMore + "打印本页\n渡口明年架桥\n返回顶部\n渡口全景\n"};
    page.hit("打印本页", "share_widget").hit("返回顶部", "navigation");
    EXPECT_EQ(stripped(page), (Texts{"打印本页\n", "渡口明年架桥\n", "返回顶部\n"}));
}

TEST(StripFurniture, ADateThatHeadsPartsOfTheStoryStays) {
    Copy page{"2031年4月18日\n" + kStory + "2031年5月18日\n" + kMore};
    page.hit("2031年4月18日", "source_line", {{"head", "2031年4月18日"}});
    page.hit("2031年5月18日", "source_line", {{"head", "2031年5月18日"}});
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, ThePapersNameGoesBesideADateOnly) {
    Copy with{"渡口日报\n2031-04-18 05:40\n" + kStory + kMore};
    with.hit("渡口日报", "source_line", {{"outlet", "渡口日报"}});
    with.hit("2031-04-18 05:40", "source_line", {{"dated", "2031-04-18 05:40"}});
    EXPECT_EQ(stripped(with).size(), 2U);
    EXPECT_EQ(fields(with), (Texts{"source=渡口日报", "published=2031-04-18T05:40"}));
    Copy without{"渡口日报\n" + kStory + kMore};
    without.hit("渡口日报", "source_line", {{"outlet", "渡口日报"}});
    EXPECT_TRUE(stripped(without).empty());
}

TEST(StripFurniture, RecordsWhatALineSays) {
    Copy page{"来源:渡口晚报 发布时间:2031-04-18 09:30 记者:沈知秋、范小满\n" + kStory};
    page.hit("来源:渡口晚报", "source_line", {{"source", "渡口晚报"}})
        .hit("发布时间:2031-04-18 09:30", "source_line", {{"published", "2031-04-18 09:30"}})
        .hit("记者:沈知秋、范小满", "byline", {{"byline", "沈知秋、范小满"}});
    EXPECT_EQ(
        fields(page),
        (Texts{"source=渡口晚报", "published=2031-04-18T09:30", "byline=沈知秋", "byline=范小满"}));
}

TEST(StripFurniture, RecordsNothingOfALineThatStays) {
    Copy page{"来源:渡口晚报 的一位读者\n" + kStory};
    page.hit("来源:渡口晚报", "source_line", {{"source", "渡口晚报"}});
    EXPECT_TRUE(fields(page).empty());
}

TEST(StripFurniture, ALabelledDateWinsOverABareOne) {
    Copy page{"2031-04-20\n发布时间:2031-04-18\n" + kStory + kMore};
    page.hit("2031-04-20", "source_line", {{"dated", "2031-04-20"}});
    page.hit("发布时间:2031-04-18", "source_line", {{"published", "2031-04-18"}});
    EXPECT_EQ(fields(page), Texts{"published=2031-04-18"});
}

TEST(StripFurniture, TitlesWithASentenceEachGoOnlyBesideAStory) {
    const std::string teasers =
        "渡口要闻\n老水轮转起来\n岸上围满了人。\n小桥停用三天\n桥板要刷一遍漆。\n"
        "合唱队去对岸\n早班船多开一趟。\n";
    Copy brief{kStory + teasers};
    EXPECT_TRUE(stripped(brief.section("渡口要闻")).empty());
    Copy page{kStory + kMore + teasers};
    EXPECT_EQ(stripped(page.section("渡口要闻")).size(), 7U);
}

TEST(StripFurniture, RowsOfATimetableDoNotDateThePage) {
    Copy page{"2031-04-18\n" + kStory + "2031-05-01 10:02\n2031-05-02 19:30\n" + kMore};
    for (const std::string day : {"2031-04-18", "2031-05-01 10:02", "2031-05-02 19:30"}) {
        page.hit(day, "source_line", {{"dated", day}});
    }
    EXPECT_EQ(fields(page), Texts{"published=2031-04-18"});
}

// A web page: five buttons below a story of two paragraphs.
Copy web_page(const std::string& head, const std::string& tail) {
    const Texts buttons = {"打印本页", "关闭窗口", "返回顶部", "我要纠错", "加入收藏"};
    Copy page{head + kStory + kMore + tail};
    for (const auto& button : buttons) {
        page.text += button + "\n";
    }
    for (const auto& button : buttons) {
        page.hit(button, "share_widget");
    }
    return page;
}

bool strips(const Copy& page, const std::string& line) {
    const auto gone = stripped(page);
    return std::ranges::find(gone, line + "\n") != gone.end();
}

TEST(Frame, DropsWhatStandsAboveAHeadlineWithTheStorysWords) {
    const auto page = web_page("柳岸\n集市\n木作坊\n码头\n船家范大有把缆绳系在柳树上\n", "");
    EXPECT_TRUE(strips(page, "木作坊"));
    EXPECT_FALSE(strips(page, "船家范大有把缆绳系在柳树上"));
}

TEST(Frame, KeepsAKickerAboveTheHeadline) {
    EXPECT_FALSE(strips(web_page("柳岸\n船家范大有把缆绳系在柳树上\n", ""), "柳岸"));
}

TEST(Frame, KeepsBareWordsBetweenStoryAndButtons) {
    EXPECT_FALSE(strips(web_page("", "柳岸\n木作坊\n码头\n"), "木作坊"));
}

TEST(Frame, DropsWordsBelowTheStoryThatTheMenuAboveItHasToo) {
    const std::string menu = "柳岸\n集市\n木作坊\n码头\n";
    const auto page = web_page(menu + "船家范大有把缆绳系在柳树上\n", "集市\n木作坊\n码头\n");
    EXPECT_EQ(std::ranges::count(stripped(page), "木作坊\n"), 2);
}

TEST(StripFurniture, AButtonsWordBetweenSentencesIsASubhead) {
    Copy page{kStory + kMore + "分享\n" + kStory + "分享\n打印本页\n"};
    page.hit("打印本页", "share_widget");
    page.hit("分享", "share_widget");
    EXPECT_EQ(stripped(page), Texts{"打印本页\n"});
}

TEST(Frame, KeepsASignatureBetweenStoryAndButtons) {
    EXPECT_FALSE(strips(web_page("", "渡口镇船家\n柳岸木作坊\n"), "渡口镇船家"));
}

TEST(Frame, KeepsANumberedList) {
    EXPECT_FALSE(strips(web_page("", "1、柳岸\n2、木作坊\n3、码头\n"), "2、木作坊"));
}

TEST(Frame, KeepsAListThatAColonAnnounces) {
    const auto page = web_page("", "今年得到新缆绳的船家名单如下：\n柳岸\n木作坊\n码头\n");
    EXPECT_FALSE(strips(page, "木作坊"));
}

TEST(Frame, WithoutFurnitureThereIsNoPage) {
    Copy page{"柳岸\n集市\n木作坊\n码头\n" + kStory + kMore + "柳岸\n集市\n码头\n"};
    EXPECT_TRUE(stripped(page).empty());
}

TEST(StripFurniture, EmptyTextGivesNothing) {
    EXPECT_TRUE(stripped({}).empty());
}

TEST(StripFurniture, SeparatorsAndBracketsBetweenPartsCountAsNothing) {
    Copy page{"【打印】|【关闭】\n" + kStory};
    page.hit("打印", "share_widget");
    EXPECT_EQ(stripped(page), Texts{});
    page.hit("关闭", "share_widget");
    EXPECT_EQ(stripped(page), Texts{"【打印】|【关闭】\n"});
}

}  // namespace
}  // namespace galley::strip_furniture
