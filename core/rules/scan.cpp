// SPDX-License-Identifier: Apache-2.0
// One scan of one text: candidates from the prefilter, matches from RE2, then scope and guards.
#include "core/rules/scan.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include <galley/lines.hpp>

#include "core/rules/counted.hpp"
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

void Scan::collect_lines() {
    const auto text = lane_.lines.text();
    ByteOffset begin = 0;
    galley::each_line_end(text, [&](ByteOffset end) {
        lane_.lines.add({begin, end});
        begin = end + 1;
    });
    if (begin < text.size()) {
        lane_.lines.add({begin, text.size()});
    }
    const auto count = lane_.lines.size();
    bool next_is_long = count > 0 && is_long_line(0);
    for (LineIndex first = 0; first < count;) {
        const bool is_long = next_is_long;
        auto last = first + 1;
        for (; last < count; ++last) {
            next_is_long = lane_.lines.span(last).size() == 0 ? is_long : is_long_line(last);
            if (next_is_long != is_long) {
                break;
            }
        }
        collect_stretch({first, last}, is_long);
        first = last;
    }
}

bool Scan::is_long_line(LineIndex line) const {
    return set_.parts_long_lines && purpose_ != Purpose::kExplain &&
           has_more_chars(lane_.lines[line], kLongLineChars);
}

// Lines that all are long, or are not; among them lines without text.
void Scan::collect_stretch(LineRange stretch, bool is_long) {
    const auto& search = is_long ? set_.long_lines : set_.lines;
    auto& scratch = is_long ? lane_.long_scratch : lane_.line_scratch;
    lane_.text_hits.clear();
    texts_looked_ = !search.texts ||
                    search.texts->search(lane_.lines, stretch, *scratch.texts, lane_.text_hits);
    next_text_hit_ = lane_.text_hits.begin();
    for (auto line = stretch.begin; line < stretch.end; ++line) {
        if (lane_.lines.span(line).size() > 0) {
            collect_line(line, search, scratch);
        }
    }
}

// Most rules are for lines that begin like no story does, or hold words that no story has.
void Scan::collect_line(LineIndex line, const LineSearch& search, LineScratch& scratch) {
    const auto at = lane_.lines.span(line);
    const auto text = lane_.lines.slice(at);
    lane_.ids.clear();
    lane_.found.clear();
    bool looked = collect_openings(text, search.openings, scratch);
    looked = collect_group(search.patterns, scratch.patterns.get(), text) && looked;
    for (const auto rule : lane_.ids) {
        lane_.found.push_back({rule});
    }
    for (; next_text_hit_ != lane_.text_hits.end() && next_text_hit_->line <= line;
         ++next_text_hit_) {
        if (next_text_hit_->line == line) {  // not that of a line end, in a line without text
            lane_.found.push_back({next_text_hit_->rule, next_text_hit_->last_end});
            looked = looked && texts_looked_;
        }
    }
    std::ranges::sort(lane_.found, {}, &Found::rule);
    const bool explains = purpose_ == Purpose::kExplain;
    std::optional<std::uint64_t> chars;
    for (const auto& [rule, begins_before] : lane_.found) {
        const auto& compiled = set_.compiled[rule];
        if (purpose_ == Purpose::kLine && compiled.rule.scope != Scope::kLine) {
            continue;
        }
        if (!explains && compiled.most_chars < text.size()) {
            chars = chars ? chars : count_counted(text, kAnyLength);
            if (*chars > compiled.most_chars) {
                continue;
            }
        }
        lane_.candidates.push_back({line, rule, at, 0, looked && compiled.sure, begins_before});
    }
}

bool Scan::collect_openings(
    std::string_view text, const OpeningGroup& group, LineScratch& scratch) {
    return !group.begins.contains(text) || collect_group(group, scratch.openings.get(), text);
}

bool Scan::collect_group(
    const RuleGroup& group, Prefilter::Scratch* scratch, std::string_view text) {
    if (group.rules.empty()) {
        return true;
    }
    const auto before = lane_.ids.size();
    const bool looked = group.prefilter->scan(text, *scratch, lane_.ids);
    for (auto& id : std::span(lane_.ids).subspan(before)) {
        id = group.rules[id];
    }
    return looked;
}

// A run is a maximal row of non-blank lines, cut at line ends where it grows too long.
void Scan::collect_runs() {
    const auto& lines = lane_.lines;
    for (LineIndex first = 0; first < lines.size(); ++first) {
        if (is_blank_line(lines[first])) {
            continue;
        }
        LineIndex last = first;
        while (last + 1 < lines.size() && !is_blank_line(lines[last + 1]) &&
               lines.span(last + 1).end - lines.span(first).begin <= kMaxRunBytes) {
            ++last;
        }
        collect_run({lines.span(first).begin, lines.span(last).end});
        first = last;
    }
    std::ranges::sort(lane_.candidates, {}, [](const Candidate& one) {
        return std::tuple(one.line, one.rule, one.where.begin + one.from);
    });
}

void Scan::collect_run(Span run) {
    const auto text = lane_.lines.slice(run);
    lane_.ids.clear();
    static_cast<void>(set_.run_rules.prefilter->scan(text, *lane_.run_scratch, lane_.ids));
    for (const auto id : lane_.ids) {
        const auto rule = set_.run_rules.rules[id];
        std::array<Span, 1> match;
        each_find(
            set_.compiled[rule].pattern, text, text.size(), match, [&](std::span<Span> groups) {
                const auto line = lane_.lines.line_of(run.begin + groups[0].begin);
                lane_.candidates.push_back({line, rule, run, groups[0].begin, false});
                return true;
            });
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
