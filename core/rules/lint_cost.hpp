// SPDX-License-Identifier: Apache-2.0
// Finds rules that are slow by the way they are written; measures nothing.
#pragma once

#include <vector>

#include "core/rules/remark.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// Rules that run on RE2 alone, and rules without any character that each match must hold: both are
/// tried on every line.
/// @cost  compiles each pattern once.
[[nodiscard]] std::vector<Remark> lint_cost(const RuleSet& set);

/// Why a rule of RuleSet::not_widened() runs on RE2 alone.
[[nodiscard]] Remark re2_alone(const Rule& rule);

}  // namespace galley::core::rules
