// SPDX-License-Identifier: Apache-2.0
// Judges each line by itself.
#include "page.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <galley/bylines.hpp>

namespace galley::strip_furniture {

namespace {

constexpr LineIndex kReach = 3;  // a story paragraph has another one so near

// What may stand between the parts of a line: | ｜ · • / , ， ; ； 、 - – — 丨 > » « < * # ☆ ★ : ：
// . 。 and brackets.
constexpr std::array<char32_t, 40> kSeparators = {
    '|',    0xFF5C, 0xB7,   0x2022, '/',    ',',    0xFF0C, ';',    0xFF1B, 0x3001,
    '-',    0x2013, 0x2014, 0x4E28, '>',    0xBB,   0xAB,   '<',    '*',    '#',
    ':',    0xFF1A, '.',    0x3002, '(',    ')',    '[',    ']',    0xFF08, 0xFF09,
    0x3010, 0x3011, 0x2191, 0x203A, 0x2039, 0x25A0, 0x25A1, 0x25C6, 0x2605, 0xFF0F};

bool is_separator(char32_t c) {
    return is_blank(c) || std::ranges::find(kSeparators, c) != kSeparators.end();
}

Verdict verdict_of(const Hit& hit) {
    return {hit.category, hit.rule, hit.confidence, hit.final};
}

// Words that part of a line may be, though a line of them says nothing.
bool is_part_only(const Hit& hit) {
    return hit.has("filler");
}

// A rule with the capture `credits` knows the role words; the names are checked here.
bool is_credible(std::string_view text, const Hit& hit) {
    return !hit.has("credits") || is_credit_line(slice(text, hit.at));
}

// Whether the hit counts on its line: `head` only before the story.
bool counts(std::string_view text, const Hit& hit, bool before_story) {
    return hit.strips && !hit.has("inline") && !hit.has("menu") && !hit.has("label") &&
           (before_story || !hit.has("head")) && is_credible(text, hit);
}

bool is_circled_digit(char32_t c) {
    return c >= 0x2460 && c <= 0x2473;
}

// What lists of links show below each title.
bool is_dated(const Hit& hit) {
    return hit.has("dated") || hit.has("published") || hit.category == "byline";
}

// Lines that say something only among others of their kind.
void judge_parts(std::string_view text, Line& line) {
    std::vector<span> parts;
    std::vector<span> dates;
    for (const auto* hit : line.hits) {
        line.menu = line.menu || hit->has("menu");
        line.label = line.label || hit->has("label");
        if (hit->strips && !hit->has("inline") && !hit->has("label")) {
            parts.push_back(hit->at);
        }
        if (is_dated(*hit)) {
            dates.push_back(hit->at);
        }
    }
    const auto inner = trimmed(text, line.at);
    line.parts = !parts.empty() && covers(text, inner, std::move(parts));
    line.dated = !dates.empty() && covers(text, inner, std::move(dates));
}

void judge(std::string_view text, Line& line, bool before_story) {
    std::vector<span> parts;
    const Hit* strongest = nullptr;
    std::size_t named = 0;
    std::size_t outlets = 0;
    for (const auto* hit : line.hits) {
        if (!counts(text, *hit, before_story)) {
            continue;
        }
        line.terms = line.terms || hit->has("terms");
        parts.push_back(hit->at);
        named += is_part_only(*hit) ? 0 : 1;
        outlets += hit->has("outlet") && !hit->has("dated") && !is_part_only(*hit) ? 1 : 0;
        const bool stronger = strongest == nullptr || hit->confidence > strongest->confidence;
        strongest = stronger && !is_part_only(*hit) ? hit : strongest;
    }
    if (strongest == nullptr || !covers(text, trimmed(text, line.at), parts)) {
        return;
    }
    line.heading = strongest->has("section");
    line.terms = line.terms || strongest->has("terms_heading");
    line.outlet = named == outlets;
    if (line.outlet && line.menu) {
        line.outlet = false;  // "World News": a section of the site
        return;
    }
    if (line.heading || line.outlet || strongest->has("terms_heading")) {
        line.why = verdict_of(*strongest);  // what stands around it decides
        return;
    }
    drop(line, verdict_of(*strongest));
}

using RulesInStory = std::map<std::pair<std::string_view, std::size_t>, std::size_t>;

// Rules that match lines of the story, and how wide these are; read once, for texts of many lines.
RulesInStory rules_in_story(const std::vector<Line>& lines, LineIndex begin) {
    const auto last =
        std::find_if(lines.rbegin(), lines.rend(), [](const Line& line) { return line.story(); });
    const auto end = static_cast<LineIndex>(lines.rend() - last);
    RulesInStory found;
    for (LineIndex i = begin; i < end; ++i) {
        for (const auto* hit : lines[i].hits) {
            ++found[{hit->rule, lines[i].columns()}];
        }
    }
    return found;
}

// A date that heads parts of the story below is no date line.
bool repeats_in_story(const Line& head, const RulesInStory& story) {
    return std::ranges::any_of(head.hits, [&](const Hit* hit) {
        return hit->has("head") && story.contains({hit->rule, head.columns()});
    });
}

// No other line up to the story's end is as wide and has the same rule.
bool stands_once(
    const std::vector<Line>& lines, const Hit& hit, LineIndex i, const RulesInStory& story) {
    const auto found = story.find({hit.rule, lines[i].columns()});
    if (found != story.end() && found->second > 1) {
        return false;
    }
    return std::none_of(lines.begin(), lines.begin() + static_cast<long>(i), [&](const Line& line) {
        return !line.hits.empty() && line.columns() == lines[i].columns() &&
               std::ranges::any_of(line.hits, [&](const Hit* h) { return h->rule == hit.rule; });
    });
}

// A subtitle or a lead may be a sentence: the head goes on to a date or a writer close behind it,
// unless such lines head parts of the story.
LineIndex head_end(const std::vector<Line>& lines, LineIndex first, const RulesInStory& story) {
    auto end = first;
    auto i = first;
    for (LineIndex n = 0; n < kReach && i < lines.size(); ++n) {
        i = next_text(lines, i);
        if (i >= lines.size() || lines[i].story()) {
            break;
        }
        const bool meta = lines[i].parts && std::ranges::all_of(lines[i].hits, [&](const Hit* hit) {
                              return !hit->has("menu") && stands_once(lines, *hit, i, story);
                          });
        end = meta ? i + 1 : end;
    }
    return end;
}

}  // namespace

bool is_numbered(std::string_view line) {
    auto c = first_char(line);
    if (is_circled_digit(c.value) || c.value == 0x2022 || c.value == 0xB7) {
        return true;
    }
    if (c.value == '(' || c.value == 0xFF08) {
        line.remove_prefix(c.size_bytes);
        c = first_char(line);
    }
    constexpr std::array<char32_t, 10> kHan = {
        0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    if (!is_digit(c.value) && std::ranges::find(kHan, c.value) == kHan.end()) {
        return false;
    }
    line.remove_prefix(c.size_bytes);
    const auto mark = first_char(line).value;
    return mark == '.' || mark == 0x3001 || mark == 0xFF0E || mark == ')' || mark == 0xFF09;
}

bool covers(std::string_view text, span line, std::vector<span> parts) {
    std::ranges::sort(parts, {}, [](span part) { return part.begin; });
    auto at = line.begin;
    parts.push_back({line.end, line.end});
    for (const auto part : parts) {
        for (; at < part.begin && at < line.end; at += decode_at(text, at).size_bytes) {
            if (!is_separator(decode_at(text, at).value)) {
                return false;
            }
        }
        at = std::max(at, part.end);
    }
    return true;
}

void drop(Line& line, Verdict why) {
    if (!line.gone && !line.blank()) {
        line.gone = true;
        line.why = std::move(why);
    }
}

LineIndex next_text(const std::vector<Line>& lines, LineIndex i) {
    do {
        ++i;
    } while (i < lines.size() && lines[i].blank());
    return i;
}

LineIndex story_begin(const std::vector<Line>& lines) {
    auto first = lines.size();
    for (LineIndex i = 0; i < lines.size(); ++i) {
        if (!lines[i].story()) {
            continue;
        }
        first = std::min(first, i);
        auto next = i;
        for (LineIndex n = 0; n < kReach && next < lines.size(); ++n) {
            next = next_text(lines, next);
            if (next < lines.size() && lines[next].story()) {
                return i;
            }
        }
    }
    return first;
}

std::vector<Line> read_page(std::string_view text, const std::vector<Hit>& hits) {
    const auto split = split_lines(text);
    std::vector<Line> lines;
    lines.reserve(split.size());
    for (const auto& line : split) {
        auto& made = lines.emplace_back();
        static_cast<text_line&>(made) = line;
    }
    for (const auto& hit : hits) {
        const auto behind = std::ranges::upper_bound(
            lines, hit.at.begin, {}, [](const Line& line) { return line.at.begin; });
        for (auto i = static_cast<LineIndex>(behind - lines.begin()) - 1;
             i < lines.size() && lines[i].at.begin < hit.at.end;
             ++i) {
            lines[i].hits.push_back(&hit);
        }
    }
    for (auto& line : lines) {
        if (!line.hits.empty()) {
            judge_parts(text, line);
            judge(text, line, false);
        }
    }
    const auto first = story_begin(lines);
    const auto story = rules_in_story(lines, first);
    const auto begin = head_end(lines, first, story);
    for (LineIndex i = 0; i < begin; ++i) {
        const bool repeats = i < first && repeats_in_story(lines[i], story);
        if (!lines[i].gone && !lines[i].hits.empty() && !repeats) {
            judge(text, lines[i], true);
        }
    }
    return lines;
}

}  // namespace galley::strip_furniture
