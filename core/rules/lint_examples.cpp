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

bool hits(const RuleSet& set, const Rule& rule, const std::string& text) {
    return !set.scan_text(
        example_in_context(rule, text), [&](const Hit& hit) { return &hit.rule != &rule; });
}

// "example 2 is not hit: TEXT; missing: after 1 ..."
std::string why_not(const RuleSet& set, const Rule& rule, const std::string& text) {
    std::string reason = "the pattern does not match";
    set.explain(example_in_context(rule, text), [&](const Finding& finding) {
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

std::string example_in_context(const Rule& rule, const std::string& text) {
    switch (rule.scope) {
        case Scope::kHead:
            return text + "\n\n" + std::string(kStoryLine);
        case Scope::kTail:
            return std::string(kStoryLine) + "\n\n" + text;
        default:
            return text;
    }
}

std::vector<Remark> lint_examples(const RuleSet& set) {
    std::vector<Remark> remarks;
    for (const auto& rule : set.rules()) {
        const auto add = [&](Severity severity, std::string_view check, std::string text) {
            remarks.push_back(
                {severity, check, {rule.file, rule.line, rule.id, std::move(text)}, {}});
        };
        if (rule.examples.empty()) {
            add(Severity::kWarning, "missing_example", "missing example");
        }
        if (rule.counters.empty()) {
            add(Severity::kWarning, "missing_counter", "missing counter");
        }
        for (const auto& example : rule.examples) {
            if (!hits(set, rule, example)) {
                add(Severity::kError,
                    "example",
                    "example is not hit (" + why_not(set, rule, example) + "): " + example);
            }
        }
        for (const auto& counter : rule.counters) {
            if (hits(set, rule, counter)) {
                add(Severity::kError, "counter", "counter is hit: " + counter);
            }
        }
    }
    return remarks;
}

}  // namespace galley::core::rules
