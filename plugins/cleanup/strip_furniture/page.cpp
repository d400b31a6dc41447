// SPDX-License-Identifier: Apache-2.0
// Judges each line by itself.
#include "page.hpp"

#include <algorithm>
#include <array>

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

bool ends_with_dots(std::string_view line) {
    return line.ends_with("...") || line.ends_with("\u2026") || line.ends_with("..");
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
    return hit.strips && !hit.has("inline") && !hit.has("menu") &&
           (before_story || !hit.has("head")) && is_credible(text, hit);
}

void judge(std::string_view text, Line& line, bool before_story) {
    std::vector<span> parts;
    const Hit* strongest = nullptr;
    std::size_t named = 0;
    std::size_t outlets = 0;
    for (const auto* hit : line.hits) {
        line.menu = line.menu || hit->has("menu");
        if (!counts(text, *hit, before_story)) {
            continue;
        }
        line.terms = line.terms || hit->has("terms");
        parts.push_back(hit->at);
        named += is_part_only(*hit) ? 0 : 1;
        outlets += hit->has("outlet") && !is_part_only(*hit) ? 1 : 0;
        const bool stronger = strongest == nullptr || hit->confidence > strongest->confidence;
        strongest = stronger && !is_part_only(*hit) ? hit : strongest;
    }
    if (strongest == nullptr || !covers(text, trimmed(text, line.at), parts)) {
        return;
    }
    line.heading = strongest->has("section");
    line.terms = line.terms || strongest->has("terms_heading");
    line.outlet = named == outlets;
    if (line.heading || line.outlet || strongest->has("terms_heading")) {
        line.why = verdict_of(*strongest);  // what stands around it decides
        return;
    }
    drop(line, verdict_of(*strongest));
}

// A date that heads parts of the story below is no date line.
bool repeats_in_story(const std::vector<Line>& lines, LineIndex begin, const Line& head) {
    const auto last =
        std::find_if(lines.rbegin(), lines.rend(), [](const Line& line) { return line.story(); });
    const auto end = static_cast<LineIndex>(lines.rend() - last);
    for (const auto* hit : head.hits) {
        for (LineIndex i = begin; hit->has("head") && i < end; ++i) {
            for (const auto* other : lines[i].hits) {
                if (other->rule == hit->rule && lines[i].columns == head.columns) {
                    return true;
                }
            }
        }
    }
    return false;
}

}  // namespace

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
    std::vector<Line> lines;
    for (const auto& line : split_lines(text)) {
        auto& made = lines.emplace_back();
        static_cast<text_line&>(made) = line;
        made.columns = width_columns(made.text);
        made.finished = ends_sentence(made.text);
        made.teaser = ends_with_dots(made.text);
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
        judge(text, line, false);
    }
    const auto begin = story_begin(lines);
    for (LineIndex i = 0; i < begin; ++i) {
        if (!lines[i].gone && !repeats_in_story(lines, begin, lines[i])) {
            judge(text, lines[i], true);
        }
    }
    return lines;
}

}  // namespace galley::strip_furniture
