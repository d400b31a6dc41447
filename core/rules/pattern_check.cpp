// SPDX-License-Identifier: Apache-2.0
// Compiles every pattern of a set once to find those that RE2 does not take.
#include "core/rules/pattern_check.hpp"

#include "core/rules/pattern.hpp"

namespace galley::core::rules {

std::vector<Problem> check_patterns(const std::vector<Rule>& rules) {
    std::vector<Problem> problems;
    for (const auto& rule : rules) {
        if (!rule.pattern.empty()) {
            if (auto wrong = Pattern(rule.pattern).check(false); !wrong.empty()) {
                problems.push_back({rule.file, rule.pattern_line, rule.id, std::move(wrong)});
            }
        }
        for (const auto& guard : rule.guards) {
            if (auto wrong = Pattern(guard.pattern).check(true); !wrong.empty()) {
                problems.push_back(
                    {rule.file,
                     guard.line_in_file,
                     rule.id,
                     "guard \"" + guard.text + "\": " + wrong});
            }
        }
    }
    return problems;
}

}  // namespace galley::core::rules
