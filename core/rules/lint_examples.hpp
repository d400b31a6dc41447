// SPDX-License-Identifier: Apache-2.0
// Checks the examples and counters that rules carry: they are the rules' own tests.
#pragma once

#include <vector>

#include "core/rules/rule.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// Each rule must have an example, must hit each of its examples and none of its counters.
/// Examples of scope head are checked before a story line, those of scope tail behind one.
/// @returns  what is wrong, in the order of the rules; empty: all is well.
[[nodiscard]] std::vector<Problem> lint_examples(const RuleSet& set);

}  // namespace galley::core::rules
