// SPDX-License-Identifier: Apache-2.0
// What is left of a purged document, and that everything keeps its length.
#include "core/ledger/scrub.hpp"

#include <gtest/gtest.h>

namespace galley::core::ledger {
namespace {

const std::string kSha = "0123456789abcdef0123456789abcdef";

state::Gone gone() {
    return {{kSha}, {"inbox/a&b.txt"}};
}

TEST(ScrubLine, KeepsUriAndNumbersAndItsLength) {
    const std::string line =
        R"({"uri":"galley:0#0-9","path":"inbox/a.txt","article":1,"headline":null,"text":"Ann Lee",)"
        R"("byline":["Ann Lee"],"rule":"en.1","status":"ok"})";
    const auto left = scrub_line(line);
    const std::string wanted =
        R"({"uri":"galley:0#0-9","path":"","article":1,"headline":null,"text":"","byline":[],)"
        R"("rule":"en.1","status":"purged")";
    EXPECT_EQ(left, wanted + std::string(line.size() - wanted.size() - 1, ' ') + "}");
}

TEST(ScrubLine, OfWhichNothingIsLeftOverKeepsItsUri) {
    EXPECT_EQ(
        scrub_line(R"({"uri":"galley:0#0-9","x":1,"y":2,"z":34})"),
        R"({"uri":"galley:0#0-9","status":"purged" })");
}

TEST(ScrubPage, BlanksArticlesByIdAndNamesByPath) {
    const std::string before =
        "<main><article class=\"sheet\" id=\"u-0123456789ab-0-9\">Ann</article>";
    const std::string other = "<article class=\"sheet\" id=\"u-999999999999-0-9\">Bob</article>";
    std::string html = before + other + "<td class=\"files\">inbox/a&amp;b.txt</td>";
    const auto size = html.size();
    EXPECT_TRUE(scrub_page(html, gone()));
    EXPECT_EQ(html.size(), size);
    EXPECT_EQ(html, "<main>" + std::string(before.size() - 6, ' ') + other + std::string(40, ' '));
    EXPECT_FALSE(scrub_page(html, gone()));
}

TEST(ScrubPosition, EmptiesPathsAndLeavesWhatIsNoJson) {
    EXPECT_EQ(
        scrub_position(R"({"page":1,"last_path":"inbox/a&b.txt"})", gone()),
        R"({"page":1,"last_path":""})");
    EXPECT_EQ(scrub_position("articles:12", gone()), "articles:12");
}

}  // namespace
}  // namespace galley::core::ledger
