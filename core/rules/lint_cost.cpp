// SPDX-License-Identifier: Apache-2.0
// Finds rules that are slow by the way they are written; measures nothing.
#include "core/rules/lint_cost.hpp"

#include <re2/filtered_re2.h>

#include "core/rules/hyperscan_prefilter.hpp"
#include "core/rules/widen.hpp"

namespace galley::core::rules {

namespace {

// RE2 derives which strings one of must stand in each match; none: any text may match.
bool has_fixed_text(const std::string& pattern) {
    constexpr int kShortestBytes = 1;
    re2::FilteredRE2 filter(kShortestBytes);
    RE2::Options options;
    options.set_log_errors(false);
    int id = 0;
    std::vector<std::string> strings;
    if (filter.Add(pattern, options, &id) != RE2::NoError) {
        return true;
    }
    filter.Compile(&strings);
    return !strings.empty();
}

std::string hint_for(std::string_view refusal) {
    if (refusal.find("anchor") != std::string_view::npos) {
        return "keep ^, $, \\A and \\z out of what is repeated";
    }
    return refusal.find("too large") != std::string_view::npos
               ? "write fewer alternatives in what is repeated, or two rules"
               : "write it another way";
}

}  // namespace

Remark re2_alone(const Rule& rule) {
    constexpr std::string_view kText = "pattern runs on RE2 alone, on every line: ";
    Remark remark{
        Severity::kWarning,
        "re2_alone",
        {rule.file, rule.pattern_line, rule.id, std::string(kText)},
        {}};
    if (!widen(rule.pattern)) {
        remark.problem.text += "it has no form that Hyperscan takes";
        remark.hint =
            "write no \\C, no octal escape, no repeated assertion, no quantifier behind \\Q...\\E";
        return remark;
    }
    const auto refusal = hyperscan_refusal(rule.pattern);
    remark.problem.text += "Hyperscan says \"" + refusal + "\"";
    remark.hint = hint_for(refusal);
    return remark;
}

std::vector<Remark> lint_cost(const RuleSet& set) {
    std::vector<Remark> remarks;
    for (const auto* rule : set.not_widened()) {
        remarks.push_back(re2_alone(*rule));
    }
    for (const auto& rule : set.rules()) {
        if (!has_fixed_text(rule.pattern)) {
            remarks.push_back(
                {Severity::kWarning,
                 "no_fixed_text",
                 {rule.file,
                  rule.pattern_line,
                  rule.id,
                  "pattern has no character that every match must hold, so it is tried on every "
                  "line"},
                 "name a word or a sign in it"});
        }
    }
    return remarks;
}

}  // namespace galley::core::rules
