// SPDX-License-Identifier: Apache-2.0
// What a proof sheet shows and what it never does, on the built plugin.
#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "html_text.hpp"
#include "marks.hpp"
#include "page_template.hpp"
#include "sample_run.hpp"

namespace galley::proof_sheet {
namespace {

using Outputs = std::map<std::string, std::string>;

/// Writes the documents of some files as one run.
Outputs export_files(std::deque<SampleFile> files, const testing::Parameters& parameters = {}) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    EXPECT_EQ(host.configure(parameters), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin(), GALLEY_OK) << host.error();
    for (const auto& file : files) {
        for (const auto& document : file.documents) {
            EXPECT_EQ(host.write(document, document.record.uri), GALLEY_OK) << host.error();
        }
    }
    host.finish();
    return host.outputs();
}

/// Also written to the file that GALLEY_PROOF_SAMPLE names, to be looked at.
std::string sample_sheet() {
    std::deque<SampleFile> files;
    files.push_back(chinese_page());
    files.push_back(english_page());
    files.push_back(held_page());
    const auto html = export_files(std::move(files)).at("proof.html");
    if (const char* to_look_at = std::getenv("GALLEY_PROOF_SAMPLE")) {
        std::ofstream(to_look_at) << html;
    }
    return html;
}

std::size_t count(const std::string& html, std::string_view what) {
    std::size_t found = 0;
    for (auto at = html.find(what); at != std::string::npos; at = html.find(what, at + 1)) {
        ++found;
    }
    return found;
}

TEST(ProofSheet, ShowsEveryPassageWithRuleAndNumber) {
    const auto html = sample_sheet();
    EXPECT_NE(
        html.find(
            "<del class=\"cut c-breadcrumb\" data-c=\"breadcrumb\" data-d=\"1\" "
            "title=\"breadcrumb \u00B7 zh.breadcrumb.arrows \u00B7 cleanup.strip_furniture 1.0.0\">"
            "<sup>1</sup>首页 &gt; 新闻 &gt; 民生\n</del>"),
        std::string::npos);
    EXPECT_NE(html.find("<li data-n=\"1\" value=\"1\" data-c=\"breadcrumb\">"), std::string::npos);
    EXPECT_EQ(count(html, "<li data-n="), 10U + 5U + 1U);
}

TEST(ProofSheet, NothingOfADocumentIsMarkup) {
    const auto html = sample_sheet();
    EXPECT_EQ(count(html, "<script"), 1U);
    EXPECT_EQ(html.find("<b>wooden"), std::string::npos);
    EXPECT_NE(html.find("&lt;b&gt;wooden&lt;/b&gt; piles &amp; decks"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(&#39;not in my sheet&#39;)"), std::string::npos);
}

TEST(ProofSheet, ShowsBidirectionalAndZeroWidthCharacters) {
    const auto html = sample_sheet();
    EXPECT_EQ(html.find("\u202E"), std::string::npos);
    EXPECT_EQ(html.find("\u200B"), std::string::npos);
    EXPECT_NE(html.find("<i class=\"ctl\" title=\"U+202E\">RLO</i>gnihsif"), std::string::npos);
    EXPECT_NE(html.find("<i class=\"ctl\" title=\"U+200B\">ZWSP</i>"), std::string::npos);
}

TEST(HtmlText, MakesControlsVisible) {
    std::string html;
    append_text(html, std::string_view("a\0b\tc\x1B\x7F\xC2\x85\xFF", 10));
    EXPECT_EQ(
        html,
        "a<i class=\"ctl\" title=\"U+0000\">\u2400</i>b\tc<i class=\"ctl\" "
        "title=\"U+001B\">\u241B</i>"
        "<i class=\"ctl\" title=\"U+007F\">\u2421</i><i class=\"ctl\" "
        "title=\"U+0085\">U+0085</i>\uFFFD");
}

TEST(ProofSheet, RunsNothingButItsOwnStyleAndScript) {
    const auto html = sample_sheet();
    const auto block = [&](std::string_view tag) {
        const auto open = "<" + std::string(tag) + ">";
        const auto begin = html.find(open) + open.size();
        return html.substr(begin, html.find("</" + std::string(tag) + ">", begin) - begin);
    };
    EXPECT_NE(
        html.find(
            "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src " +
            csp_hash(block("style")) + "; script-src " + csp_hash(block("script")) + "\""),
        std::string::npos);
    EXPECT_EQ(csp_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    for (const auto* loads :
         {" src=", "url(", "@import", " style=", " onclick=", "http:", "https:"}) {
        EXPECT_EQ(html.find(loads), std::string::npos) << loads;
    }
}

TEST(ProofSheet, FlagsHeldArticles) {
    const auto html = sample_sheet();
    EXPECT_EQ(count(html, "<article class=\"sheet held\""), 1U);
    EXPECT_NE(
        html.find("</span> 6 characters of text are left, at least 20 expected</p>"),
        std::string::npos);
}

TEST(ProofSheet, ShowsNoticesAsCards) {
    const auto html = sample_sheet();
    EXPECT_EQ(count(html, "<article class=\"card ok\""), 2U);
    EXPECT_NE(html.find("<h2>青川市远山茶叶店</h2>"), std::string::npos);
    EXPECT_NE(
        html.find("<tr><td>土地使用证</td><td>青国用2019第0077号</td><td></td></tr>"),
        std::string::npos);
}

TEST(ProofSheet, AboveAHundredArticlesMakesAnIndexAndPages) {
    std::deque<SampleFile> files;
    for (int i = 0; i < 205; ++i) {
        auto& file = files.emplace_back(english_page());
        file.documents[0].record.source_sha256 = std::to_string(i);
    }
    const auto out = export_files(std::move(files));
    ASSERT_EQ(out.size(), 4U);
    EXPECT_EQ(count(out.at("proof/page-001.html"), "<article"), 100U);
    EXPECT_EQ(count(out.at("proof/page-002.html"), "<article"), 100U);
    EXPECT_EQ(count(out.at("proof/page-003.html"), "<article"), 5U);
    EXPECT_EQ(count(out.at("proof.html"), "<article"), 0U);
    EXPECT_EQ(count(out.at("proof.html"), "href=\"proof/page-00"), 3U);
    EXPECT_EQ(count(out.at("proof/page-002.html"), "href=\"../proof.html\""), 1U);
    EXPECT_EQ(count(out.at("proof/page-002.html"), "href=\"page-003.html\""), 1U);
    for (const auto& [name, html] : out) {
        EXPECT_TRUE(html.ends_with("</html>\n")) << name;
        EXPECT_EQ(count(html, "</html>"), 1U) << name;
    }
}

TEST(ProofSheet, IsWholeAfterEveryBatch) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure(), GALLEY_OK) << host.error();
    ASSERT_EQ(host.begin(), GALLEY_OK) << host.error();
    const auto file = english_page();
    for (std::size_t batch = 1; batch <= 3; ++batch) {
        ASSERT_EQ(host.write(file.documents[0], "key"), GALLEY_OK) << host.error();
        host.finish();
        const auto html = host.outputs().at("proof.html");
        EXPECT_EQ(count(html, "<article"), batch);
        EXPECT_EQ(count(html, "</html>"), 1U);
    }
}

/// 120 documents: page 1 makes way for the index at the 101st.
std::string sheet_of_120(testing::RecordingHost& host, std::size_t stop_at, std::size_t lost) {
    auto file = english_page();
    auto& document = file.documents[0];
    EXPECT_EQ(host.configure(), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin(), GALLEY_OK) << host.error();
    const auto write = [&](std::size_t from, std::size_t to) {
        for (auto i = from; i < to; ++i) {
            document.record.source_sha256 = "source " + std::to_string(i);
            EXPECT_EQ(host.write(document, "key"), GALLEY_OK) << host.error();
        }
    };
    write(0, stop_at);
    std::string position;
    EXPECT_EQ(host.prepare(position), GALLEY_OK) << host.error();
    EXPECT_EQ(host.commit(), GALLEY_OK) << host.error();
    if (lost > 0) {
        write(stop_at, stop_at + lost);  // written, and not committed
        EXPECT_EQ(host.begin("run", position), GALLEY_OK) << host.error();
    }
    write(stop_at, 120);
    host.finish();
    std::string all;
    for (const auto& [name, html] : host.outputs()) {
        all += name + "\n" + html;
    }
    return all;
}

TEST(ProofSheet, GoesOnAsIfNothingHadHappened) {
    testing::RecordingHost undisturbed(GALLEY_PLUGIN_FILE);
    const auto wanted = sheet_of_120(undisturbed, 60, 0);
    for (const auto& [stop_at, lost] :
         {std::pair{60U, 5U}, {60U, 50U}, {100U, 1U}, {101U, 3U}, {110U, 10U}}) {
        testing::RecordingHost host(GALLEY_PLUGIN_FILE);
        EXPECT_EQ(sheet_of_120(host, stop_at, lost), wanted) << stop_at << " " << lost;
    }
}

TEST(ProofSheet, RefusesAPositionThatIsNotItsOwn) {
    testing::RecordingHost host(GALLEY_PLUGIN_FILE);
    ASSERT_EQ(host.configure(), GALLEY_OK) << host.error();
    EXPECT_EQ(host.begin("run", "articles:1"), GALLEY_E_ARGUMENT);
    EXPECT_EQ(host.error(), "a position that export.proof_sheet did not make");
}

TEST(Marks, TheStrongestDecisionShowsAndSegmentsCoverAll) {
    const std::vector<Mark> marks{
        {{2, 8}, MarkKind::kStripped, 0},
        {{3, 4}, MarkKind::kReplaced, 1},
        {{5, 6}, MarkKind::kCut, 2}};
    std::string shown;
    ByteOffset at = 0;
    for (const auto& segment : make_segments({0, 10}, marks, {{{7, 20}, 9}})) {
        EXPECT_EQ(segment.at.begin, at);
        at = segment.at.end;
        const auto mark =
            segment.mark == Segment::kNone ? "-" : std::to_string(marks[segment.mark].row);
        shown += mark + (segment.fields.empty() ? " " : "e ");
    }
    EXPECT_EQ(at, 10U);
    EXPECT_EQ(shown, "- 0 0 0 2 0 0e -e ");
}

}  // namespace
}  // namespace galley::proof_sheet
