// SPDX-License-Identifier: Apache-2.0
// The template members of Scan; included by scan.hpp only.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "core/rules/scan.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

/// Calls visit(groups) for the matches of a pattern in a text that begin before `begins_before`,
/// none of them empty, from left to right. Stops early in a text so large and so full of matches
/// that the time would grow as its square.
template <class Visit>
bool each_find(
    const Pattern& pattern,
    std::string_view text,
    ByteOffset begins_before,
    std::span<Span> groups,
    Visit&& visit) {
    std::size_t allowance = kRepeatBytes + kRepeatShare * text.size();
    ByteOffset from = 0;
    while (from < std::min(text.size(), begins_before) && pattern.find(text, from, groups)) {
        if (groups[0].size() == 0) {
            from = groups[0].end;
            if (from < text.size()) {
                static_cast<void>(decode_at(text, from));
            }
        } else {
            from = groups[0].end;
            if (!visit(groups)) {
                return false;
            }
        }
        const auto cost = text.size() - std::min(from, text.size());
        if (cost > allowance) {
            break;
        }
        allowance -= cost;
    }
    return true;
}

/// Room for the groups of a pattern that somebody may ask for.
[[nodiscard]] inline std::span<Span> room_for(const Pattern& pattern, std::span<Span> groups) {
    const auto& named = pattern.named_groups();
    return groups.first(named.empty() ? 1 : named.back().index + 1);
}

template <class Visit>
bool Scan::each_match(Visit&& visit) {
    return std::ranges::all_of(lane_.candidates, [&](const Candidate& candidate) {
        return each_match_of(candidate, Groups::kUncertain, visit);
    });
}

template <class Visit>
bool Scan::each_hit(Groups groups, Visit&& visit) {
    return std::ranges::all_of(lane_.candidates, [&](const Candidate& candidate) {
        return each_hit_of(candidate, groups, visit);
    });
}

// What a guard says of the line itself is asked before the pattern is: many rules share the answer.
template <class Visit>
bool Scan::each_hit_of(const Candidate& candidate, Groups groups, Visit&& visit) {
    const auto& rule = set_.compiled[candidate.rule];
    std::span<const std::size_t> guards = rule.guards_by_cost;
    if (rule.rule.scope != Scope::kRun) {
        const Match line{rule, {}, candidate.line, candidate.line, candidate.where};
        if (!guards_hold(line, guards.first(rule.cheap_guards))) {
            return true;
        }
        guards = guards.subspan(rule.cheap_guards);
    }
    return each_match_of(candidate, groups, [&](const Match& match) {
        return !scope_holds(match) || !guards_hold(match, guards) || visit(match);
    });
}

template <class Visit>
bool Scan::each_match_of(const Candidate& candidate, Groups groups, Visit&& visit) {
    const auto& rule = set_.compiled[candidate.rule];
    const bool span_only =
        groups == Groups::kUncertain ? rule.pattern.names_are_certain() : !rule.pattern.has_names();
    if (candidate.sure && span_only) {
        const std::array<Span, 1> whole = {candidate.where};
        return visit(Match{rule, whole, candidate.line, candidate.line, candidate.where});
    }
    return span_only ? each_match_in<1>(candidate, visit)
                     : each_match_in<kMaxGroups + 1>(candidate, visit);
}

template <std::size_t kGroups, class Visit>
bool Scan::each_match_in(const Candidate& candidate, Visit&& visit) {
    const auto& rule = set_.compiled[candidate.rule];
    const bool run = rule.rule.scope == Scope::kRun;
    std::array<Span, kGroups> room;
    std::array<Span, kGroups> placed;
    const auto groups = kGroups == 1 ? std::span<Span>(room) : room_for(rule.pattern, room);
    const auto found = [&](std::span<const Span> in_line) {
        std::ranges::transform(in_line, placed.begin(), [&](Span span) {
            const bool absent = span.begin == std::string_view::npos;
            return absent
                       ? span
                       : Span{span.begin + candidate.where.begin, span.end + candidate.where.begin};
        });
        const auto last = run ? lane_.lines.line_of(placed[0].end - 1) : candidate.line;
        return visit(Match{
            rule, std::span(placed).first(in_line.size()), candidate.line, last, candidate.where});
    };
    const auto text = lane_.lines.slice(candidate.where);
    if (run) {
        return !rule.pattern.find(text, candidate.from, groups) || found(groups);
    }
    const auto begins_before = std::min(candidate.begins_before, candidate.where.end);
    return each_find(rule.pattern, text, begins_before - candidate.where.begin, groups, found);
}

}  // namespace galley::core::rules
