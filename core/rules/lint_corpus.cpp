// SPDX-License-Identifier: Apache-2.0
// What the rules of a set do to texts: which never hit, never win, or take story.
#include "core/rules/lint_corpus.hpp"

#include <algorithm>
#include <utility>

#include "core/rules/utf8.hpp"

namespace galley::core::rules {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

Span without_blanks(std::string_view text, Span span) {
    while (span.begin < span.end) {
        auto next = span.begin;
        if (const auto c = decode_at(text, next); !is_blank(c) && c != '\n') {
            break;
        }
        span.begin = next;
    }
    while (span.begin < span.end) {
        auto last = span.end - 1;
        while (last > span.begin && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) {
            --last;
        }
        auto next = last;
        if (const auto c = decode_at(text, next); !is_blank(c) && c != '\n') {
            break;
        }
        span.end = last;
    }
    return span;
}

bool touches(const std::vector<Span>& story, Span span) {
    const auto next = std::ranges::upper_bound(story, span.begin, {}, &Span::end);
    return next != story.end() && next->begin < span.end;
}

// "PATH:LINE: TEXT", the text cut where it grows long.
std::string place_of(const CorpusText& text, Span at) {
    constexpr std::size_t kMostBytes = 120;
    const auto lines = std::ranges::count(
        text.text.begin(), text.text.begin() + static_cast<std::ptrdiff_t>(at.begin), '\n');
    const auto line = text.first_line + (text.one_line ? 0 : static_cast<std::uint32_t>(lines));
    auto shown = text.text.substr(at.begin, at.size());
    if (shown.size() > kMostBytes) {
        auto end = kMostBytes;
        while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        shown = shown.substr(0, end) + "...";
    }
    std::ranges::replace(shown, '\n', ' ');
    return text.name + ":" + std::to_string(line) + ": " + shown;
}

}  // namespace

CorpusLint::CorpusLint(const RuleSet& set) : set_(set), records_(set.rules().size()) {}

void CorpusLint::add(const CorpusText& text) {
    ++texts_;
    const auto hits = keep_hits(set_, text.text);
    for (std::size_t i = 0; i < hits.size(); ++i) {
        auto& record = records_[hits[i].rule];
        ++record.hits;
        if (const auto* winner = beaten_by(set_, hits, i)) {
            record.winner = winner->rule;
        } else {
            ++record.wins;
        }
        add_story(text, hits[i], record);
    }
}

// A plugin that makes items of hits takes the whole line for a part of it.
void CorpusLint::add_story(const CorpusText& text, const KeptHit& hit, Record& record) {
    if (!touches(text.story, hit.match)) {
        return;
    }
    const auto match = without_blanks(text.text, hit.match);
    const auto lines = without_blanks(text.text, hit.line);
    const auto action = set_.rules()[hit.rule].action;
    const bool all = match.begin <= lines.begin && lines.end <= match.end;
    const bool whole = action == RuleAction::kItem || (action == RuleAction::kStrip && all);
    auto& count = whole ? record.whole_lines : record.parts;
    auto& first = whole ? record.first_whole : record.first_part;
    if (count++ == 0) {
        first = place_of(text, whole ? lines : match);
    }
}

std::vector<Remark> CorpusLint::remarks() const {
    std::vector<Remark> remarks;
    const auto& rules = set_.rules();
    for (std::size_t i = 0; texts_ > 0 && i < rules.size(); ++i) {
        const auto& rule = rules[i];
        const auto& record = records_[i];
        const auto add =
            [&](Severity severity, std::string_view check, std::string text, std::string hint) {
                remarks.push_back(
                    {severity,
                     check,
                     {rule.file, rule.line, rule.id, std::move(text)},
                     std::move(hint)});
            };
        if (record.hits == 0) {
            add(Severity::kNote, "dead", "hits nothing in the corpus", {});
        } else if (record.wins == 0) {
            add(Severity::kNote,
                "never_wins",
                "is beaten on all of its " + counted(record.hits, "hit", "hits") +
                    " in the corpus, such as by " + rules[record.winner].id,
                {});
        }
        if (record.whole_lines > 0) {
            add(Severity::kWarning,
                "over_wide",
                "takes " + counted(record.whole_lines, "line", "lines") + " of story, such as " +
                    record.first_whole,
                "narrow the pattern or add a guard, and keep such a line as a counter");
        }
        if (record.parts > 0) {
            add(Severity::kNote,
                "in_story",
                "matches in " + counted(record.parts, "line", "lines") + " of story, such as " +
                    record.first_part,
                {});
        }
    }
    return remarks;
}

}  // namespace galley::core::rules
