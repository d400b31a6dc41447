// SPDX-License-Identifier: Apache-2.0
// Tests of photo captions among paragraphs.
#include "tag_captions.hpp"

#include <string>

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

#include "caption_words.hpp"

namespace galley::tag_captions {
namespace {

const std::string kParagraph =
    "周六一早，青禾县石桥镇的老渡口就排起了长队，镇上的人扶老携幼，想在改造之前再坐一次摆渡船，"
    "船主周小禾一连撑了四十多个来回，中午才喝上第一口水。\n";

std::string shown(std::string_view text, const std::vector<span>& taken = {}) {
    std::string out;
    for (const auto& caption : find_captions(text, taken)) {
        out += std::string(slice(text, caption.at)) + "|";
    }
    return out;
}

struct Row {
    const char* line;
    bool caption;
};

class Lines : public ::testing::TestWithParam<Row> {};

TEST_P(Lines, AreCaptionsByTheirWords) {
    const auto& [line, caption] = GetParam();
    EXPECT_EQ(shown(kParagraph + line + "\n" + kParagraph), caption ? std::string(line) + "|" : "");
}

INSTANTIATE_TEST_SUITE_P(
    WithCredit,
    Lines,
    ::testing::Values(
        Row{"老渡口的最后一班船 林小满 摄", true},
        Row{"老渡口的最后一班船（林小满 摄）", true},
        Row{"老渡口旧貌（资料图）", true},
        Row{"图为老渡口的最后一班船。", true},
        Row{"Image: The ferry leaves Lorne for the last time", true},
        Row{"FILE - The ferry leaves Lorne.", true},
        Row{"The ferry leaves Lorne. (AP Photo/Nora Whitlock)", true},
        Row{"The ferry leaves Lorne for the last time, Friday, March 5, 2021.", true},
        Row{"他说，这部短片是在老渡口拍摄", false},
        Row{"The ferry left Lorne for the last time on March 5, 2021.", false}));

INSTANTIATE_TEST_SUITE_P(
    ByScene,
    Lines,
    ::testing::Values(
        Row{"志愿者为乘客发放雨衣", true},
        Row{"周小禾正在给摆渡船上漆", true},
        Row{"老渡口改造工程启动仪式", true},
        Row{"一、正在改造的老渡口", false},
        Row{"■ 工作人员走访记", false},
        Row{"（二）志愿者宣传", false},
        Row{"坚持改造先行 以改造促发展", false},
        Row{"一条船连起两岸人", false},
        Row{"记者 林小满", false},
        Row{"——石桥镇老渡口改造现场见闻", false}));

TEST(TagCaptions, TakesRunsOfShortLinesAtTheEnd) {
    EXPECT_EQ(
        shown(kParagraph + "渡口旁的老槐树\n第一批上船的学生\n对岸的茶棚\n"),
        "渡口旁的老槐树|第一批上船的学生|对岸的茶棚|");
}

TEST(TagCaptions, LeavesAListAfterAColon) {
    EXPECT_EQ(
        shown(kParagraph + "可乘船的地点如下：\n石桥老渡口北岸\n石桥老渡口南岸\n青禾码头西侧\n"),
        "");
}

TEST(TagCaptions, LeavesSceneWordsBesideASubhead) {
    EXPECT_EQ(shown("老渡口改造现场\n" + kParagraph), "");
}

TEST(TagCaptions, LeavesWhatIsTaken) {
    const auto text = kParagraph + "志愿者为乘客发放雨衣\n" + kParagraph;
    EXPECT_EQ(shown(text, {{kParagraph.size(), kParagraph.size() + 5}}), "");
}

TEST(TagCaptions, GivesTheLineAboveALoneCredit) {
    EXPECT_EQ(
        shown("The ferry leaves Lorne harbour\nPhoto: Lorne Press\n"),
        "The ferry leaves Lorne harbour|Photo: Lorne Press|");
}

TEST(TagCaptions, DoesNotMarkTheSubheadLayer) {
    galley::testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    galley::testing::Document document(kParagraph + "志愿者为乘客发放雨衣\n" + kParagraph);
    document.spans.push_back({{kParagraph.size(), kParagraph.size() + 30}, "subhead", "", 1});
    ASSERT_EQ(host.process(document), GALLEY_OK);
    EXPECT_EQ(document.spans.size(), 1U);
}

}  // namespace
}  // namespace galley::tag_captions
