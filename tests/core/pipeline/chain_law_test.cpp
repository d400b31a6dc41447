// SPDX-License-Identifier: Apache-2.0
// The conservation law after every stage of the shipped chain, on the samples and, where it is
// there, the corpus.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/cli/session.hpp"
#include "core/pipeline/feed.hpp"
#include "core/pipeline/lane.hpp"
#include "tests/support/family_law.hpp"

namespace galley::tests {
namespace {

namespace fs = std::filesystem;
using namespace core;  // this test walks through the whole of it

/// Runs the chain of newsroom.info over files. @returns how many documents were seen.
std::size_t check_chain(const std::vector<std::string>& inputs) {
    auto session =
        cli::check_config(std::string(GALLEY_SOURCE) + "/configs/newsroom.info", {}, inputs);
    EXPECT_TRUE(session.has_value()) << session.error().message;
    auto loaded = cli::load_plugins(*session.value());
    EXPECT_TRUE(loaded.has_value()) << loaded.error().message;
    rules::RuleStore store;
    pipeline::Services services;
    services.rules = &store;
    const auto& prepared = session.value()->prepared;
    auto lane = pipeline::Lane::create(prepared.stages, session.value()->config, services);
    auto feed = pipeline::Feed::open(prepared.stages, services);
    EXPECT_TRUE(lane.has_value() && feed.has_value());
    lane.value()->observe(
        [](pipeline::Instance& instance, document::Document& document, bool applied) {
            if (applied) {
                const auto broken = broken_law(document.family());
                EXPECT_FALSE(broken.has_value()) << document.family().path << " after "
                                                 << instance.stage().id() << ": " << *broken;
            }
        });
    std::size_t seen = 0;
    pipeline::Batch batch;
    std::uint64_t left = UINT64_MAX;
    while (feed.value()->fill(batch, left)) {
        for (std::size_t i = 0; i < batch.count; ++i, ++seen) {
            lane.value()->process(*batch.items[i]);
            EXPECT_EQ(broken_law(batch.items[i]->family), std::nullopt)
                << batch.items[i]->family.path;
        }
        batch.clear();
    }
    return seen;
}

TEST(ChainLaw, HoldsAfterEveryStageOnTheSamples) {
    EXPECT_GE(check_chain({std::string(GALLEY_SOURCE) + "/configs/samples"}), 8U);
}

TEST(ChainLaw, HoldsAfterEveryStageOnTheCorpus) {
    const auto corpus = fs::path(GALLEY_SOURCE).parent_path() / "shared" / "corpus" / "gold";
    if (!fs::exists(corpus)) {
        GTEST_SKIP() << "no evaluation corpus beside the project";
    }
    EXPECT_GE(check_chain({(corpus / "raw").string(), (corpus / "notices" / "raw").string()}), 50U);
}

}  // namespace
}  // namespace galley::tests
