// SPDX-License-Identifier: Apache-2.0
// Compiles rule packs once for all who ask, and owns the sets: one store a run.
#include "core/rules/rule_store.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "core/rules/compiled_set.hpp"
#include "core/rules/hyperscan_prefilter.hpp"
#include "core/rules/lint_cost.hpp"
#include "core/rules/pattern_check.hpp"
#include "core/rules/rule_file.hpp"
#include "core/rules/search_plan.hpp"
#include "core/rules/set_image.hpp"
#include "core/rules/sha256.hpp"

namespace galley::core::rules {

namespace {

// Problems of grammar and of patterns, in the order of packs and lines.
std::vector<Problem> merge(
    std::vector<Problem> problems, std::vector<Problem> more, std::span<const Pack> packs) {
    std::ranges::move(more, std::back_inserter(problems));
    std::ranges::stable_sort(problems, {}, [&](const Problem& problem) {
        const auto pack = std::ranges::find(packs, problem.file, &Pack::name);
        return std::pair(pack - packs.begin(), problem.line);
    });
    return problems;
}

}  // namespace

RuleStore::RuleStore(StoreOptions options)
    : options_(std::move(options)), cache_(options_.cache_folder) {}

RuleStore::~RuleStore() = default;

Result<const RuleSet*, std::vector<Problem>> RuleStore::compile(
    std::span<const Pack> packs, const void* user) {
    Sha256 sha;
    for (const auto& pack : packs) {
        sha.add(pack.name).add(pack.text);
    }
    const auto key = sha.hex();
    const std::scoped_lock lock(mutex_);
    auto found = sets_.find(key);
    if (found == sets_.end()) {
        auto built = build(packs);
        if (!built) {
            return unexpected(std::move(built).error());
        }
        found = sets_.emplace(key, std::move(built).value()).first;
    }
    const RuleSet* set = found->second.get();
    auto& sets = users_[user];
    if (std::ranges::find(sets, set) == sets.end()) {
        sets.push_back(set);
    }
    return set;
}

std::vector<const RuleSet*> RuleStore::sets_of(const void* user) const {
    const std::scoped_lock lock(mutex_);
    const auto found = users_.find(user);
    return found == users_.end() ? std::vector<const RuleSet*>() : found->second;
}

bool RuleStore::may_use_hyperscan() {
    if (!self_checked_ && options_.use_hyperscan) {
        self_checked_ = true;
        options_.use_hyperscan = !hyperscan_platform().empty() && hyperscan_is_sound(cache_);
        if (!options_.use_hyperscan && options_.warn) {
            options_.warn(
                "Rules run on RE2 alone, several times slower: Hyperscan is missing, does not know "
                "this processor, or failed its self-check by losing a match");
        }
    }
    return options_.use_hyperscan;
}

Result<std::unique_ptr<RuleSet>, std::vector<Problem>> RuleStore::build(
    std::span<const Pack> packs) {
    auto parsed = parse_packs(packs);
    if (!parsed.problems.empty()) {
        return unexpected(merge(std::move(parsed.problems), check_patterns(parsed.rules), packs));
    }
    auto set = std::make_unique<CompiledSet>(std::move(parsed.rules));
    const bool fast = may_use_hyperscan();
    const auto key = fast ? image_key(*set) : std::string();
    if (fast) {
        const auto bytes = cache_.load(key);
        const auto image = bytes ? decode(*bytes, *set) : std::nullopt;
        // Only sets whose patterns passed the check are stored, so they need not be checked again.
        if (image && set->use_hyperscan(*image)) {
            return ready(std::move(set));
        }
    }
    if (auto problems = check_patterns(set->rules); !problems.empty()) {
        return unexpected(std::move(problems));
    }
    const auto image = fast ? compile_image(*set) : std::nullopt;
    if (image && set->use_hyperscan(*image)) {
        cache_.store(key, encode(*image));
    } else {
        if (fast && options_.warn) {
            options_.warn(
                "Rules run on RE2 alone, several times slower: Hyperscan cannot compile them");
        }
        set->use_re2();
    }
    return ready(std::move(set));
}

std::unique_ptr<RuleSet> RuleStore::ready(std::unique_ptr<const CompiledSet> compiled) const {
    auto set = std::make_unique<RuleSet>(std::move(compiled));
    if (options_.warn) {
        for (const auto* rule : set->not_widened()) {
            options_.warn(re2_alone(*rule).message());
        }
    }
    return set;
}

}  // namespace galley::core::rules
