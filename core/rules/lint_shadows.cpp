// SPDX-License-Identifier: Apache-2.0
// Finds rules whose own examples other rules of the set already take.
#include "core/rules/lint_shadows.hpp"

#include <algorithm>
#include <set>

#include "core/rules/lint_examples.hpp"
#include "core/rules/rivals.hpp"

namespace galley::core::rules {

namespace {

// The rules that beat this one in each of its examples, by their places; empty: it wins once, or
// its examples do not hit.
std::set<std::size_t> winners_over(const RuleSet& set, std::size_t rule) {
    std::set<std::size_t> winners;
    for (const auto& example : set.rules()[rule].examples) {
        const auto hits = keep_hits(set, example_in_context(set.rules()[rule], example));
        for (std::size_t i = 0; i < hits.size(); ++i) {
            if (hits[i].rule != rule) {
                continue;
            }
            const auto* winner = beaten_by(set, hits, i);
            if (winner == nullptr) {
                return {};
            }
            winners.insert(winner->rule);
        }
    }
    return winners;
}

}  // namespace

std::vector<Remark> lint_shadows(const RuleSet& set) {
    std::vector<Remark> remarks;
    const auto& rules = set.rules();
    for (std::size_t i = 0; i < rules.size(); ++i) {
        std::string names;
        for (const auto winner : winners_over(set, i)) {
            names += (names.empty() ? "" : ", ") + rules[winner].id;
        }
        if (!names.empty()) {
            remarks.push_back(
                {Severity::kWarning,
                 "shadowed",
                 {rules[i].file,
                  rules[i].line,
                  rules[i].id,
                  "all its examples are taken by " + names},
                 "give an example that only this rule takes, or drop the rule"});
        }
    }
    return remarks;
}

}  // namespace galley::core::rules
