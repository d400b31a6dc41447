// SPDX-License-Identifier: Apache-2.0
// Tests of metadata read from an article's text.
#include "tag_metadata.hpp"

#include <gtest/gtest.h>

#include <galley/testing/recording_host.hpp>

namespace galley::tag_metadata {
namespace {

std::string shown(std::string_view text) {
    std::string out;
    for (const auto& one : find_metadata(text)) {
        out += std::string(one.key) + "=" + one.value + ";";
    }
    return out;
}

struct Row {
    const char* text;
    const char* found;
};

class Statements : public ::testing::TestWithParam<Row> {};

TEST_P(Statements, GiveWhatTheySayAndNoMore) {
    EXPECT_EQ(shown(GetParam().text), GetParam().found) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Datelines,
    Statements,
    ::testing::Values(
        Row{"新华社青禾3月5日电 县里的春耕开始了。", "source=新华社;place=青禾;"},
        Row{"新华社青禾2021年3月5日电 县里的春耕开始了。",
            "source=新华社;place=青禾;published=2021-03-05;"},
        Row{"据新华社青禾3月5日电 县里的春耕开始了。", "source=新华社;place=青禾;"},
        Row{"本报讯 县里的春耕开始了。", ""},
        Row{"本报青禾3月5日电 县里的春耕开始了。", "place=青禾;"},
        Row{"LORNE (AP) — The harbour opened on Friday.", "source=AP;place=Lorne;"},
        Row{"PORT ELGIN, Ont. — The harbour opened on Friday.", "place=Port Elgin, Ont.;"},
        Row{"The harbour - built in 1902 - opened on Friday.", ""}));

INSTANTIATE_TEST_SUITE_P(
    Credits,
    Statements,
    ::testing::Values(
        Row{"本报讯（记者 林小满）县里的春耕开始了。", "byline=林小满;"},
        Row{"县里的春耕开始了。\n天气转暖。（记者 林小满 通讯员 周青）",
            "byline=林小满;byline=周青;"},
        Row{"县里的春耕开始了。（责编 周青禾）", "responsible_editor=周青禾;"},
        Row{"县里的春耕开始了。\n编辑：周青 校对：林小满", "editor=周青;proofreader=林小满;"},
        Row{"县里的春耕开始了。\n一审：周青 二审：林满", "reviewer=周青;reviewer=林满;"},
        Row{"The harbour opened.\nReporting by Nora Whitlock; editing by Jane Roe",
            "editor=Jane Roe;byline=Nora Whitlock;"},
        Row{"Nora Whitlock, LORNE PRESS\nThe harbour opened.", ""},
        Row{"这份报告由编辑部整理，编辑人员共三名。", ""}));

INSTANTIATE_TEST_SUITE_P(
    Sources,
    Statements,
    ::testing::Values(
        Row{"来源：河湾晚报\n县里的春耕开始了。", "source=河湾晚报;"},
        Row{"县里的春耕开始了。\n（原载《河湾晚报》）", "source=河湾晚报;"},
        Row{"《河湾晚报》（2021年3月5日 02版）\n县里的春耕开始了。",
            "source=河湾晚报;published=2021-03-05;"},
        Row{"发布时间：2021-03-05 10:50\n县里的春耕开始了。", "published=2021-03-05T10:50;"},
        Row{"Thursday 4 March 2021 | Page 7\nThe harbour opened.", "published=2021-03-04;"},
        Row{"Published 3 March 2022\nThe harbour opened.", "published=2022-03-03;"},
        Row{"Lorne Courier, 3 March 2022\nThe harbour opened.", "published=2022-03-03;"},
        Row{"Updated 4 March 2022\nPublished 3 March 2022\nThe harbour opened.",
            "published=2022-03-03;"},
        Row{"Updated: 4 March 2022, 8:05 a.m.\nThe harbour opened.", "published=2022-03-04T08:05;"},
        Row{"Published 3 March\nThe harbour opened.", ""},
        Row{"Lorne Harbour, 3 March 2022\nThe harbour opened.", ""},
        Row{"（新华社青禾3月5日电）县里的春耕开始了。", "source=新华社;place=青禾;"},
        Row{"据新华社报道，县里的春耕开始了。", ""},
        Row{"PORT LORNE, March 5 (Reuters) - The harbour opened.",
            "source=Reuters;place=Port Lorne;"},
        Row{"2021年3月5日　第3版\n县里的春耕开始了。", "published=2021-03-05;"},
        Row{"2021-03-05 14:35　本地新闻\n县里的春耕开始了。", "published=2021-03-05T14:35;"},
        Row{"2021年3月5日，他回到了家乡。", ""},
        Row{"3月5日\n县里的春耕开始了。", ""},
        Row{"水的来源：村里的水一直来自后山，村民们每天要走两里路去挑，遇到旱年还要再走远一些。",
            ""},
        Row{"他在《河湾晚报》上读到了这条消息。", ""},
        Row{"", ""}));

TEST(TagMetadata, AddsOnlyWhatIsMissing) {
    galley::testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    galley::testing::Document document("新华社青禾3月5日电（记者 林小满）县里的春耕开始了。");
    document.fields.push_back({"source", "河湾晚报", {}, 0});
    ASSERT_EQ(host.process(document), GALLEY_OK);
    std::string keys;
    for (const auto& field : document.fields) {
        keys += field.key + "=" + field.value + ";";
    }
    EXPECT_EQ(keys, "source=河湾晚报;place=青禾;byline=林小满;");
}

TEST(TagMetadata, EvidenceIsWhereTheValueStands) {
    const std::string text = "  新华社青禾3月5日电 县里的春耕开始了。\n";
    for (const auto& one : find_metadata(text)) {
        EXPECT_EQ(slice(text, one.evidence), one.value);
    }
}

}  // namespace
}  // namespace galley::tag_metadata
