// SPDX-License-Identifier: Apache-2.0
// What a rule set is made of once it is compiled; shared by all lanes and never changed.
#include "core/rules/compiled_set.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/rules/limits.hpp"
#include "core/rules/open_counts.hpp"
#include "core/rules/scope_text.hpp"

namespace galley::core::rules {

namespace {

std::uint64_t most_chars_of(const Rule& rule, const Pattern& pattern) {
    std::uint64_t most = pattern.most_chars();
    for (const auto& guard : rule.guards) {
        if (guard.kind == GuardKind::kMaxChars && !guard.negated) {
            most = std::min<std::uint64_t>(most, guard.count);
        }
    }
    return most;
}

constexpr int kCheap = 1;  // looks at no other line

int cost_of(GuardKind kind) {
    switch (kind) {
        case GuardKind::kMinChars:
        case GuardKind::kMaxChars:
            return 0;
        case GuardKind::kLine:
            return 1;
        case GuardKind::kDocument:
            return 3;
        default:
            return 2;
    }
}

}  // namespace

CompiledRule::CompiledRule(const Rule& source)
    : rule(source),
      pattern(source.pattern, source.scope == Scope::kRun ? Subject::kRun : Subject::kLine),
      most_chars(most_chars_of(source, pattern)) {
    evidence = scope_text(rule.scope);
    for (const auto& guard : rule.guards) {
        guards_by_cost.push_back(guards_by_cost.size());
        cheap_guards += cost_of(guard.kind) <= kCheap ? 1 : 0;
        evidence += (evidence.empty() ? "" : "; ") + guard.text;
    }
    std::ranges::stable_sort(
        guards_by_cost, {}, [this](std::size_t index) { return cost_of(rule.guards[index].kind); });
}

CompiledSet::CompiledSet(std::vector<Rule> parsed) : rules(std::move(parsed)) {
    std::map<std::string_view, std::size_t> known;
    for (const auto& rule : rules) {
        const auto index = static_cast<PatternIndex>(compiled.size());
        auto& made = compiled.emplace_back(rule);
        made.number = index;
        for (const auto& guard : rule.guards) {
            const auto [place, is_new] = known.emplace(guard.pattern, guards.size());
            if (is_new) {
                guards.emplace_back(guard.pattern);
            }
            made.guards.push_back(place->second);
        }
        (rule.scope == Scope::kRun ? run_rules.rules : line_rules).push_back(index);
    }
}

std::vector<std::string_view> CompiledSet::patterns_of(
    const std::vector<PatternIndex>& of_rules) const {
    std::vector<std::string_view> patterns;
    for (const auto index : of_rules) {
        patterns.emplace_back(rules[index].pattern);
    }
    return patterns;
}

bool CompiledSet::use_image(LineImage image, LineSearch& search) const {
    search.texts = make_text_search(image.texts);
    search.patterns.prefilter =
        make_hyperscan_prefilter(image.patterns.hyperscan, patterns_of(image.patterns.rules));
    if (!search.patterns.prefilter || (!search.texts && !image.texts.rules.empty())) {
        return false;
    }
    for (const auto rule : image.openings) {
        const auto& pattern = compiled[rule].pattern;
        search.openings.begins.add(pattern.opening(), pattern.opening_next());
    }
    std::vector<std::string> opened;
    for (const auto rule : image.openings) {
        opened.push_back(open_counts(rules[rule].pattern).value_or(rules[rule].pattern));
    }
    const std::vector<std::string_view> patterns(opened.begin(), opened.end());
    search.openings.prefilter = make_set_prefilter(patterns, Anchor::kLineBegin);
    search.openings.rules = std::move(image.openings);
    search.patterns.rules = std::move(image.patterns.rules);
    return true;
}

void CompiledSet::set_sure(const LineImage& image) {
    for (const auto rule : image.openings) {
        compiled[rule].sure =
            compiled[rule].pattern.is_whole_line() && !open_counts(rules[rule].pattern);
    }
    for (const auto rule : image.texts.rules) {
        compiled[rule].sure =
            compiled[rule].pattern.is_whole_line() && std::ranges::binary_search(image.exact, rule);
    }
    for (const auto rule : image.patterns.rules) {
        const auto& pattern = compiled[rule].pattern;
        compiled[rule].sure = pattern.is_whole_line() && pattern.is_byte_exact();
    }
}

bool CompiledSet::use_hyperscan(SetImage image) {
    auto runs = make_hyperscan_prefilter(image.runs.hyperscan, patterns_of(image.runs.rules));
    for (const auto* group : {&image.lines.patterns, &image.runs}) {
        for (const auto id : group->hyperscan.leftovers) {
            not_widened.push_back(group->rules[id]);
        }
    }
    std::ranges::sort(not_widened);
    set_sure(image.lines);
    parts_long_lines = image.long_lines.size() * 4 <= line_rules.size() * 3;
    if (!runs || !use_image(std::move(image.lines), lines) ||
        (parts_long_lines && !use_image(std::move(image.long_lines), long_lines))) {
        not_widened.clear();
        return false;
    }
    engine = Engine::kHyperscan;
    run_rules = {std::move(image.runs.rules), std::move(runs)};
    return true;
}

void CompiledSet::use_re2() {
    for (auto& rule : compiled) {
        rule.sure = rule.pattern.is_whole_line();
    }
    lines = {};
    parts_long_lines = false;
    lines.patterns = {line_rules, make_set_prefilter(patterns_of(line_rules))};
    run_rules.prefilter = make_set_prefilter(patterns_of(run_rules.rules));
}

namespace {

LineScratch make_scratch(const LineSearch& search) {
    LineScratch made;
    if (search.openings.prefilter) {
        made.openings = search.openings.prefilter->make_scratch();
    }
    if (search.texts) {
        made.texts = search.texts->make_scratch();
    }
    made.patterns = search.patterns.prefilter->make_scratch();
    return made;
}

}  // namespace

std::unique_ptr<Lane> CompiledSet::take_lane() const {
    auto lane = lanes.take();
    if (!lane) {
        lane = std::make_unique<Lane>();
        lane->line_scratch = make_scratch(lines);
        if (parts_long_lines) {
            lane->long_scratch = make_scratch(long_lines);
        }
        lane->run_scratch = run_rules.prefilter->make_scratch();
        lane->document_guards.resize(guards.size());
        lane->line_guards.resize(guards.size());
    }
    return lane;
}

}  // namespace galley::core::rules
