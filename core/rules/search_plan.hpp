// SPDX-License-Identifier: Apache-2.0
// How candidates for each rule of a set are found: by how lines begin, by texts, or by the pattern.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rules/compiled_set.hpp"

namespace galley::core::rules {

/// The rules of scope line, head and tail, each in one list, ascending.
struct SearchPlan {
    std::vector<PatternIndex> openings;  // a match begins a line, and few lines begin so
    std::vector<PatternIndex> texts;  // a match needs one of some rare texts, or has exact_form()
    std::vector<PatternIndex> patterns;  // all others
    std::vector<std::string> forms;      // by number of the rule: its texts, exact_form(), or
                                         // widen(); "": it has no such form
    std::vector<std::string> also;       // and of its other texts one; "": it has no such
    std::vector<PatternIndex> exact;     // of `texts`: exact_form() is looked for
};

/// The pattern in bytes, where it hits the same lines and begins as little of a text does:
/// Hyperscan follows it from each place that may be its begin. Nothing: no such form, or Hyperscan
/// does not take it.
/// @cost  compiles it.
[[nodiscard]] std::optional<std::string> exact_form(std::string_view pattern);

/// RE2 must look at each candidate, so each rule goes where the fewest are found in vain.
/// @cost  a millisecond a rule.
[[nodiscard]] SearchPlan plan_search(const CompiledSet& set);

/// Carries the plan out. Nothing: Hyperscan is missing or cannot compile.
/// @cost  seconds for hundreds of patterns.
[[nodiscard]] std::optional<SetImage> compile_image(const CompiledSet& set);

}  // namespace galley::core::rules
