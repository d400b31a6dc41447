// SPDX-License-Identifier: Apache-2.0
// What a rule set is made of once it is compiled; shared by all lanes and never changed.
#include "core/rules/compiled_set.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/rules/limits.hpp"
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
        const bool run = rule.scope == Scope::kRun;
        (run ? run_rules : line_rules).rules.push_back(index);
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

bool CompiledSet::use_hyperscan(SetImage image) {
    const auto prefilter_of = [this](const GroupImage& group) {
        return make_hyperscan_prefilter(group.hyperscan, patterns_of(group.rules));
    };
    auto texts = make_text_search(image.texts);
    auto lines = prefilter_of(image.lines);
    auto long_lines = prefilter_of(image.long_lines);
    auto runs = prefilter_of(image.runs);
    if (!lines || !long_lines || !runs || (!texts && !image.texts.rules.empty())) {
        return false;
    }
    engine = Engine::kHyperscan;
    for (const auto rule : image.openings) {
        openings.chars.add(compiled[rule].pattern.opening());
        compiled[rule].sure = compiled[rule].pattern.is_whole_line();
    }
    openings.prefilter = make_set_prefilter(patterns_of(image.openings), Anchor::kLineBegin);
    openings.rules = std::move(image.openings);
    for (const auto rule : image.lines.rules) {
        compiled[rule].sure = is_sure(rule);
    }
    for (const auto* group : {&image.lines, &image.runs}) {
        for (const auto id : group->hyperscan.leftovers) {
            not_widened.push_back(group->rules[id]);
        }
    }
    std::ranges::sort(not_widened);
    text_search = std::move(texts);
    parts_long_lines = image.long_lines.rules.size() * 4 <= image.lines.rules.size() * 3;
    line_rules = {std::move(image.lines.rules), std::move(lines)};
    long_rules = {std::move(image.long_lines.rules), std::move(long_lines)};
    run_rules = {std::move(image.runs.rules), std::move(runs)};
    return true;
}

void CompiledSet::use_re2() {
    for (auto& rule : compiled) {
        rule.sure = rule.pattern.is_whole_line();
    }
    line_rules.prefilter = make_set_prefilter(patterns_of(line_rules.rules));
    run_rules.prefilter = make_set_prefilter(patterns_of(run_rules.rules));
}

std::unique_ptr<Lane> CompiledSet::take_lane() const {
    auto lane = lanes.take();
    if (!lane) {
        lane = std::make_unique<Lane>();
        lane->line_scratch = line_rules.prefilter->make_scratch();
        if (openings.prefilter) {
            lane->opening_scratch = openings.prefilter->make_scratch();
        }
        if (text_search) {
            lane->text_scratch = text_search->make_scratch();
        }
        if (parts_long_lines) {
            lane->long_scratch = long_rules.prefilter->make_scratch();
        }
        lane->run_scratch = run_rules.prefilter->make_scratch();
        lane->document_guards.resize(guards.size());
        lane->line_guards.resize(guards.size());
    }
    return lane;
}

}  // namespace galley::core::rules
