// SPDX-License-Identifier: Apache-2.0
// The digest of an article sees all that is exported of it, and nothing else.
#include "core/pipeline/outcomes.hpp"

#include <functional>
#include <set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace galley::core::pipeline {
namespace {

constexpr std::string_view kText = "The ferry runs.\nUnder the photo.\nAd\n";

/// An article as a chain left it, but for what `change` does.
state::OutcomeRecord outcome(const std::function<void(Item&)>& change = [](Item&) {}) {
    Item item;
    item.family.path = "in/a.txt";
    item.family.set_source(kText);
    auto& root = item.family.root();
    root.fields = {{"headline", "Ferry", {0, 5}, 0}, {"byline", "Ann", {}, 1}};
    root.tags = {{"keyword", "ferry", "Ferry", {4, 9}, 0.5}};
    root.spans = {{{16, 32}, "caption", "photo", 1}};
    change(item);
    take_outcomes(item);
    EXPECT_EQ(item.outcomes.size(), 1U);
    return item.outcomes.front();
}

document::Document& root(Item& item) {
    return item.family.root();
}

/// Takes out the last line.
void strip_ad(Item& item) {
    static const document::Author kAuthor{"strip", "cleanup.strip", "1", GALLEY_KIND_CLEANUP, 0};
    root(item).begin_call(kAuthor);
    galley_decision decision{};
    decision.struct_size = sizeof decision;
    decision.action = GALLEY_STRIP;
    decision.range = {33, 36};
    decision.category = galley::to_abi("other");
    decision.confidence = 1;
    EXPECT_EQ(root(item).decide(decision, nullptr), GALLEY_OK);
    root(item).apply_call();
}

TEST(Outcomes, AreTheSameForTheSame) {
    EXPECT_EQ(outcome(), outcome());
    EXPECT_EQ(outcome().begin, 0U);
    EXPECT_EQ(outcome().end, kText.size());
    EXPECT_NE(outcome().digest, state::OutcomeRecord::kUnknown);
}

TEST(Outcomes, ChangeWithAllThatIsExported) {
    const std::vector<std::function<void(Item&)>> changes = {
        strip_ad,
        [](Item& item) { item.family.status = "ok_with_warnings"; },
        [](Item& item) { root(item).set_ordinal(2); },
        [](Item& item) { root(item).fields[0].key = "kicker"; },
        [](Item& item) { root(item).fields[0].value = "Ferries"; },
        [](Item& item) { root(item).fields[1].group = 2; },
        [](Item& item) { std::swap(root(item).fields[0], root(item).fields[1]); },
        [](Item& item) { root(item).fields.pop_back(); },
        [](Item& item) { root(item).tags[0].scheme = "topic"; },
        [](Item& item) { root(item).tags[0].code = "f"; },
        [](Item& item) { root(item).tags[0].label = "Boat"; },
        [](Item& item) { root(item).tags[0].confidence = 0.6; },
        [](Item& item) { root(item).spans[0].layer = "subhead"; },
        [](Item& item) { root(item).spans[0].value = "map"; },
        [](Item& item) {
            root(item).spans[0].range = {16, 31};
        },
        [](Item& item) { root(item).spans.clear(); }};
    std::set<std::uint64_t> digests = {outcome().digest};
    for (std::size_t i = 0; i < changes.size(); ++i) {
        EXPECT_TRUE(digests.insert(outcome(changes[i]).digest).second) << "change " << i;
    }
}

TEST(Outcomes, DoNotTellWhereSomethingWasFound) {
    for (const auto& change : std::vector<std::function<void(Item&)>>{
             [](Item& item) { item.family.path = "elsewhere/b.txt"; },
             [](Item& item) {
                 root(item).fields[0].evidence = {10, 12};
             },
             [](Item& item) { root(item).tags[0].evidence = {}; },
             [](Item& item) { root(item).spans[0].confidence = 0.1; }}) {
        EXPECT_EQ(outcome(change), outcome());
    }
    const auto with_ad_marked = [](Item& item) {
        root(item).spans.push_back({{33, 35}, "subhead", "", 1});
        strip_ad(item);
    };
    EXPECT_EQ(outcome(with_ad_marked), outcome(strip_ad)) << "nothing of the layer stands";
}

TEST(Outcomes, LeaveOutPages) {
    Item item;
    item.family.set_source(kText);
    root(item).set_kind(document::Kind::kPage);
    take_outcomes(item);
    EXPECT_TRUE(item.outcomes.empty());
}

}  // namespace
}  // namespace galley::core::pipeline
