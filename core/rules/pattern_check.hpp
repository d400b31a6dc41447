// SPDX-License-Identifier: Apache-2.0
// Compiles every pattern of a set once to find those that RE2 does not take.
#pragma once

#include <vector>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

/// Bad patterns, patterns that match the empty text, bad guards; by rule and line.
/// @cost    about 40 us a pattern.   @thread any.
[[nodiscard]] std::vector<Problem> check_patterns(const std::vector<Rule>& rules);

}  // namespace galley::core::rules
