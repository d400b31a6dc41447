// SPDX-License-Identifier: Apache-2.0
// How candidates for each rule of a set are found.
#include "core/rules/search_plan.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/rules/limits.hpp"
#include "core/rules/opening.hpp"
#include "core/rules/pattern_shape.hpp"
#include "core/rules/required_text.hpp"
#include "core/rules/widen.hpp"

namespace galley::core::rules {

namespace {

// What RE2 may be asked about a short line in vain, by all rules with texts together.
constexpr double kMostLooks = 24;
constexpr double kShortLineChars = 40;
constexpr std::size_t kMostSharers = 32;
// Of lines: where more may begin so, rare texts are better.
constexpr double kManyLines = 0.5;
constexpr double kRareLooks = 0.05;
constexpr double kFewBegins = 0.05;  // as share_of_lines has it
constexpr std::size_t kFewForms = 32;

double looks_of(const RequiredText& texts) {
    return std::min(texts.share * kShortLineChars, 1.0);
}

bool is_rare(const RequiredText& texts) {
    return texts.forms.size() <= kFewForms && looks_of(texts) <= kRareLooks;
}

bool has_rare_texts(std::string_view pattern) {
    const auto texts = widen(pattern) ? required_texts(pattern) : std::vector<RequiredText>();
    return !texts.empty() && is_rare(texts.front());
}

// A pattern that begins as any line does would keep RE2 busy on every line.
bool is_found_by_opening(const Rule& rule, const Pattern& pattern) {
    const auto share = pattern.is_line_begin() ? share_of_lines(pattern.opening()) : 1;
    return share < 1 && (share <= kManyLines || !has_rare_texts(rule.pattern));
}

struct Choice {
    PatternIndex rule;
    RequiredText texts;
    std::string also;
    double looks;  // of one line
};

std::string join(const std::vector<std::string>& forms) {
    std::string out;
    for (const auto& form : forms) {
        out += (out.empty() ? "" : "|") + form;
    }
    return out;
}

// Rules that have texts and no opening, the rarest texts first.
std::vector<Choice> choices_of(const CompiledSet& set, const SearchPlan& plan) {
    std::vector<Choice> choices;
    for (const auto rule : set.line_rules) {
        const auto& pattern = set.rules[rule].pattern;
        if (std::ranges::binary_search(plan.openings, rule) || !widen(pattern)) {
            continue;
        }
        if (auto texts = required_texts(pattern); !texts.empty()) {
            const auto looks = looks_of(texts.front());
            const bool has_other = texts.size() > 1 && is_rare(texts.back());
            auto also = has_other ? join(texts.back().forms) : std::string();
            choices.push_back({rule, std::move(texts.front()), std::move(also), looks});
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

void choose_texts(const CompiledSet& set, SearchPlan& plan) {
    const auto choices = choices_of(set, plan);
    const auto sharers = count_sharers(choices);
    double looks = 0;
    for (const auto& choice : choices) {
        const bool shared = std::ranges::any_of(choice.texts.forms, [&](const std::string& form) {
            return sharers.at(form) > kMostSharers;
        });
        if (!shared && looks + choice.looks <= kMostLooks) {
            looks += choice.looks;
            plan.texts.push_back(choice.rule);
            if (auto form = exact_form(set.rules[choice.rule].pattern)) {
                plan.forms[choice.rule] = std::move(*form);
                plan.exact.push_back(choice.rule);
            } else {
                plan.forms[choice.rule] = join(choice.texts.forms);
                plan.also[choice.rule] = choice.also;
            }
        }
    }
    std::ranges::sort(plan.texts);
    std::ranges::sort(plan.exact);
}

std::optional<GroupImage> compile_group(
    std::vector<PatternIndex> rules,
    const std::vector<std::string_view>& wanted,
    SearchedFor searched) {
    auto compiled = compile_hyperscan(wanted, searched);
    return compiled ? std::optional(GroupImage{std::move(rules), std::move(*compiled)})
                    : std::nullopt;
}

std::optional<GroupImage> compile_patterns(
    const std::vector<PatternIndex>& rules, const SearchPlan& plan) {
    std::vector<std::string_view> wanted;
    for (const auto rule : rules) {
        wanted.emplace_back(plan.forms[rule]);
    }
    return compile_group(rules, wanted, SearchedFor::kPatterns);
}

// A rule of two kinds of texts stands there twice.
std::optional<GroupImage> compile_texts(const SearchPlan& plan) {
    std::vector<PatternIndex> rules;
    std::vector<std::string_view> wanted;
    for (const auto rule : plan.texts) {
        for (const auto* forms : {&plan.forms, &plan.also}) {
            if (const auto& form = (*forms)[rule]; !form.empty()) {
                rules.push_back(rule);
                wanted.emplace_back(form);
            }
        }
    }
    return compile_group(std::move(rules), wanted, SearchedFor::kTexts);
}

// Texts that Hyperscan does not take after all are left to their patterns.
void give_back(const CompiledSet& set, const GroupImage& texts, SearchPlan& plan) {
    for (const auto place : texts.hyperscan.leftovers) {
        const auto rule = texts.rules[place];
        plan.patterns.push_back(rule);
        plan.forms[rule] = widen(set.rules[rule].pattern).value_or("");
    }
    std::ranges::sort(plan.patterns);
    const auto twice = std::ranges::unique(plan.patterns);
    plan.patterns.erase(twice.begin(), twice.end());
}

}  // namespace

std::optional<std::string> exact_form(std::string_view pattern) {
    const auto shape = shape_of(pattern);
    const bool good =
        shape.byte_exact && share_of_lines(shape_of(shape.probe).opening) <= kFewBegins;
    return good && hyperscan_refusal(pattern).empty() ? widen(pattern) : std::nullopt;
}

SearchPlan plan_search(const CompiledSet& set) {
    SearchPlan plan;
    plan.forms.resize(set.rules.size());
    plan.also.resize(set.rules.size());
    std::ranges::copy_if(set.line_rules, std::back_inserter(plan.openings), [&](PatternIndex rule) {
        return is_found_by_opening(set.rules[rule], set.compiled[rule].pattern);
    });
    choose_texts(set, plan);
    for (PatternIndex rule = 0; rule < set.rules.size(); ++rule) {
        if (!plan.forms[rule].empty() || std::ranges::binary_search(plan.openings, rule)) {
            continue;
        }
        plan.forms[rule] = widen(set.rules[rule].pattern).value_or("");
        if (set.rules[rule].scope != Scope::kRun) {
            plan.patterns.push_back(rule);
        }
    }
    return plan;
}

namespace {

std::optional<LineImage> compile_lines(const CompiledSet& set, SearchPlan plan) {
    auto texts = compile_texts(plan);
    if (!texts) {
        return std::nullopt;
    }
    give_back(set, *texts, plan);
    auto patterns = compile_patterns(plan.patterns, plan);
    if (!patterns) {
        return std::nullopt;
    }
    return LineImage{
        std::move(plan.openings), std::move(*texts), std::move(*patterns), std::move(plan.exact)};
}

// Without the rules that only shorter lines can hit.
SearchPlan for_long_lines(const CompiledSet& set, SearchPlan plan) {
    for (auto* rules : {&plan.openings, &plan.texts, &plan.patterns, &plan.exact}) {
        std::erase_if(*rules, [&](PatternIndex rule) {
            return set.compiled[rule].most_chars <= kLongLineChars;
        });
    }
    return plan;
}

}  // namespace

std::optional<SetImage> compile_image(const CompiledSet& set) {
    const auto plan = plan_search(set);
    auto lines = compile_lines(set, plan);
    auto long_lines = compile_lines(set, for_long_lines(set, plan));
    auto runs = compile_patterns(set.run_rules.rules, plan);
    if (!lines || !long_lines || !runs) {
        return std::nullopt;
    }
    return SetImage{std::move(*lines), std::move(*long_lines), std::move(*runs)};
}

}  // namespace galley::core::rules
