// SPDX-License-Identifier: Apache-2.0
// Judges a line by the rules that match it.
#include "judge.hpp"

#include <algorithm>
#include <array>

#include <galley/bylines.hpp>

namespace galley::strip_furniture {

namespace {

// What may stand between the parts of a line: | ｜ · • / , ， ; ； 、 - – — 丨 > » « < * # ☆ ★ : ：
// . 。 and brackets.
constexpr std::array<char32_t, 40> kSeparators = {
    '|',    0xFF5C, 0xB7,   0x2022, '/',    ',',    0xFF0C, ';',    0xFF1B, 0x3001,
    '-',    0x2013, 0x2014, 0x4E28, '>',    0xBB,   0xAB,   '<',    '*',    '#',
    ':',    0xFF1A, '.',    0x3002, '(',    ')',    '[',    ']',    0xFF08, 0xFF09,
    0x3010, 0x3011, 0x2191, 0x203A, 0x2039, 0x25A0, 0x25A1, 0x25C6, 0x2605, 0xFF0F};

constexpr std::array<bool, 128> ascii_separators() {
    std::array<bool, 128> table{};
    for (char32_t c = 0; c < table.size(); ++c) {
        table[c] = is_blank(c) || std::ranges::find(kSeparators, c) != kSeparators.end();
    }
    return table;
}

bool is_separator(char32_t c) {
    constexpr auto kAscii = ascii_separators();
    return c < kAscii.size()
               ? kAscii[c]
               : is_blank(c) || std::ranges::find(kSeparators, c) != kSeparators.end();
}

Verdict verdict_of(const Hit& hit) {
    return {hit.category, hit.rule, hit.confidence, hit.final};
}

// Words that part of a line may be, though a line of them says nothing.
bool is_part_only(const Hit& hit) {
    return hit.has(Sign::kFiller);
}

// A rule with the capture `credits` knows the role words; the names are checked here.
bool is_credible(std::string_view text, const Hit& hit) {
    return !hit.has(Sign::kCredits) || is_credit_line(slice(text, hit.at));
}

bool stands_in_comments(const Hit& hit) {
    return hit.has(Sign::kReply) || hit.has(Sign::kSpeaker);
}

// Whether the hit counts on its line: `head` only before the story.
bool counts(std::string_view text, const Hit& hit, bool before_story) {
    return hit.strips && !hit.has(Sign::kInline) && !hit.has(Sign::kMenu) &&
           !hit.has(Sign::kLabel) && !stands_in_comments(hit) && !hit.has(Sign::kWriter) &&
           (before_story || !hit.has(Sign::kHead)) && is_credible(text, hit);
}

// What lists of links show below each title.
bool is_dated(const Hit& hit) {
    return hit.has(Sign::kDated) || hit.has(Sign::kPublished) || hit.category == "byline";
}

bool is_separators(std::string_view text) {
    while (!text.empty()) {
        const auto c = first_char(text);
        if (!is_separator(c.value)) {
            return false;
        }
        text.remove_prefix(c.size_bytes);
    }
    return true;
}

// Whether nothing but blanks and separators lies between the parts of a line. Sorts the parts.
bool covers(std::string_view text, span line, std::vector<span>& parts) {
    if (!std::ranges::is_sorted(parts, {}, &span::begin)) {
        std::ranges::sort(parts, {}, &span::begin);
    }
    auto at = line.begin;
    for (const auto part : parts) {
        const auto end = std::min(part.begin, line.end);
        if (at < end && !is_separators(slice(text, {at, end}))) {
            return false;
        }
        at = std::max(at, part.end);
    }
    return at >= line.end || is_separators(slice(text, {at, line.end}));
}

void decide(Line& line, const Hit& strongest, bool outlet) {
    line.heading = strongest.has(Sign::kSection);
    line.terms = line.terms || strongest.has(Sign::kTermsHeading);
    line.outlet = outlet && !line.menu;
    if (outlet && line.menu) {
        return;  // "World News": a section of the site
    }
    if (line.heading || line.outlet || strongest.has(Sign::kTermsHeading)) {
        line.why = verdict_of(strongest);  // what stands around it decides
        return;
    }
    drop(line, verdict_of(strongest));
}

}  // namespace

void Judge::read_parts(Line& line) {
    parts_.clear();
    dates_.clear();
    line.menu = line.signs.has(Sign::kMenu);
    line.label = line.signs.has(Sign::kLabel);
    for (const auto* hit : line.hits) {
        if (hit->strips && !hit->has(Sign::kInline) && !hit->has(Sign::kLabel) &&
            !stands_in_comments(*hit) && !hit->has(Sign::kWriter)) {
            parts_.push_back(hit->at);
        }
        if (is_dated(*hit)) {
            dates_.push_back(hit->at);
        }
    }
    line.parts = !parts_.empty() && covers(text_, inner(line), parts_);
    line.dated = !dates_.empty() && covers(text_, inner(line), dates_);
}

void Judge::judge(Line& line, bool before_story) {
    parts_.clear();
    const Hit* strongest = nullptr;
    std::size_t named = 0;
    std::size_t outlets = 0;
    for (const auto* hit : line.hits) {
        if (!counts(text_, *hit, before_story)) {
            continue;
        }
        line.terms = line.terms || hit->has(Sign::kTerms);
        parts_.push_back(hit->at);
        named += is_part_only(*hit) ? 0 : 1;
        outlets +=
            hit->has(Sign::kOutlet) && !hit->has(Sign::kDated) && !is_part_only(*hit) ? 1 : 0;
        const bool stronger = strongest == nullptr || hit->confidence > strongest->confidence;
        strongest = stronger && !is_part_only(*hit) ? hit : strongest;
    }
    if (strongest != nullptr && covers(text_, inner(line), parts_)) {
        decide(line, *strongest, named == outlets);
    }
}

}  // namespace galley::strip_furniture
