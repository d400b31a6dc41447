// SPDX-License-Identifier: Apache-2.0
// What a rule set is made of once it is compiled; shared by all lanes and never changed.
#include "core/rules/compiled_set.hpp"

#include <algorithm>
#include <utility>

#include "core/rules/limits.hpp"
#include "core/rules/scope_text.hpp"

namespace galley::core::rules {

CompiledRule::CompiledRule(const Rule& source)
    : rule(source),
      pattern(source.pattern, source.scope == Scope::kRun ? Subject::kRun : Subject::kLine) {
    evidence = scope_text(rule.scope);
    for (const auto& guard : rule.guards) {
        guards.emplace_back(guard.pattern);
        evidence += (evidence.empty() ? "" : "; ") + guard.text;
    }
}

std::uint64_t CompiledRule::most_chars() const {
    auto most = pattern.most_chars();
    for (const auto& guard : rule.guards) {
        if (guard.kind == GuardKind::kMaxChars && !guard.negated) {
            most = std::min<std::uint64_t>(most, guard.count);
        }
    }
    return most;
}

CompiledSet::CompiledSet(std::vector<Rule> parsed) : rules(std::move(parsed)) {
    for (const auto& rule : rules) {
        const auto index = static_cast<PatternIndex>(compiled.size());
        compiled.emplace_back(rule).guard_base = guard_count;
        guard_count += rule.guards.size();
        (rule.scope == Scope::kRun ? run_rules : line_rules).rules.push_back(index);
        if (rule.scope != Scope::kRun && compiled.back().most_chars() > kLongLineChars) {
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
    for (auto& rule : compiled) {
        rule.sure = rule.pattern.is_whole_line() && rule.pattern.is_byte_exact();
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
        lane->document_guards.resize(guard_count);
    }
    return lane;
}

}  // namespace galley::core::rules
