// SPDX-License-Identifier: Apache-2.0
// Checks the examples and counters that rules carry: they are the rules' own tests.
#pragma once

#include <string>
#include <vector>

#include "core/rules/remark.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// An example or counter as it is checked: before a story line for scope head, behind one for tail.
[[nodiscard]] std::string example_in_context(const Rule& rule, const std::string& text);

/// Each rule must hit each of its examples and none of its counters, and should have both.
/// @returns  what is wrong, in the order of the rules; empty: all is well.
[[nodiscard]] std::vector<Remark> lint_examples(const RuleSet& set);

}  // namespace galley::core::rules
