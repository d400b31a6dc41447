// SPDX-License-Identifier: Apache-2.0
// The candidates of one scan, line by line and run by run.
#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "core/rules/counted.hpp"
#include "core/rules/limits.hpp"
#include "core/rules/scan.hpp"
#include "core/rules/utf8.hpp"

namespace galley::core::rules {

void Scan::collect_lines() {
    const auto count = lane_.lines.size();
    if (count > 0 && !set_.parts_long_lines) {
        collect_stretch({0, count}, false);
        return;
    }
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
    if (lane_.found.empty()) {
        return;
    }
    sort_found();
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

// A rule that Hyperscan could not search for may be named twice.
void Scan::sort_found() {
    std::ranges::sort(lane_.found, [](const Found& one, const Found& other) {
        return std::pair(one.rule, other.begins_before) < std::pair(other.rule, one.begins_before);
    });
    const auto twice = std::ranges::unique(lane_.found, {}, &Found::rule);
    lane_.found.erase(twice.begin(), twice.end());
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

}  // namespace galley::core::rules
