// SPDX-License-Identifier: Apache-2.0
// What Hyperscan looks for in place of the patterns of a set.
#include "core/rules/search_forms.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/rules/required_text.hpp"
#include "core/rules/widen.hpp"

namespace galley::core::rules {

namespace {

// What RE2 may be asked about a short line in vain, by all rules of a set together.
constexpr double kMostLooks = 24;
constexpr double kShortLineChars = 40;
constexpr std::size_t kMostSharers = 32;

struct Choice {
    PatternIndex rule;
    RequiredText texts;
    double looks;  // of one line
};

std::vector<Choice> choices_of(const CompiledSet& set, const SearchForms& forms) {
    std::vector<Choice> choices;
    for (const auto rule : set.line_rules.rules) {
        if (forms.patterns[rule].empty() || set.is_sure(rule)) {
            continue;
        }
        if (auto texts = required_text(set.rules[rule].pattern)) {
            const auto looks = std::min(texts->share * kShortLineChars, 1.0);
            choices.push_back({rule, std::move(*texts), looks});
        }
    }
    std::ranges::stable_sort(choices, {}, &Choice::looks);
    return choices;
}

std::map<std::string_view, std::size_t> count_sharers(const std::vector<Choice>& choices) {
    std::map<std::string_view, std::size_t> sharers;
    for (const auto& choice : choices) {
        for (const auto& form : choice.texts.forms) {
            ++sharers[form];
        }
    }
    return sharers;
}

std::string join(const std::vector<std::string>& forms) {
    std::string out;
    for (const auto& form : forms) {
        out += (out.empty() ? "" : "|") + form;
    }
    return out;
}

}  // namespace

std::vector<std::string_view> SearchForms::of(
    const RuleGroup& group, const std::vector<std::string>& forms) {
    std::vector<std::string_view> out;
    for (const auto rule : group.rules) {
        out.emplace_back(forms[rule]);
    }
    return out;
}

SearchForms search_forms(const CompiledSet& set) {
    SearchForms forms;
    for (const auto& rule : set.rules) {
        forms.patterns.push_back(widen(rule.pattern).value_or(""));
    }
    forms.texts = forms.patterns;
    const auto choices = choices_of(set, forms);
    const auto sharers = count_sharers(choices);
    double looks = 0;
    for (const auto& choice : choices) {
        const bool shared = std::ranges::any_of(choice.texts.forms, [&](const std::string& form) {
            return sharers.at(form) > kMostSharers;
        });
        if (!shared && looks + choice.looks <= kMostLooks) {
            looks += choice.looks;
            forms.texts[choice.rule] = join(choice.texts.forms);
        }
    }
    return forms;
}

}  // namespace galley::core::rules
