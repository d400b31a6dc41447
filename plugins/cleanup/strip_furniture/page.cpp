// SPDX-License-Identifier: Apache-2.0
// Judges each line by itself.
#include "page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <galley/bylines.hpp>

namespace galley::strip_furniture {

namespace {

constexpr LineIndex kReach = 3;    // a story paragraph has another one so near
constexpr std::size_t kParts = 3;  // of a story told by the day

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

// Categories that a page shows below its story too; not its date, writers or editors.
bool shows_below_story(std::string_view category) {
    constexpr std::array<std::string_view, 11> kKinds = {
        "share_widget",
        "comment_widget",
        "navigation",
        "related",
        "disclaimer",
        "subscription",
        "promotion",
        "pagination",
        "breadcrumb",
        "other",
        "advertisement"};
    return std::ranges::find(kKinds, category) != kKinds.end();
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

bool is_circled_digit(char32_t c) {
    return c >= 0x2460 && c <= 0x2473;
}

// What lists of links show below each title.
bool is_dated(const Hit& hit) {
    return hit.has(Sign::kDated) || hit.has(Sign::kPublished) || hit.category == "byline";
}

// Whether nothing but blanks and separators lies between the parts of a line. Sorts the parts.
bool covers(std::string_view text, span line, std::vector<span>& parts) {
    std::ranges::sort(parts, {}, &span::begin);
    parts.push_back({line.end, line.end});
    auto at = line.begin;
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

// Judges lines by the rules that match them.
class Judge {
  public:
    explicit Judge(std::string_view text) : text_(text) {}

    // Lines that say something only among others of their kind.
    void read_parts(Line& line) {
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

    void judge(Line& line, bool before_story) {
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

  private:
    static void decide(Line& line, const Hit& strongest, bool outlet) {
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

    span inner(const Line& line) const {
        const auto begin = static_cast<ByteOffset>(line.text.data() - text_.data());
        return {begin, begin + line.text.size()};
    }

    std::string_view text_;
    std::vector<span> parts_, dates_;
};

// Rules that match lines of the story, and how wide these are, sorted; read once, for texts of many
// lines.
class RulesInStory {
  public:
    RulesInStory(const Lines& lines, LineIndex begin) {
        const auto last = std::find_if(
            lines.rbegin(), lines.rend(), [](const Line& line) { return line.story(); });
        const auto end = static_cast<LineIndex>(lines.rend() - last);
        for (LineIndex i = begin; i < end; ++i) {
            for (const auto* hit : lines[i].hits) {
                found_.emplace_back(hit->rule, lines[i].columns());
            }
        }
        std::ranges::sort(found_);
    }

    std::size_t count(std::string_view rule, std::size_t columns) const {
        return std::ranges::equal_range(found_, std::pair(rule, columns)).size();
    }

  private:
    std::vector<std::pair<std::string_view, std::size_t>> found_;
};

// A date that heads parts of the story below is no date line.
bool repeats_in_story(const Line& head, const RulesInStory& story) {
    return std::ranges::any_of(head.hits, [&](const Hit* hit) {
        return hit->has(Sign::kHead) && story.count(hit->rule, head.columns()) > 0;
    });
}

// No other line up to the story's end is as wide and has the same rule.
bool stands_once(const Lines& lines, const Hit& hit, LineIndex i, const RulesInStory& story) {
    if (story.count(hit.rule, lines[i].columns()) > 1) {
        return false;
    }
    return std::none_of(lines.begin(), lines.begin() + static_cast<long>(i), [&](const Line& line) {
        return !line.hits.empty() && line.columns() == lines[i].columns() &&
               std::ranges::any_of(line.hits, [&](const Hit* h) { return h->rule == hit.rule; });
    });
}

// A date with a sentence below it, and more of these further down: a story told by the day.
bool heads_part(const Lines& lines, LineIndex i) {
    const auto heads = [&](LineIndex n) {
        return lines[n].dated && n + 1 < lines.size() && !lines[n + 1].gone &&
               lines[n + 1].finished();
    };
    std::size_t parts = 0;
    for (auto n = i; parts < kParts && n < lines.size() && heads(i); ++n) {
        parts += heads(n) ? 1 : 0;
    }
    return parts >= kParts;
}

// A subtitle or a lead may be a sentence: the head goes on to a date or a writer close behind it,
// unless such lines head parts of the story.
LineIndex head_end(const Lines& lines, LineIndex first, const RulesInStory& story) {
    auto end = first;
    for (auto i = first + 1; i <= first + kReach && i < lines.size(); ++i) {
        if (lines[i].story()) {
            break;
        }
        const bool meta = lines[i].parts && std::ranges::all_of(lines[i].hits, [&](const Hit* hit) {
                              return !hit->has(Sign::kMenu) && stands_once(lines, *hit, i, story);
                          });
        end = meta && !heads_part(lines, i) ? i + 1 : end;
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

void drop(Line& line, const Verdict& why) {
    if (!line.gone) {
        line.gone = true;
        line.foot = shows_below_story(why.category);
        line.why = why;
    }
}

LineIndex story_begin(const Lines& lines) {
    auto first = lines.size();
    auto before = lines.size();
    for (LineIndex i = 0; i < lines.size(); ++i) {
        if (!lines[i].story()) {
            continue;
        }
        if (before < i && i - before <= kReach) {
            return before;
        }
        before = i;
        first = std::min(first, i);
    }
    return first;
}

namespace {

void read_lines(std::string_view text, Lines& lines) {
    lines.clear();
    each_line(text, [&](span at) {
        if (at.size() == 1) {
            return;  // nothing but its line end
        }
        if (const auto inner = trim(slice(text, at)); !inner.empty()) {
            auto& line = lines.emplace_back();
            line.at = at;
            line.text = inner;
        }
    });
}

// Gives each line the hits that touch it; those of a scan come by line.
void give_hits(const std::vector<Hit>& hits, Page& page) {
    page.hits.clear();
    page.hits.reserve(hits.size());
    std::vector<std::pair<LineIndex, const Hit*>> pairs;
    pairs.reserve(hits.size());
    for (const auto& hit : hits) {
        const auto first = std::ranges::upper_bound(
            page.lines, hit.at.begin, {}, [](const Line& line) { return line.at.end; });
        for (auto line = first; line != page.lines.end() && line->at.begin < hit.at.end; ++line) {
            pairs.emplace_back(line - page.lines.begin(), &hit);
        }
    }
    if (!std::ranges::is_sorted(pairs, {}, &std::pair<LineIndex, const Hit*>::first)) {
        std::ranges::stable_sort(pairs, {}, &std::pair<LineIndex, const Hit*>::first);
    }
    page.hits.reserve(pairs.size());
    for (std::size_t begin = 0; begin < pairs.size();) {
        auto& line = page.lines[pairs[begin].first];
        auto end = begin;
        for (; end < pairs.size() && pairs[end].first == pairs[begin].first; ++end) {
            page.hits.push_back(pairs[end].second);
            line.signs.add(pairs[end].second->signs);
        }
        line.hits = std::span(page.hits).subspan(begin, end - begin);
        begin = end;
    }
}

}  // namespace

void read_page(std::string_view text, const std::vector<Hit>& hits, Page& page) {
    read_lines(text, page.lines);
    give_hits(hits, page);
    auto& lines = page.lines;
    Judge judge(text);
    for (auto& line : lines) {
        if (!line.hits.empty()) {
            judge.read_parts(line);
            judge.judge(line, false);
        }
    }
    const auto first = story_begin(lines);
    const RulesInStory story(lines, first);
    const auto begin = head_end(lines, first, story);
    for (LineIndex i = 0; i < begin; ++i) {
        const bool repeats = i < first && repeats_in_story(lines[i], story);
        if (!lines[i].gone && !lines[i].hits.empty() && !repeats) {
            judge.judge(lines[i], true);
        }
    }
    page.unread_head = std::any_of(
        lines.begin() + static_cast<long>(std::min(first, lines.size())),
        lines.end(),
        [](const Line& line) { return !line.gone && line.signs.has(Sign::kHead); });
}

void read_head(std::string_view text, LineIndex core, Page& page) {
    auto& lines = page.lines;
    const RulesInStory story(lines, core);
    Judge judge(text);
    for (auto i = story_begin(lines); i < core; ++i) {
        if (!lines[i].gone && !lines[i].hits.empty() && !repeats_in_story(lines[i], story)) {
            judge.judge(lines[i], true);
        }
    }
}

}  // namespace galley::strip_furniture
