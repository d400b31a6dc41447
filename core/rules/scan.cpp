// SPDX-License-Identifier: Apache-2.0
// One scan of one text: candidates from the prefilter, matches from RE2, then scope and guards.
#include "core/rules/scan.hpp"

#include <algorithm>

#include "core/rules/limits.hpp"
#include "core/rules/story_line.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

Scan::Scan(const CompiledSet& set, Lane& lane, std::string_view text, Purpose purpose)
    : set_(set), lane_(lane), purpose_(purpose) {
    lane_.lines.reset(text);
    lane_.candidates.clear();
    collect_lines();
    if (purpose != Purpose::kLine && !set_.run_rules.rules.empty()) {
        collect_runs();
    }
}

Span Scan::lines_of(const Match& match) const {
    return {lane_.lines.span(match.first_line).begin, lane_.lines.span(match.last_line).end};
}

bool Scan::guards_hold(const Match& match, std::span<const std::size_t> guards) {
    return std::ranges::all_of(
        guards, [&](std::size_t index) { return guard_holds(match, index); });
}

bool Scan::scope_holds(const Match& match) {
    switch (match.rule.rule.scope) {
        case Scope::kHead:
            return story() && match.last_line < story()->first;
        case Scope::kTail:
            return story() && match.first_line > story()->last;
        default:
            return true;
    }
}

bool Scan::guard_holds(const Match& match, std::size_t index) {
    return condition_holds(match, index) != match.rule.rule.guards[index].negated;
}

bool Scan::condition_holds(const Match& match, std::size_t index) {
    const auto& guard = match.rule.rule.guards[index];
    const auto pattern = match.rule.guards[index];
    switch (guard.kind) {
        case GuardKind::kBefore:
            return matches_before(pattern, match.first_line, guard.count);
        case GuardKind::kAfter:
            return matches_after(pattern, match.last_line, guard.count);
        case GuardKind::kNear:
            return matches_before(pattern, match.first_line, guard.count) ||
                   matches_after(pattern, match.last_line, guard.count);
        case GuardKind::kLine:
            for (auto line = match.first_line; line <= match.last_line; ++line) {
                if (matches_line(pattern, line)) {
                    return true;
                }
            }
            return false;
        case GuardKind::kDocument:
            return matches_document(pattern);
        case GuardKind::kMinChars:
            return count_chars(lane_.lines.slice(lines_of(match))) >= guard.count;
        case GuardKind::kMaxChars:
            return lines_of(match).size() <= guard.count ||
                   count_chars(lane_.lines.slice(lines_of(match))) <= guard.count;
    }
    return false;
}

bool Scan::matches_line(std::size_t guard, LineIndex line) {
    if (!line_guards_used_) {
        line_guards_used_ = true;
        std::ranges::fill(lane_.line_guards, LineAnswer());
    }
    auto& answer = lane_.line_guards[guard];
    if (!answer.known || answer.line != line) {
        answer = {line, true, set_.guards[guard].matches(lane_.lines[line])};
    }
    return answer.matches;
}

bool Scan::matches_before(std::size_t guard, LineIndex line, std::uint32_t most) {
    for (std::uint32_t seen = 0; line > 0 && seen < most;) {
        --line;
        if (!is_blank_line(lane_.lines[line])) {
            ++seen;
            if (matches_line(guard, line)) {
                return true;
            }
        }
    }
    return false;
}

bool Scan::matches_after(std::size_t guard, LineIndex line, std::uint32_t most) {
    std::uint32_t seen = 0;
    while (++line < lane_.lines.size() && seen < most) {
        if (!is_blank_line(lane_.lines[line])) {
            ++seen;
            if (matches_line(guard, line)) {
                return true;
            }
        }
    }
    return false;
}

bool Scan::matches_document(std::size_t guard) {
    if (!document_guards_used_) {
        document_guards_used_ = true;
        std::ranges::fill(lane_.document_guards, std::nullopt);
    }
    auto& known = lane_.document_guards[guard];
    for (LineIndex line = 0; !known && line < lane_.lines.size(); ++line) {
        if (set_.guards[guard].matches(lane_.lines[line])) {
            known = true;
        }
    }
    known = known.value_or(false);
    return *known;
}

bool Scan::is_story_line(LineIndex line) {
    if (!has_story_shape(lane_.lines[line])) {
        return false;
    }
    auto candidate = std::ranges::lower_bound(lane_.candidates, line, {}, &Candidate::line);
    for (; candidate != lane_.candidates.end() && candidate->line == line; ++candidate) {
        const auto& rule = set_.rules[candidate->rule];
        if (rule.scope == Scope::kLine && rule.confidence >= kSureConfidence &&
            !each_hit_of(*candidate, Groups::kUncertain, [](const Match&) { return false; })) {
            return false;
        }
    }
    return true;
}

const std::optional<Scan::Story>& Scan::story() {
    if (story_known_) {
        return story_;
    }
    story_known_ = true;
    const auto count = lane_.lines.size();
    LineIndex first = 0;
    while (first < count && !is_story_line(first)) {
        ++first;
    }
    if (first < count) {
        LineIndex last = count - 1;
        while (last > first && !is_story_line(last)) {
            --last;
        }
        story_ = Story{first, last};
    }
    return story_;
}

}  // namespace galley::core::rules
