// SPDX-License-Identifier: Apache-2.0
// Checks the examples and counters that rules carry: they are the rules' own tests.
#include "core/rules/lint_examples.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace galley::core::rules {

namespace {

// Has the shape of a story line and is said by nobody's furniture.
constexpr std::string_view kStoryLine =
    "Seventeen lighthouse keepers met on the quay at noon, and each of them told the same tale.";

std::string in_context(const Rule& rule, const std::string& text) {
    switch (rule.scope) {
        case Scope::kHead:
            return text + "\n\n" + std::string(kStoryLine);
        case Scope::kTail:
            return std::string(kStoryLine) + "\n\n" + text;
        default:
            return text;
    }
}

bool hits(const RuleSet& set, const Rule& rule, const std::string& text) {
    return !set.scan_text(
        in_context(rule, text), [&](const Hit& hit) { return &hit.rule != &rule; });
}

// "example 2 is not hit: TEXT; missing: after 1 ..."
std::string why_not(const RuleSet& set, const Rule& rule, const std::string& text) {
    std::string reason = "the pattern does not match";
    set.explain(in_context(rule, text), [&](const Finding& finding) {
        if (&finding.rule != &rule) {
            return true;
        }
        reason = "missing:";
        for (const auto missing : finding.missing) {
            reason += " " + std::string(missing) + ";";
        }
        reason.pop_back();
        return false;
    });
    return reason;
}

}  // namespace

std::vector<Problem> lint_examples(const RuleSet& set) {
    std::vector<Problem> problems;
    for (const auto& rule : set.rules()) {
        const auto add = [&](std::string text) {
            problems.push_back({rule.file, rule.line, rule.id, std::move(text)});
        };
        if (rule.examples.empty()) {
            add("missing example");
        }
        for (const auto& example : rule.examples) {
            if (!hits(set, rule, example)) {
                add("example is not hit (" + why_not(set, rule, example) + "): " + example);
            }
        }
        for (const auto& counter : rule.counters) {
            if (hits(set, rule, counter)) {
                add("counter is hit: " + counter);
            }
        }
    }
    return problems;
}

}  // namespace galley::core::rules
