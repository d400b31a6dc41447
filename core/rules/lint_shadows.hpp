// SPDX-License-Identifier: Apache-2.0
// Finds rules whose own examples other rules of the set already take.
#pragma once

#include <vector>

#include "core/rules/remark.hpp"
#include "core/rules/rule_set.hpp"

namespace galley::core::rules {

/// A rule is shadowed when each hit in each of its examples is beaten by another rule (see rivals).
[[nodiscard]] std::vector<Remark> lint_shadows(const RuleSet& set);

}  // namespace galley::core::rules
