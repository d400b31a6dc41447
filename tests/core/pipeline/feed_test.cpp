// SPDX-License-Identifier: Apache-2.0
// The input of a run, and what a lane does with it, on fake stages.
#include "core/pipeline/feed.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/pipeline/lane.hpp"
#include "tests/core/pipeline/fake_stages.hpp"

namespace galley::core::pipeline {
namespace {

using Lines = std::vector<std::string>;

class FeedTest : public testing::Test {
  protected:
    /// Reads all, as a run does. @returns "path: text" or "path: status: reason" of each document.
    Lines read(std::uint64_t limit = UINT64_MAX) {
        fakes_.add_source();
        fakes_.add_reader(false);
        fakes_.add_reader(true);
        auto lane = Lane::create(fakes_.stages, config_, services_);
        auto feed = Feed::open(fakes_.stages, services_);
        EXPECT_TRUE(lane.has_value() && feed.has_value());
        Lines out;
        Batch batch;
        while (feed.value()->fill(batch, limit)) {
            for (std::size_t i = 0; i < batch.count; ++i) {
                auto& item = *batch.items[i];
                lane.value()->process(item);
                const auto& family = item.family;
                out.push_back(
                    family.path + ": " +
                    (item.is_ok() ? std::string(family.root().text())
                                  : family.status + ": " + family.reason));
            }
            for (const auto& blob : batch.ended) {
                ended_.push_back(std::string(blob->token()));
            }
            batch.clear();
        }
        return out;
    }

    Script script_;
    FakeStages fakes_{script_};
    config::Config config_;
    Services services_;
    Lines ended_;
};

TEST_F(FeedTest, GivesEachBlobToTheReaderThatKnowsIt) {
    script_.blobs = {"one", "a|b", "two"};
    EXPECT_EQ(read(), (Lines{"one: one", "a|b#1: a", "a|b#2: b", "two: two"}));
    EXPECT_EQ(ended_, Lines{"a|b"});
    EXPECT_EQ(script_.opened, 3);
    EXPECT_EQ(script_.closed, 3);
}

TEST_F(FeedTest, GoesOnAfterABlobThatCannotBeRead) {
    script_.blobs = {"one", "!", "two"};
    EXPECT_EQ(read(), (Lines{"one: one", "!: failed_read: cannot be read", "two: two"}));
}

TEST_F(FeedTest, GoesOnAfterABadDocumentOfAStream) {
    script_.blobs = {"a|bad|c", "two"};
    EXPECT_EQ(
        read(),
        (Lines{"a|bad|c#1: a", "a|bad|c#2: failed_read: a bad line", "a|bad|c#3: c", "two: two"}));
}

TEST_F(FeedTest, LeavesAStreamWhoseReaderBreaks) {
    script_.bad_line = GALLEY_E_FAILED;
    script_.blobs = {"a|bad|c", "two"};
    EXPECT_EQ(
        read(), (Lines{"a|bad|c#1: a", "a|bad|c#2: failed_read: the disk is gone", "two: two"}));
    EXPECT_EQ(ended_, Lines{"a|bad|c"});
    EXPECT_EQ(script_.closed, script_.opened);
}

TEST_F(FeedTest, EndsAContainerWhoseLastDocumentFillsABatch) {
    std::string container = "0";
    for (std::size_t i = 1; i < Batch::kMostItems; ++i) {
        container += "|" + std::to_string(i);
    }
    script_.blobs = {container};
    EXPECT_EQ(read().size(), Batch::kMostItems);
    EXPECT_EQ(ended_, Lines{container});
}

TEST_F(FeedTest, StopsAtTheLimitInsideAStream) {
    script_.blobs = {"one", "a|b|c", "two"};
    EXPECT_EQ(read(2), (Lines{"one: one", "a|b|c#1: a"}));
    EXPECT_EQ(ended_, Lines{});
}

TEST_F(FeedTest, RefusesABlobOfUnknownSizeOverTheLimit) {
    services_.bounds.text_bytes = 5;
    script_.blobs = {"12345", "123456", "a|too long"};
    const auto lines = read();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0], "12345: 12345");
    EXPECT_EQ(lines[2], "a|too long#1: a");
    EXPECT_EQ(
        lines[3],
        "a|too long#2: failed_read: limits.document_size: expected at most 5 bytes of text, got 8");
    EXPECT_EQ(lines[1], "123456: failed_read: limits.document_size: expected at most 5 bytes");
}

TEST_F(FeedTest, FiltersWhatHasNoText) {
    script_.blobs = {" \n\t", "a||c"};
    EXPECT_EQ(
        read(),
        (Lines{
            " \n\t: filtered: empty: no text in it",
            "a||c#1: a",
            "a||c#2: filtered: empty: no text in it",
            "a||c#3: c"}));
}

TEST_F(FeedTest, SaysWhatAChainLacks) {
    fakes_.add_source();
    const auto opened = Feed::open(fakes_.stages, services_);
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().message, "the chain has no reader (such as: ingest text)");
}

class LaneTest : public testing::Test {
  protected:
    std::string process(galley_status answer, config::OnError on_error) {
        script_.cleanup = answer;
        fakes_.add_cleanup(on_error);
        auto lane = Lane::create(fakes_.stages, config_, services_);
        item_.family.set_source("ink and paper");
        lane.value()->process(item_);
        return item_.family.status + ": " + item_.family.reason + " [" +
               std::string(item_.family.root().text()) + "]";
    }

    Script script_;
    FakeStages fakes_{script_};
    config::Config config_;
    Services services_;
    Item item_;
};

TEST_F(LaneTest, AppliesWhatWasDecided) {
    EXPECT_EQ(process(GALLEY_OK, config::OnError::kFail), "ok:  [nk and paper]");
}

TEST_F(LaneTest, FailsTheDocument) {
    EXPECT_EQ(
        process(GALLEY_E_FAILED, config::OnError::kFail),
        "failed_plugin: strip: no ink [ink and paper]");
}

TEST_F(LaneTest, SkipsTheStageAndDropsItsDecisions) {
    EXPECT_EQ(
        process(GALLEY_E_FAILED, config::OnError::kSkip),
        "ok_with_warnings: strip: no ink [ink and paper]");
}

TEST_F(LaneTest, HoldsTheDocument) {
    EXPECT_EQ(
        process(GALLEY_E_FAILED, config::OnError::kHold), "held: strip: no ink [ink and paper]");
}

TEST_F(LaneTest, CallsAnOverrunDeadlineATimeout) {
    EXPECT_EQ(
        process(GALLEY_E_DEADLINE, config::OnError::kSkip),
        "timeout: limits.document_time: strip: no ink [ink and paper]");
}

TEST_F(LaneTest, FiltersADocumentAPluginSkips) {
    EXPECT_EQ(
        process(GALLEY_SKIPPED, config::OnError::kFail),
        "filtered: filtered by strip [ink and paper]");
}

}  // namespace
}  // namespace galley::core::pipeline
