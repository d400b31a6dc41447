// SPDX-License-Identifier: Apache-2.0
// The core of a page, and its tail.
#include "frame.hpp"

#include <algorithm>
#include <array>

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kPageSigns = 5;     // so many lines of furniture make a web page
constexpr std::size_t kTailList = 5;      // links without a heading behind the core
constexpr std::size_t kLongestList = 60;  // a longer one is what the page is about
constexpr std::size_t kTagList = 3;       // the same when each is a bare word
constexpr std::size_t kWidestColumn = 120;
constexpr std::size_t kWrappedLines = 3;  // that run on, in a newspaper's column
constexpr std::size_t kDatedLinks = 3;    // dates among links
constexpr std::size_t kMenuColumns = 24;
constexpr std::size_t kLeastRemark = 16;    // columns of a remark in brackets
constexpr std::size_t kLeastSentence = 40;  // columns of a sentence that is no link
constexpr std::size_t kLong = 120;          // columns of a paragraph that is no menu's sentence
constexpr LineIndex kLead = 14;             // a box between the lead and the rest of the story

constexpr Verdict kTail{"navigation", "context.tail", 0.8, false};
constexpr Verdict kList{"related", "context.list", 0.8, false};

// What a line adds to a run of story; links and furniture take away.
long weight(const Line& line) {
    constexpr long kLink = -25;
    if (line.heading) {
        return 4 * kLink;
    }
    if (line.gone) {
        return line.foot ? kLink : 0;
    }
    const auto columns = static_cast<long>(std::min<std::size_t>(line.columns(), 240));
    if (line.paragraph()) {
        return columns;
    }
    if (line.finished() && !line.teaser()) {
        return columns / 2;
    }
    return line.marks() > 0 && columns >= 40 ? 0 : kLink;
}

// All of it in brackets: "($1 = 0.7 pounds)", "(Names are changed)".
bool is_remark(const Line& line) {
    const auto first = first_char(line.text).value;
    const auto last = last_char(line.text).value;
    return (first == '(' || first == 0xFF08) && (last == ')' || last == 0xFF09) &&
           line.columns() >= kLeastRemark;
}

// The list of links between the core and the first furniture behind it.
struct List {
    std::size_t lines = 0, dated = 0, digits = 0, marked = 0, columns = 0;
    bool links = true;
};

List read_list(const Lines& lines, LineIndex from, LineIndex to) {
    List list;
    for (auto i = from; i < to; ++i) {
        const auto& line = lines[i];
        if (line.gone) {
            list.dated += is_meta(line) && line.dated ? 1 : 0;
            continue;
        }
        list.dated += line.dated ? 1 : 0;
        const bool announced = announces(line) && line.columns() > kMenuColumns;
        list.links = list.links && !announced && !is_remark(line) && line.link() &&
                     !is_numbered(line.text) &&
                     (!line.finished() || line.teaser() || line.columns() < 40);
        ++list.lines;
        list.digits += line.digits() > 0 && !line.dated ? 1 : 0;
        list.marked += line.marks() > 0 ? 1 : 0;
        list.columns = std::max(list.columns, line.columns());
    }
    return list;
}

// A word of a menu beside another one, or beside furniture.
bool is_menu_word(const Lines& lines, LineIndex i) {
    const auto beside = [&](const Line& line) { return line.menu || line.foot; };
    return lines[i].menu &&
           ((i > 0 && beside(lines[i - 1])) || (i + 1 < lines.size() && beside(lines[i + 1])));
}

// Furniture that stands below a story only; a box of one line may stand inside it too, and a word
// of a menu alone may be a subhead or a cell.
bool opens_foot(const Lines& lines, LineIndex i) {
    constexpr std::array<std::string_view, 4> kBoxes = {
        "related", "advertisement", "subscription", "promotion"};
    const auto& line = lines[i];
    return is_menu_word(lines, i) || line.heading ||
           (line.foot && !line.signs.has(Sign::kMore) &&
            std::ranges::find(kBoxes, line.why.category) == kBoxes.end());
}

