// SPDX-License-Identifier: Apache-2.0
// The core of a page, and its tail.
#include "frame.hpp"

#include <algorithm>

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kPageSigns = 5;  // so many lines of furniture make a web page
constexpr std::size_t kTailList = 5;   // links without a heading behind the core
constexpr std::size_t kTeaserColumns = 180;
constexpr LineIndex kFootReach = 12;   // lines between signs of the foot
constexpr LineIndex kStoryReach = 20;  // lines behind one that may be the foot's
constexpr std::size_t kSentences = 4;  // of the story among them
constexpr std::size_t kMenuList = 3;   // words of a menu among them
constexpr std::size_t kReadList = 60;  // lines looked up in the menu above
constexpr std::size_t kWidestColumn = 120;
constexpr std::size_t kWrappedLines = 3;  // that run on, in a newspaper's column
constexpr std::size_t kDatedLinks = 3;    // dates among links
constexpr std::size_t kMenuColumns = 24;
constexpr std::size_t kTitleColumns = 16;   // more than an entry of a timeline
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
    constexpr std::size_t kMost = 240;
    const auto columns = static_cast<long>(line.reaches(kMost) ? kMost : line.columns());
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
           line.reaches(kLeastRemark);
}

// The lines between the core and the first furniture behind it. They are links only when something
// says so: names, results, ingredients and verse look the same.
struct List {
    std::size_t lines = 0, titles = 0, dated = 0, menu = 0, repeated = 0;
    bool links = true;  ///< no sentence, no item with a number, no remark
};

// Whether a line says the same as one above that went as a word of a menu.
bool is_repeated(const Lines& lines, LineIndex begin, const Line& line) {
    return std::any_of(
        lines.begin(), lines.begin() + static_cast<long>(begin), [&](const Line& above) {
            return above.gone && above.kind == Kind::kNavigation && above.text == line.text;
        });
}

List read_list(const Lines& lines, const Frame& frame, LineIndex to) {
    List list;
    for (auto i = frame.end; i < to; ++i) {
        const auto& line = lines[i];
        list.dated += line.dated && (!line.gone || is_meta(line)) ? 1 : 0;
        if (line.gone || line.dated) {
            continue;
        }
        const bool announced = announces(line) && !line.within(kMenuColumns);
        list.links = list.links && !announced && !is_remark(line) && line.link() &&
                     !is_numbered(line.text) && (!line.finished() || line.teaser());
        ++list.lines;
        list.titles += !line.within(kTitleColumns) ? 1 : 0;
        list.menu += line.menu ? 1 : 0;
        list.repeated += list.lines <= kReadList && is_repeated(lines, frame.begin, line) ? 1 : 0;
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
    constexpr Kinds kBoxes = {
        Kind::kRelated, Kind::kAdvertisement, Kind::kSubscription, Kind::kPromotion};
    const auto& line = lines[i];
    const bool words = is_menu_word(lines, i) && ((i > 0 && lines[i - 1].foot) ||
                                                  (i + 1 < lines.size() && lines[i + 1].menu));
    return words || line.heading ||
           (line.foot && !line.signs.has(Sign::kMore) && !kBoxes.have(line.kind));
}

// Whether the list is one of links: titles with dates, words of a menu, what the menu above says.
bool is_list_of_links(const List& list) {
    const bool dated = list.dated >= kDatedLinks && list.titles >= kDatedLinks;
    const bool menu =
        list.menu >= kMenuList ||
        (list.repeated >= kMenuList && list.repeated * 2 >= std::min(list.lines, kReadList));
    return list.links && (dated || menu);
}

// More sentences than furniture follow: a recipe behind its "Print", a list behind its "Share".
bool story_follows(const Lines& lines, LineIndex i) {
    std::size_t sentences = 0;
    std::size_t furniture = 0;
    for (auto n = i + 1; n < std::min(i + 1 + kStoryReach, lines.size()); ++n) {
        const auto& line = lines[n];
        furniture += line.foot || line.heading ? 1 : 0;
        sentences +=
            !line.gone && line.finished() && !line.teaser() && line.reaches(kMenuColumns) ? 1 : 0;
    }
    return sentences >= kSentences && sentences > furniture;
}

// A button, a tag or words of a menu may stand inside a story ("Download"): the foot shows more
// furniture before the next paragraph.
bool goes_on(const Lines& lines, LineIndex i) {
    constexpr Kinds kAnywhere = {Kind::kNavigation, Kind::kOther};
    if (lines[i].gone && !kAnywhere.have(lines[i].kind)) {
        return true;
    }
    const auto end = std::min(i + 1 + kFootReach, lines.size());
    for (auto n = i + 1; n < end; ++n) {
        if (lines[n].paragraph()) {
            return false;
        }
        if (opens_foot(lines, n) && (lines[n].gone || lines[i].gone)) {
            return true;
        }
    }
    return lines[i].gone ? end == lines.size() : true;
}

bool is_foot(const Lines& lines, LineIndex i) {
    return opens_foot(lines, i) &&
           (lines[i].heading || (goes_on(lines, i) && !story_follows(lines, i)));
}

// A newspaper's columns have no paragraphs in a line, but many lines of one width that run on.
bool is_wrapped(const Lines& lines) {
    std::size_t widest = 0;
    std::size_t whole = 0;
    for (const auto& line : lines) {
        if (!line.gone && line.reaches(kWidestColumn + 1)) {
            return false;
        }
        widest = std::max(widest, line.gone ? 0 : line.columns());
        whole += line.paragraph() ? 1 : 0;
    }
    std::size_t full = 0;
    std::size_t going_on = 0;
    for (LineIndex i = 0; i + 1 < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.gone || lines[i + 1].gone || !line.reaches(kMenuColumns) || line.finished()) {
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
    return (!line.gone && line.finished() && !line.teaser()) || line.paragraph();
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
    auto sure = frame.end;
    while (sure < lines.size() && !is_foot(lines, sure)) {
        ++sure;
    }
    const bool announced = frame.end > 0 && announces(lines[frame.end - 1]);
    if (!announced && is_list_of_links(read_list(lines, frame, sure))) {
        for (auto i = frame.end; i < sure; ++i) {
            drop(lines[i], kList);
        }
    }
    std::size_t gone = 0;
    for (auto i = sure; i < lines.size(); ++i) {
        const bool row = !lines[i].within(60) && lines[i].digits() >= 4;  // of a table
        const bool sentence =
            lines[i].finished() && !lines[i].teaser() && lines[i].reaches(kLeastSentence);
        const bool link = !lines[i].paragraph() && lines[i].link() && !row && !sentence;
        const bool teaser = gone >= kTailList && lines[i - 1].gone &&
                            !lines[i].reaches(kTeaserColumns) && stands_alone(lines, sure, i);
        if (link || teaser) {
            drop(lines[i], kTail);
        }
        gone += lines[i].gone ? 1 : 0;
    }
}

}  // namespace galley::strip_furniture
