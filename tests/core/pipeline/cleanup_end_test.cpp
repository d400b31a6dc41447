// SPDX-License-Identifier: Apache-2.0
// What the host does behind cleanup: the brake, the masthead, pages and their articles.
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/pipeline/brake.hpp"
#include "core/pipeline/lane.hpp"

namespace galley::core::pipeline {
namespace {

using document::Document;
using document::Family;

const document::Author kAuthor{"stage", "cleanup.stage", "1", GALLEY_KIND_CLEANUP, 0};

galley_decision decision(std::uint32_t action, std::string_view all, std::string_view part) {
    galley_decision d{};
    d.struct_size = sizeof d;
    d.action = action;
    d.range = {all.find(part), all.find(part) + part.size()};
    d.category = galley::to_abi("related");
    d.rule = galley::to_abi("rule");
    d.confidence = 1;
    return d;
}

void strip(Family& family, std::string_view part) {
    auto& root = family.root();
    root.begin_call(kAuthor);
    const auto d = decision(GALLEY_STRIP, root.text(), part);
    EXPECT_EQ(root.decide(d, nullptr), GALLEY_OK);
    root.apply_call();
}

TEST(Brake, HoldsATextOfWhichTooMuchIsStripped) {
    Family family;
    family.set_source("0123456789");
    strip(family, "01234567");
    config::Brake brake;
    brake.free_chars = 0;
    brake.share = 0.8;
    EXPECT_EQ(hold_reason(family, brake), "") << "as much as it may";
    brake.shares = {{"related", 0.5}};
    EXPECT_EQ(
        hold_reason(family, brake),
        "brake.share.related: 80 % of the text stripped, expected at most 50 %");
    brake.shares = {{"notice", 0.5}};
    EXPECT_EQ(hold_reason(family, brake), "") << "another category's share";
}

TEST(Brake, LetsAFewCharactersGoWhateverTheirShare) {
    Family family;
    family.set_source("渡口 通航 柳树");
    strip(family, "渡口 通航");
    config::Brake brake;
    brake.share = 0.5;
    EXPECT_EQ(hold_reason(family, brake), "") << "200 characters are free";
    brake.free_chars = 4;
    EXPECT_EQ(hold_reason(family, brake), "") << "blanks do not count";
    brake.free_chars = 3;
    EXPECT_EQ(
        hold_reason(family, brake),
        "brake.share.related: 65 % of the text stripped, expected at most 50 %");
}

TEST(Brake, HasASharePerCategoryWhereNoneIsGiven) {
    Family family;
    family.set_source(std::string(1000, 'x'));
    strip(family, std::string(801, 'x'));
    config::Brake brake;
    EXPECT_EQ(
        hold_reason(family, brake),
        "brake.share.related: 80 % of the text stripped, expected at most 80 %");
    brake.share = 0.9;
    EXPECT_EQ(hold_reason(family, brake), "") << "given, it is the same for all categories";
}

TEST(Brake, TakesTheLimitsOfTheSource) {
    Family family;
    family.set_source("0123456789");
    family.path = "inbox/forum/a.txt";
    strip(family, "01234567");
    family.root().fields = {{"source", "Ferry Post", {0, 2}, 0}};
    config::Brake brake;
    brake.free_chars = 0;
    brake.share = 0.5;
    config::BrakeLimits tight;
    tight.shares = {{"related", 0.1}};
    config::BrakeLimits loose;
    loose.share = 0.9;
    config::BrakeLimits long_body;
    long_body.share = 1;
    long_body.smallest_body_chars = 3;
    const std::string held = " 80 % of the text stripped, expected at most ";
    brake.sources = {{"Bridge News", tight}};
    EXPECT_EQ(hold_reason(family, brake), "brake.share.related:" + held + "50 %") << "another's";
    brake.sources = {{"Ferry Post", tight}, {"forum/", loose}};
    EXPECT_EQ(
        hold_reason(family, brake), "brake.sources.Ferry Post.share.related:" + held + "10 %");
    brake.sources = {{"forum/", loose}, {"Ferry Post", tight}};
    EXPECT_EQ(hold_reason(family, brake), "") << "the first that fits counts";
    brake.sources = {{"orum/", tight}, {"a.txt", tight}, {"Ferry", tight}, {"inbox/", long_body}};
    EXPECT_EQ(
        hold_reason(family, brake),
        "brake.sources.inbox/.smallest_body_chars: 2 characters of story left, expected at least 3")
        << "whole folders and whole names";
}

TEST(Brake, HoldsASmallBodyByCharacters) {
    Family family;
    family.set_source("渡口 通航\n");
    config::Brake brake;
    brake.smallest_body_chars = 4;
    EXPECT_EQ(hold_reason(family, brake), "");
    brake.smallest_body_chars = 5;
    EXPECT_EQ(
        hold_reason(family, brake),
        "brake.smallest_body_chars: 4 characters of story left, expected at least 5");
}

/// A page "masthead / A one / B two" split into its two articles, with fields on the first.
class PageTest : public testing::Test {
  protected:
    PageTest() {
        family_.set_source("paper\nA one\nB two\n");
        auto& root = family_.root();
        root.begin_call(kAuthor);
        for (const std::string_view part : {"paper\nA one\n", "B two\n"}) {
            auto d = decision(GALLEY_SPLIT, root.text(), part);
            d.child = GALLEY_CHILD_ARTICLE;
            galley_doc* child = nullptr;
            EXPECT_EQ(root.decide(d, &child), GALLEY_OK);
        }
        root.apply_call();
        root.set_kind(document::Kind::kPage);
    }

