// SPDX-License-Identifier: Apache-2.0
// Blocks come back as they were, and what is no block is refused.
#include "core/state/records.hpp"

#include <gtest/gtest.h>

namespace galley::core::state {
namespace {

Commit sample() {
    Commit commit;
    commit.number = 7;
    commit.sealed = true;
    commit.documents = {
        {{1, 2}, "in/a.txt", "ok", "", "", "", ""},
        {{3, 4}, "in/\xff\n.txt", "held", "galley:00#0-4", "brake", "", "too short"}};
    commit.totals.read = 9;
    commit.totals.bytes = 1U << 31U;
    commit.stripped = {{"promotion", 3}};
    commit.counters = {{"jsonl", "busy_ns", 1.5}};
    commit.positions = {{"jsonl", "articles:12"}, {"other", ""}};
    commit.outputs = {{"jsonl", "articles.jsonl", 12, 0xfeed}};
    return commit;
}

TEST(Records, ComeBackAsTheyWere) {
    const auto block = pack(sample());
    const auto back = unpack_commit(block);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(pack(*back), block);
    EXPECT_EQ(back->documents.at(1).path, "in/\xff\n.txt");
    EXPECT_EQ(back->documents.at(1).reason, "too short");
    EXPECT_EQ(back->totals, sample().totals);
    EXPECT_EQ(back->position_of("jsonl")->text, "articles:12");
    EXPECT_EQ(back->position_of("none"), nullptr);
}

TEST(Records, RefuseEveryCutAndWhatFollows) {
    const auto block = pack(sample());
    for (std::size_t size = 0; size < block.size(); ++size) {
        EXPECT_FALSE(unpack_commit(block.substr(0, size)).has_value()) << size;
    }
    EXPECT_FALSE(unpack_commit(block + "x").has_value());
    EXPECT_FALSE(unpack_run(block).has_value());
}

TEST(Records, RefuseAnOutputNamedTwice) {
    auto commit = sample();
    commit.outputs.push_back({"jsonl", "notices.jsonl", 3, 1});
    EXPECT_TRUE(unpack_commit(pack(commit)).has_value());
    commit.outputs.push_back({"jsonl", "articles.jsonl", 5, 1});
    EXPECT_FALSE(unpack_commit(pack(commit)).has_value());
}

TEST(Records, KeepWhatBecameOfDeadLetters) {
    auto commit = sample();
    commit.redriven = {
        {4, true, {{5, 6}, "in/c.txt", "ok", "", "", "", ""}},
        {5, false, {{7, 8}, "in/d.txt", "crash", "", "strip", "cleanup.strip", "SIGSEGV"}}};
    const auto block = pack(commit);
    const auto back = unpack_commit(block);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(pack(*back), block);
    ASSERT_EQ(back->redriven.size(), 2U);
    EXPECT_TRUE(back->redriven[0].newly_read);
    EXPECT_EQ(back->redriven[1].number, 5U);
    EXPECT_EQ(back->redriven[1].document.reason, "SIGSEGV");
}

Commit with_outcomes() {
    auto commit = sample();
    commit.documents = {
        {{1, 2}, "in/a.txt", "ok", "", "", "", "", false, {8, 9}, 2},
        {{3, 4}, "in/b.txt", "held", "galley:00#0-4", "brake", "", "too short"},
        {{5, 6}, "in/c.txt", "failed_export", "", "jsonl", "export.jsonl", "no", false, {7, 7}, 1},
        {{7, 8}, "in/d.txt", "ok_with_warnings", "", "", "", "", false, {1, 1}, 0}};
    commit.redriven = {{1, false, {{9, 9}, "in/e.txt", "ok", "", "", "", "", false, {2, 2}, 1}}};
    commit.outcomes = {
        {0, 40, 0xd1, false},
        {10, 20, 0xd2, true},
        {0, 9, OutcomeRecord::kUnknown, false},
        {0, 5, 0xd5, false}};
    commit.has_outcomes = true;
    commit.canceled = {{{1, 1}, {2, 2}, {3, 4, 0, true}}};
    commit.version = {1, 2, 3, 4, 5, true};
    return commit;
}

TEST(Records, KeepWhatCameOut) {
    const auto block = pack(with_outcomes());
    const auto back = unpack_commit(block);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(pack(*back), block);
    EXPECT_EQ(back->outcomes, with_outcomes().outcomes);
    std::vector<std::uint32_t> counts;
    for (const auto& document : back->documents) {
        counts.push_back(document.outcomes);
    }
    EXPECT_EQ(counts, (std::vector<std::uint32_t>{2, 0, 1, 0}));
    EXPECT_EQ(back->documents[0].rest, (Content{8, 9}));
    EXPECT_EQ(back->redriven[0].document.outcomes, 1U);
    EXPECT_TRUE(back->has_outcomes);
    EXPECT_EQ(back->version, with_outcomes().version);
    ASSERT_EQ(back->canceled.size(), 1U);
    EXPECT_EQ(
        back->canceled[0].uri(),
        "galley:01000000000000000100000000000000"
        "02000000000000000200000000000000#3-4");
}

TEST(Records, KnowNothingOfWhatCameOutOfAnOlderGalley) {
    const auto back = unpack_commit(pack(sample()));
    ASSERT_TRUE(back.has_value());
    EXPECT_FALSE(back->has_outcomes);
    EXPECT_EQ(back->version, VersionCounts{});
}

TEST(Records, RefuseOutcomesThatAreCut) {
    const auto whole = pack(with_outcomes());
    const auto begin = whole.find("outcomes");
    const auto end = whole.find("canceled") - 4;  // its length
    for (auto size = begin; size < end; ++size) {
        EXPECT_FALSE(unpack_commit(whole.substr(0, size)).has_value()) << size;
    }
    EXPECT_TRUE(unpack_commit(whole.substr(0, end)).has_value());
}

TEST(Records, RefuseASectionOfALaterVersion) {
    auto block = pack(sample());
    block += std::string("\x05\0\0\0later", 9);
    EXPECT_FALSE(unpack_commit(block).has_value());
}

TEST(Records, ContentIsTheFirstHalfOfTheHash) {
    std::array<unsigned char, 32> sha256{};
    sha256[0] = 255;
    sha256[9] = 1;
    sha256[16] = 9;
    EXPECT_EQ(content_of(sha256), (Content{255, 256}));
}

}  // namespace
}  // namespace galley::core::state
