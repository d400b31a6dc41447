// SPDX-License-Identifier: Apache-2.0
// What Hyperscan looks for in place of the patterns of a set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/rules/compiled_set.hpp"

namespace galley::core::rules {

/// By number of the rule, in bytes; "": the pattern has no such form.
struct SearchForms {
    std::vector<std::string> patterns;  // as widen() gives them
    std::vector<std::string> texts;     // texts that a match needs, or the pattern

    [[nodiscard]] static std::vector<std::string_view> of(
        const RuleGroup& group, const std::vector<std::string>& forms);
};

/// Texts are found several times faster than patterns, but RE2 must look at each line that has one.
/// So they stand for patterns that need this look anyway, as long as they are rare enough and not
/// shared by too many rules.
/// @cost  a millisecond a rule.
[[nodiscard]] SearchForms search_forms(const CompiledSet& set);

}  // namespace galley::core::rules
