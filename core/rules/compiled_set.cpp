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
        if (!run && made.most_chars > kLongLineChars) {
            long_rules.rules.push_back(index);
        }
    }
    if (long_rules.rules.size() * 4 > line_rules.rules.size() * 3) {
        long_rules.rules.clear();  // counting characters would cost more than it saves
    }
}

std::vector<std::string_view> CompiledSet::patterns_of(const RuleGroup& group) const {
    std::vector<std::string_view> patterns;
    for (const auto index : group.rules) {
        patterns.emplace_back(rules[index].pattern);
    }
    return patterns;
}

bool CompiledSet::use_hyperscan(const SetImage& image) {
    line_rules.prefilter = make_hyperscan_prefilter(image.lines, patterns_of(line_rules));
    long_rules.prefilter = make_hyperscan_prefilter(image.long_lines, patterns_of(long_rules));
    run_rules.prefilter = make_hyperscan_prefilter(image.runs, patterns_of(run_rules));
    if (!line_rules.prefilter || !long_rules.prefilter || !run_rules.prefilter) {
        return false;
    }
    engine = Engine::kHyperscan;
    for (PatternIndex rule = 0; rule < compiled.size(); ++rule) {
        compiled[rule].sure = is_sure(rule);
    }
    for (const auto id : image.lines.leftovers) {
        not_widened.push_back(line_rules.rules[id]);
    }
    for (const auto id : image.runs.leftovers) {
        not_widened.push_back(run_rules.rules[id]);
    }
    std::ranges::sort(not_widened);
    return true;
}

void CompiledSet::use_re2() {
    for (auto& rule : compiled) {
        rule.sure = rule.pattern.is_whole_line();
    }
    line_rules.prefilter = make_set_prefilter(patterns_of(line_rules));
    long_rules.prefilter = make_set_prefilter(patterns_of(long_rules));
    run_rules.prefilter = make_set_prefilter(patterns_of(run_rules));
}

std::unique_ptr<Lane> CompiledSet::take_lane() const {
    auto lane = lanes.take();
    if (!lane) {
        lane = std::make_unique<Lane>();
        lane->line_scratch = line_rules.prefilter->make_scratch();
        lane->long_scratch = long_rules.prefilter->make_scratch();
        lane->run_scratch = run_rules.prefilter->make_scratch();
        lane->document_guards.resize(guards.size());
        lane->line_guards.resize(guards.size());
    }
    return lane;
}

}  // namespace galley::core::rules
