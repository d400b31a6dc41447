// SPDX-License-Identifier: Apache-2.0
// The order in which documents meet stages.
#include "core/pipeline/route.hpp"

#include <string>

#include <gtest/gtest.h>

namespace galley::core::pipeline {
namespace {

const document::Author kAuthor{"stage", "cleanup.test", "1", GALLEY_KIND_CLEANUP, 0};

/// Two cleanup and two tagging stages over a page of two articles, which stage 0 splits.
class RouteTest : public testing::Test {
  protected:
    RouteTest() {
        family_.set_source("One.\nTwo.\n");
        route_.begin(family_, 2, 4);
    }

    void split(galley::span at) {
        galley_decision decision{};
        decision.struct_size = sizeof decision;
        decision.action = GALLEY_SPLIT;
        decision.child = GALLEY_CHILD_ARTICLE;
        decision.range = galley::to_abi(at);
        decision.category = galley::to_abi(std::string_view("other"));
        ASSERT_EQ(family_.root().decide(decision, nullptr), GALLEY_OK);
    }

    /// Where the way leads: "r" the root, "1" and "2" its children, with the stage.
    std::string next() {
        const auto stop = route_.next();
        if (!stop.has_value()) {
            return "end";
        }
        const auto name = stop->document->parent() == nullptr  ? "r"
                          : stop->document->range().begin == 0 ? "1"
                                                               : "2";
        return name + std::to_string(stop->stage);
    }

    document::Family family_;
    Route route_;
};

TEST_F(RouteTest, LeadsADocumentThroughCleanupThenTagging) {
    EXPECT_EQ(next(), "r0");
    EXPECT_EQ(next(), "r1");
    EXPECT_EQ(next(), "end");
    EXPECT_FALSE(route_.is_tagging());
    route_.begin_tagging();
    EXPECT_EQ(next(), "r2");
    EXPECT_EQ(next(), "r3");
    EXPECT_EQ(next(), "end");
}

TEST_F(RouteTest, LeadsChildrenThroughTheStagesBehindTheOneThatMadeThem) {
    EXPECT_EQ(next(), "r0");
    family_.root().begin_call(kAuthor);
    split({0, 5});
    split({5, 10});
    family_.root().apply_call();
    family_.root().set_kind(document::Kind::kPage);
    EXPECT_EQ(next(), "11");
    EXPECT_EQ(next(), "21");
    EXPECT_EQ(next(), "end");  // a page goes no further
    route_.begin_tagging();
    EXPECT_EQ(next(), "12");
    EXPECT_EQ(next(), "13");
    EXPECT_EQ(next(), "22");
    EXPECT_EQ(next(), "23");
    EXPECT_EQ(next(), "end");
}

}  // namespace
}  // namespace galley::core::pipeline