// Whether the list is one of links, not the end of the story: a table, names, a signature.
bool is_list_of_links(const List& list) {
    if (!list.links || list.lines == 0) {
        return false;
    }
    if (list.dated >= kDatedLinks) {
        return true;
    }
    if (list.digits * 2 > list.lines) {
        return false;
    }
    const bool tags = list.marked == 0 && list.columns <= 40;
    return list.lines >= (tags ? kTagList : kTailList) && list.lines <= kLongestList;
}

// A newspaper's columns have no paragraphs in a line, but many lines of one width that run on.
bool is_wrapped(const Lines& lines) {
    std::size_t widest = 0;
    std::size_t whole = 0;
    for (const auto& line : lines) {
        widest = std::max(widest, line.gone ? 0 : line.columns());
        whole += line.paragraph() ? 1 : 0;
    }
    std::size_t full = 0;
    std::size_t going_on = 0;
    for (LineIndex i = 0; widest <= kWidestColumn && i + 1 < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.gone || lines[i + 1].gone || line.columns() < kMenuColumns || line.finished()) {
            continue;
        }
        const auto next = first_char(lines[i + 1].text).value;
        going_on += next >= 'a' && next <= 'z' ? 1 : 0;
        full += is_cjk(next) && line.columns() + 3 >= widest ? 1 : 0;
    }
    return full >= kWrappedLines || (going_on >= kWrappedLines && going_on > whole);
}

bool is_page(const Lines& lines) {
    std::size_t signs = 0;
    for (LineIndex i = 0; i < lines.size() && signs < kPageSigns; ++i) {
        signs += lines[i].foot || lines[i].heading || is_menu_word(lines, i) ? 1 : 0;
    }
    return signs >= kPageSigns;
}

}  // namespace

bool is_prose(const Line& line) {
    return line.paragraph() || (!line.gone && line.finished() && !line.teaser());
}

bool stands_alone(const Lines& lines, LineIndex first, LineIndex i) {
    return lines[i].paragraph() && (i == first || !is_prose(lines[i - 1])) &&
           (i + 1 >= lines.size() || !is_prose(lines[i + 1]));
}

Frame find_frame(const Lines& lines) {
    if (!is_page(lines) || is_wrapped(lines)) {
        return {};
    }
    Frame best;
    long sum = 0;
    long most = 0;
    LineIndex from = 0;
    for (LineIndex i = 0; i < lines.size(); ++i) {
        if (sum <= 0) {
            sum = 0;
            from = i;
        }
        sum += weight(lines[i]) / (stands_alone(lines, 0, i) ? 3 : 1);
        if (sum > most) {
            most = sum;
            best.begin = from;
            best.end = i + 1;
        }
    }
    while (best.begin < best.end && weight(lines[best.begin]) <= 0) {
        ++best.begin;
    }
    auto unread = best.begin;  // the lead may stand before a box of links
    for (LineIndex n = 0; n < kLead && unread > 0; ++n) {
        --unread;
        const bool below_furniture = unread == 0 || lines[unread - 1].gone;
        const bool lead =
            lines[unread].paragraph() && (lines[unread].reaches(kLong) || below_furniture ||
                                          lines[unread + 1].paragraph());  // else a menu's sentence
        best.begin = lead ? unread : best.begin;
    }
    best.page = best.end > best.begin;
    return best;
}

void drop_tail(const Frame& frame, Lines& lines) {
    if (!frame.page) {
        return;
    }
    auto sure = frame.end;
    while (sure < lines.size() && !opens_foot(lines, sure)) {
        ++sure;
    }
    const bool announced = frame.end > 0 && announces(lines[frame.end - 1]);
    if (!announced && is_list_of_links(read_list(lines, frame.end, sure))) {
        for (auto i = frame.end; i < sure; ++i) {
            drop(lines[i], kList);
        }
    }
    std::size_t gone = 0;
    for (auto i = sure; i < lines.size(); ++i) {
        const bool row = lines[i].digits() >= 4 && lines[i].columns() > 60;  // of a table
        const bool sentence =
            lines[i].finished() && !lines[i].teaser() && lines[i].columns() >= kLeastSentence;
        const bool link = !lines[i].paragraph() && lines[i].link() && !row && !sentence;
        if (link || (gone >= kTailList && lines[i - 1].gone && stands_alone(lines, sure, i))) {
            drop(lines[i], kTail);
        }
        gone += lines[i].gone ? 1 : 0;
    }
}

}  // namespace galley::strip_furniture
