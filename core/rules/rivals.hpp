// SPDX-License-Identifier: Apache-2.0
// Which of the rules that hit the same passage has the say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// A hit that outlives its scan.
struct KeptHit {
    std::size_t rule = 0;  // place in RuleSet::rules()
    Span match;
    Span line;
    std::vector<std::string> captures;  // names of the groups that took part, sorted
};

[[nodiscard]] std::vector<KeptHit> keep_hits(const RuleSet& set, std::string_view text);

/// The hit whose rule decides over the passage of hits[index] in its place: on the same lines, of
/// the same action, its match holds the other's, its captures say as much, and it is stronger (more
/// confidence, or as much and earlier in the set).
/// @returns  null when none is.
[[nodiscard]] const KeptHit* beaten_by(
    const RuleSet& set, const std::vector<KeptHit>& hits, std::size_t index);

}  // namespace galley::core::rules
