// SPDX-License-Identifier: Apache-2.0
// How a refusal names what differs between two chains.
#include "core/state/chain_difference.hpp"

#include <gtest/gtest.h>

namespace galley::core::state {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string difference(Parts was, Parts is) {
    RunInfo old_run;
    RunInfo new_run;
    old_run.parts_of_chain = std::move(was);
    new_run.parts_of_chain = std::move(is);
    return chain_difference(old_run, new_run);
}

TEST(ChainDifference, NamesAValueThatChanged) {
    EXPECT_EQ(
        difference(
            {{"brake", "share 0.9"}, {"pipeline.a", "cleanup.a 1"}, {"pipeline.a.on", "true"}},
            {{"brake", "share 0.9"}, {"pipeline.a", "cleanup.a 2"}, {"pipeline.a.on", ""}}),
        "\n  pipeline.a: was cleanup.a 1, is cleanup.a 2\n  pipeline.a.on: was true, is empty");
}

TEST(ChainDifference, NamesAStageOnceThatCameOrWent) {
    EXPECT_EQ(
        difference(
            {{"pipeline.a", "cleanup.a 1"}, {"pipeline.a.on", "true"}},
            {{"pipeline.b", "cleanup.b 1"}, {"pipeline.b rule packs", "sha256:1"}}),
        "\n  pipeline.a: was cleanup.a 1, is not there"
        "\n  pipeline.b: was not there, is cleanup.b 1");
}

TEST(ChainDifference, SaysSomethingWhenAllPartsAreTheSame) {
    EXPECT_EQ(
        difference({}, {}),
        "\n  the order of its stages, or how this version of galley hashes a chain");
}

TEST(ChainDifference, StopsAtTenLines) {
    Parts was;
    Parts is;
    for (int i = 0; i < 12; ++i) {
        was.emplace_back("pipeline.a.p" + std::to_string(i), "1");
        is.emplace_back("pipeline.a.p" + std::to_string(i), "2");
    }
    was.emplace_back("pipeline.a", "x");
    is.emplace_back("pipeline.a", "x");
    EXPECT_TRUE(difference(was, is).ends_with("\n  and 2 more"));
}

}  // namespace
}  // namespace galley::core::state
