// SPDX-License-Identifier: Apache-2.0
// Judges each line by itself.
#include "page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "judge.hpp"

namespace galley::strip_furniture {

namespace {

constexpr LineIndex kReach = 3;    // a story paragraph has another one so near
constexpr std::size_t kParts = 3;  // of a story told by the day

// What a page shows below its story too; not its date, writers or editors.
constexpr Kinds kFoot = {
    Kind::kShareWidget,
    Kind::kCommentWidget,
    Kind::kNavigation,
    Kind::kRelated,
    Kind::kDisclaimer,
    Kind::kSubscription,
    Kind::kPromotion,
    Kind::kPagination,
    Kind::kBreadcrumb,
    Kind::kOther,
    Kind::kAdvertisement};

bool is_circled_digit(char32_t c) {
    return c >= 0x2460 && c <= 0x2473;
}

// Rules that match lines of the story, and how wide these are, sorted; read when first asked, for
// texts of many lines.
class RulesInStory {
  public:
    RulesInStory(const Lines& lines, LineIndex begin) : lines_(lines), begin_(begin) {}

    std::size_t count(std::string_view rule, std::size_t columns) const {
        if (!read_) {
            read();
        }
        return std::ranges::equal_range(found_, std::pair(rule, columns)).size();
    }

  private:
    void read() const {
        const auto last = std::find_if(
            lines_.rbegin(), lines_.rend(), [](const Line& line) { return line.story(); });
        const auto end = static_cast<LineIndex>(lines_.rend() - last);
        for (auto i = begin_; i < end; ++i) {
            for (const auto* hit : lines_[i].hits) {
                found_.emplace_back(hit->rule, lines_[i].columns());
            }
        }
        std::ranges::sort(found_);
        read_ = true;
    }

    const Lines& lines_;
    LineIndex begin_;
    mutable std::vector<std::pair<std::string_view, std::size_t>> found_;
    mutable bool read_ = false;
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

bool says_when_or_who(const Hit& hit) {
    constexpr Kinds kKinds = {
        Kind::kSourceLine, Kind::kByline, Kind::kEditorLine, Kind::kPagination, Kind::kShareWidget};
    return kKinds.have(kind_of(hit.category));
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
                              return says_when_or_who(*hit) && stands_once(lines, *hit, i, story);
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
        line.kind = kind_of(why.category);
        line.foot = kFoot.have(line.kind);
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

void read_lines(std::string_view text, Page& page) {
    page.lines.clear();
    page.table.read(text);
    for (std::size_t i = 0; i < page.table.size(); ++i) {
        if (page.table[i].empty()) {
            continue;
        }
        if (const auto inner = trim(slice(text, page.table[i])); !inner.empty()) {
            auto& line = page.lines.emplace_back();
            line.at = page.table.whole(i);
            line.text = inner;
        }
    }
}

// The line that holds a place, or the next one. Hits come by line: it is mostly near the one
// before.
LineIndex line_at(const Lines& lines, LineIndex before, ByteOffset at) {
    if (before > 0 && lines[before - 1].at.end > at) {
        const auto found =
            std::ranges::upper_bound(lines, at, {}, [](const Line& line) { return line.at.end; });
        return static_cast<LineIndex>(found - lines.begin());
    }
    while (before < lines.size() && lines[before].at.end <= at) {
        ++before;
    }
    return before;
}

void add_hit(const Hit& hit, LineIndex first, Page& page) {
    for (auto i = first; i < page.lines.size() && page.lines[i].at.begin < hit.at.end; ++i) {
        page.by_line.emplace_back(i, &hit);
        page.lines[i].signs.add(hit.signs);
    }
    page.signs.add(hit.signs);
    page.kinds.add(kind_of(hit.category));
}

// Gives each line the hits that touch it; those of a scan come by line.
void give_hits(const std::vector<Hit>& hits, Page& page) {
    page.hits.clear();
    page.by_line.clear();
    LineIndex line = 0;
    for (const auto& hit : hits) {
        line = line_at(page.lines, line, hit.at.begin);
        add_hit(hit, line, page);
    }
    auto& pairs = page.by_line;
    if (!std::ranges::is_sorted(pairs, {}, &HitOnLine::first)) {
        std::ranges::stable_sort(pairs, {}, &HitOnLine::first);
    }
    page.hits.reserve(pairs.size());
    for (std::size_t begin = 0; begin < pairs.size();) {
        auto end = begin;
        for (; end < pairs.size() && pairs[end].first == pairs[begin].first; ++end) {
            page.hits.push_back(pairs[end].second);
        }
        page.lines[pairs[begin].first].hits = std::span(page.hits).subspan(begin, end - begin);
        begin = end;
    }
}

}  // namespace

void read_page(std::string_view text, const std::vector<Hit>& hits, Page& page) {
    page.signs = {};
    page.kinds = {};
    read_lines(text, page);
    give_hits(hits, page);
    auto& lines = page.lines;
    Judge judge(text, page);
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
    page.unread_head =
        page.signs.has(Sign::kHead) &&
        std::any_of(
            lines.begin() + static_cast<long>(std::min(first, lines.size())),
            lines.end(),
            [](const Line& line) { return !line.gone && line.signs.has(Sign::kHead); });
}

void read_head(std::string_view text, LineIndex core, Page& page) {
    auto& lines = page.lines;
    const RulesInStory story(lines, core);
    Judge judge(text, page);
    for (auto i = story_begin(lines); i < core; ++i) {
        if (!lines[i].gone && !lines[i].hits.empty() && !repeats_in_story(lines[i], story)) {
            judge.judge(lines[i], true);
        }
    }
}

}  // namespace galley::strip_furniture
