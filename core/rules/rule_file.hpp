// SPDX-License-Identifier: Apache-2.0
// Reads rule packs: blocks of `key value` lines, one rule a block. The grammar is in docs/rules.md.
#pragma once

#include <span>
#include <vector>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

struct ParsedPacks {
    std::vector<Rule> rules;        // in the order of packs and lines
    std::vector<Problem> problems;  // in the same order; not empty: the rules are not to be used
};

/// Parses packs as one set, in which an id occurs once. Patterns are not compiled: see
/// check_patterns.
/// @cost    linear in the size of the packs.   @thread any.
[[nodiscard]] ParsedPacks parse_packs(std::span<const Pack> packs);

}  // namespace galley::core::rules
