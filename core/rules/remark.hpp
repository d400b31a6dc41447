// SPDX-License-Identifier: Apache-2.0
// What a linter of rules has to say, and how much it matters.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/rule.hpp"

namespace galley::core::rules {

enum class Severity : std::uint8_t {
    kError,    // the rule does not do what it says
    kWarning,  // it costs too much, takes too much or takes nothing
    kNote,     // worth knowing; nothing need be done
};

/// One thing about one rule.
struct Remark {
    Severity severity = Severity::kWarning;
    std::string_view check;  // "example", "shadowed" ...: one word, the same in every version
    Problem problem;
    std::string hint;  // what to do; may be empty

    /// "zh.rules:12: rule zh.share.1: problem (hint)"; a note says that it is one.
    [[nodiscard]] std::string message() const;
};

[[nodiscard]] std::string_view to_string(Severity severity);

/// By pack, line and rule, as the rules stand in their set.
void sort_remarks(std::vector<Remark>& remarks, const std::vector<Rule>& rules);

}  // namespace galley::core::rules