    Document& article(std::size_t i) { return *family_.root().children()[i]; }

    static std::string values(const Document& d, std::string_view key) {
        std::string out;
        for (const auto& field : d.fields) {
            out += field.key == key ? std::string(field.value) + ";" : std::string();
        }
        return out;
    }

    Family family_;
};

TEST_F(PageTest, EveryArticleGetsAllValuesOfTheMasthead) {
    article(0).fields = {
        {"reviewer", "Ruan", {0, 2}, 0},
        {"reviewer", "Hong", {2, 5}, 0},
        {"source", "Ferry Post", {0, 5}, 0},
        {"headline", "A", {6, 7}, 0}};
    EXPECT_EQ(close_cleanup(family_), "");
    EXPECT_EQ(values(article(1), "reviewer"), "Ruan;Hong;");
    EXPECT_EQ(values(article(1), "source"), "Ferry Post;");
    EXPECT_EQ(values(article(0), "reviewer"), "Ruan;Hong;") << "not doubled";
    EXPECT_EQ(values(article(1), "headline"), "");
}

TEST_F(PageTest, AnArticleKeepsItsOwn) {
    article(0).fields = {{"source", "Ferry Post", {0, 5}, 0}, {"headline", "A", {6, 7}, 0}};
    article(1).fields = {{"source", "Bridge News", {14, 17}, 0}};
    EXPECT_EQ(close_cleanup(family_), "");
    EXPECT_EQ(values(article(1), "source"), "Bridge News;");
}

TEST_F(PageTest, FieldsOfAnArticleStayWithIt) {
    article(0).fields = {
        {"headline", "A", {6, 7}, 0},
        {"editor", "Ruan", {8, 11}, 0},
        {"byline", "Hong", {0, 5}, 0}};
    EXPECT_EQ(close_cleanup(family_), "");
    EXPECT_EQ(values(article(1), "editor"), "") << "it stands behind the headline";
    EXPECT_EQ(values(article(1), "byline"), "") << "a byline is one article's, wherever it stands";
}

TEST_F(PageTest, ArticlesAreNumberedInOrder) {
    EXPECT_EQ(close_cleanup(family_), "");
    EXPECT_EQ(family_.root().ordinal(), 0U);
    EXPECT_EQ(article(0).ordinal(), 1U);
    EXPECT_EQ(article(1).ordinal(), 2U);
}

TEST(CloseCleanup, HoldsAPageWithTextThatBelongsToNoArticle) {
    Family family;
    family.set_source("left over\nA one\n");
    auto& root = family.root();
    root.begin_call(kAuthor);
    auto d = decision(GALLEY_SPLIT, root.text(), "A one\n");
    d.child = GALLEY_CHILD_ARTICLE;
    galley_doc* child = nullptr;
    ASSERT_EQ(root.decide(d, &child), GALLEY_OK);
    root.apply_call();
    root.set_kind(document::Kind::kPage);
    EXPECT_EQ(close_cleanup(family), "split: 9 characters belong to no article of the page");
}

TEST(CloseCleanup, HoldsATextThatCleanupEmptied) {
    Family family;
    family.set_source("all of it");
    strip(family, "all of it");
    EXPECT_EQ(close_cleanup(family), "no story: cleanup left no text");
}

}  // namespace
}  // namespace galley::core::pipeline
