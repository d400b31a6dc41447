// SPDX-License-Identifier: Apache-2.0
// A compiled set of rule packs: scans lines and texts for hits, and explains what it found.
#include "core/rules/rule_set.hpp"

#include <array>
#include <utility>

#include "core/rules/compiled_set.hpp"
#include "core/rules/limits.hpp"
#include "core/rules/scan.hpp"
#include "core/rules/scope_text.hpp"

namespace galley::core::rules {

namespace {

// Gives a lane back, also when a visitor throws.
class LaneLoan {
  public:
    explicit LaneLoan(const CompiledSet& set) : set_(set), lane_(set.take_lane()) {}

    LaneLoan(const LaneLoan&) = delete;
    LaneLoan& operator=(const LaneLoan&) = delete;

    ~LaneLoan() { set_.lanes.give_back(std::move(lane_)); }

    Lane& operator*() { return *lane_; }

  private:
    const CompiledSet& set_;
    std::unique_ptr<Lane> lane_;
};

// Groups that were not looked for take part all the same, somewhere.
std::span<const Capture> captures_of(
    const Pattern& pattern, std::span<const Span> groups, std::span<Capture> room) {
    if (!pattern.has_names()) {
        return {};
    }
    std::size_t count = 0;
    for (const auto& group : pattern.named_groups()) {
        const bool looked = group.index < groups.size();
        const auto range = looked ? groups[group.index] : Span();
        if (range.begin != std::string_view::npos) {
            room[count++] = {group.name, range};
        }
    }
    return room.first(count);
}

Finding finding_of(Scan& scan, const Match& match) {
    Finding finding{match.rule.rule, match.groups[0], scan.lines_of(match), false, {}, {}};
    if (const auto scope = scope_text(match.rule.rule.scope); !scope.empty()) {
        (scan.scope_holds(match) ? finding.met : finding.missing).push_back(scope);
    }
    for (std::size_t i = 0; i < match.rule.rule.guards.size(); ++i) {
        auto& list = scan.guard_holds(match, i) ? finding.met : finding.missing;
        list.emplace_back(match.rule.rule.guards[i].text);
    }
    finding.hit = finding.missing.empty();
    return finding;
}

}  // namespace

RuleSet::RuleSet(std::unique_ptr<const CompiledSet> compiled) : compiled_(std::move(compiled)) {}

RuleSet::~RuleSet() = default;

bool RuleSet::scan(std::string_view text, Want want, Visitor<Hit> visitor) const {
    LaneLoan lane(*compiled_);
    const auto purpose = want == Want::kLine ? Scan::Purpose::kLine : Scan::Purpose::kText;
    const auto groups = want == Want::kNames ? Groups::kUncertain : Groups::kAll;
    Scan scan(*compiled_, *lane, text, purpose);
    return scan.each_hit(groups, [&](const Match& match) {
        std::array<Capture, kMaxNamedGroups> room;
        const auto captures = captures_of(match.rule.pattern, match.groups, room);
        if (want == Want::kNames) {
            for (auto& capture : std::span(room).first(captures.size())) {
                capture.range = {};  // what was found by the way is no promise
            }
        }
        return visitor.call(
            visitor.visit,
            Hit{match.rule.rule,
                match.groups[0],
                scan.lines_of(match),
                captures,
                match.rule.evidence,
                match.subject,
                match.rule.number});
    });
}

std::span<const Capture> RuleSet::find_captures(
    std::string_view text,
    std::size_t number,
    Span subject,
    Span match,
    std::span<Capture> room) const {
    if (number >= compiled_->compiled.size() || subject.begin > subject.end ||
        subject.end > text.size() || match.begin < subject.begin || match.begin > subject.end) {
        return {};
    }
    const auto& pattern = compiled_->compiled[number].pattern;
    std::array<Span, kMaxGroups + 1> found;
    const auto groups = room_for(pattern, found);
    if (!pattern.find(
            text.substr(subject.begin, subject.size()), match.begin - subject.begin, groups)) {
        return {};
    }
    for (auto& group : groups) {
        if (group.begin != std::string_view::npos) {
            group = {group.begin + subject.begin, group.end + subject.begin};
        }
    }
    return captures_of(pattern, groups, room);
}

bool RuleSet::explain_all(std::string_view text, Visitor<Finding> visitor) const {
    LaneLoan lane(*compiled_);
    Scan scan(*compiled_, *lane, text, Scan::Purpose::kExplain);
    return scan.each_match(
        [&](const Match& match) { return visitor.call(visitor.visit, finding_of(scan, match)); });
}

const std::vector<Rule>& RuleSet::rules() const {
    return compiled_->rules;
}

Engine RuleSet::engine() const {
    return compiled_->engine;
}

std::vector<const Rule*> RuleSet::not_widened() const {
    std::vector<const Rule*> rules;
    for (const auto index : compiled_->not_widened) {
        rules.push_back(&compiled_->rules[index]);
    }
    return rules;
}

}  // namespace galley::core::rules
