// SPDX-License-Identifier: Apache-2.0
// The core of a page, its head and its tail.
#include "frame.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <galley/bylines.hpp>

#include "echo.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kPageSigns = 5;   // so many lines of furniture make a web page
constexpr std::size_t kLinesAbove = 4;  // above a headline: fewer may be a kicker or a date
constexpr std::size_t kTailList = 5;    // links without a heading behind the core
constexpr std::size_t kTagList = 3;     // the same when each is a bare word
constexpr std::size_t kWidestColumn = 120;
constexpr std::size_t kWrappedLines = 3;   // that run on, in a newspaper's column
constexpr std::size_t kLinkList = 8;       // links between a button and the story
constexpr std::size_t kDatedLinks = 3;     // dates among links
constexpr std::size_t kEchoBytes = 12000;  // of the core, read for its words
constexpr double kEchoed = 0.4;            // of a headline's words, in the story
constexpr double kFaintEcho = 0.2;         // the same when no line has more
constexpr std::size_t kMenuColumns = 24;
constexpr std::size_t kLeastHeadline = 16;  // columns
constexpr std::size_t kLeastSentence = 40;  // columns of a sentence that is no link
constexpr std::size_t kWide = 60;  // columns from which a headline is as good as longer ones
constexpr double kNearlyMost = 0.6;
constexpr LineIndex kLead = 14;  // a box between the lead and the rest of the story

constexpr Verdict kHead{"navigation", "context.head", 0.8, false};
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

// A sentence, long or short.
bool is_prose(const Line& line) {
    return line.paragraph() || (!line.gone && line.finished() && !line.teaser());
}

// A paragraph with links on both sides: a teaser below its title, as far as one can see.
bool stands_alone(const Lines& lines, LineIndex first, LineIndex i) {
    return lines[i].paragraph() && (i == first || !is_prose(lines[i - 1])) &&
           (i + 1 >= lines.size() || !is_prose(lines[i + 1]));
}

Echo words_of(const Lines& lines, const Frame& frame) {
    Echo echo;
    std::size_t bytes = 0;
    for (auto i = frame.begin; i < frame.end && bytes < kEchoBytes; ++i) {
        if (!lines[i].gone) {
            echo.read(lines[i].text);
            bytes += lines[i].text.size();
        }
    }
    return echo;
}

bool may_be_headline(const Line& line) {
    return !line.gone && !line.heading && !line.menu && !line.parts && line.columns() >= 8 &&
           line.columns() <= 140 && std::ranges::count(line.text, '|') < 2 &&
           !line.text.starts_with("\u2014\u2014") && !line.text.ends_with("\u2014");
}

// Half as long as the line above it, or a bare name: who wrote or posted it; the headline is above.
bool is_account(const Line& above, const Line& line) {
    if (line.marks() > 0 || line.columns() > kMenuColumns) {
        return false;
    }
    const bool half = above.columns() >= kMenuColumns && above.columns() >= 2 * line.columns();
    const auto name = read_credits(line.text);
    return half || (name.whole && name.people.size() == 1);
}

// The line that stands right above the first date, writer or source; `frame.begin` when none does.
LineIndex above_meta(const Lines& lines, const Frame& frame) {
    auto candidate = frame.begin;
    for (LineIndex i = 0; i < frame.begin; ++i) {
        if (may_be_headline(lines[i]) && !is_credit_line(lines[i].text)) {
            const bool account = candidate + 1 == i && is_account(lines[candidate], lines[i]);
            candidate = account ? candidate : i;
        } else if (is_meta(lines[i]) && candidate < i) {
            return candidate;
        }
    }
    return frame.begin;
}

// Long lines with many of the story's words are headlines, short ones may be words of a menu.
double echoed_columns(const Line& line, const Echo& echo, double least = kEchoed) {
    if (!may_be_headline(line) || line.columns() < kLeastHeadline) {
        return 0.0;
    }
    const auto share = echo.share(line.text);
    return share < least ? 0.0 : share * static_cast<double>(std::min(line.columns(), kWide));
}

// The first line with the story's words, or above the first date; `frame.begin` when there is none.
// A short line above the date that has none of these words is a menu's when a headline follows.
LineIndex find_headline(const Lines& lines, const Frame& frame, const Echo& echo) {
    double most = 0.0;
    auto least = kEchoed;
    for (const auto share : {kEchoed, kFaintEcho}) {
        least = most > 0.0 ? least : share;
        for (LineIndex i = 0; least == share && i < frame.begin; ++i) {
            most = std::max(most, echoed_columns(lines[i], echo, least));
        }
    }
    const auto above = above_meta(lines, frame);
    for (LineIndex i = 0; most > 0.0 && i < frame.begin; ++i) {
        if (echoed_columns(lines[i], echo, least) >= kNearlyMost * most) {
            const bool menu = above < i && lines[above].columns() <= kMenuColumns &&
                              echo.share(lines[above].text, 1) <= 0.0;
            return menu ? i : std::min(i, above);
        }
    }
    return above;
}

// A line right above the headline that is about as long: its first line, or a kicker.
bool is_half(const Lines& lines, LineIndex i, LineIndex headline) {
    return may_be_headline(lines[i]) && !is_numbered(lines[i].text) &&
           lines[i].columns() <= kWide && lines[i].text.find("  ") == std::string_view::npos &&
           lines[i].columns() >= kLeastHeadline &&
           lines[i].columns() * 2 >= lines[headline].columns() &&
           lines[i].columns() <= 2 * lines[headline].columns();
}

void drop_above(Lines& lines, LineIndex headline, const Echo& echo) {
    std::size_t count = 0;
    bool sure = false;
    for (LineIndex i = 0; i < headline; ++i) {
        count += is_meta(lines[i]) ? 0 : 1;
        sure = sure || lines[i].foot || lines[i].menu || lines[i].parts;
    }
    for (LineIndex i = 0; count + (sure ? 1 : 0) >= kLinesAbove && i < headline; ++i) {
        const bool first_half = i + 1 == headline && is_half(lines, i, headline) &&
                                echo.share(lines[i].text) >= kFaintEcho;
        if (may_go(lines[i]) && !first_half && echoed_columns(lines[i], echo) <= 0.0) {
            drop(lines[i], kHead);
        }
    }
}

// Between two lines of furniture below the headline stand links, unless they have the story's
// words: then they are captions, or the headline again.
void drop_between(Lines& lines, LineIndex from, LineIndex to, const Echo& echo) {
    auto sure = to;
    auto last = to;
    std::size_t links = 0;
    bool open = false;
    for (auto i = from; i < to; ++i) {
        if (lines[i].foot) {
            for (auto n = sure; open && n < i; ++n) {
                drop(lines[n], kList);
            }
            sure = i;
            open = true;
            links = 0;
        } else if (!lines[i].gone) {
            ++links;
            last = i;
            open = open && may_go(lines[i]) && lines[i].columns() <= 60 &&
                   echo.share(lines[i].text) < kEchoed;
        }
    }
    for (auto n = sure; open && links >= kLinkList && n < last; ++n) {
        drop(lines[n], kList);  // up to the story; the last may be a caption or a subhead
    }
}

// All of it in brackets: "($1 = 0.7 pounds)", "(Names are changed)".
bool is_remark(const Line& line) {
    const auto first = first_char(line.text).value;
    const auto last = last_char(line.text).value;
    return (first == '(' || first == 0xFF08) && (last == ')' || last == 0xFF09) &&
           line.columns() >= kLeastHeadline;
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

// Furniture that stands below a story only; a box of one line may stand inside it too.
bool opens_foot(const Line& line) {
    constexpr std::array<std::string_view, 4> kBoxes = {
        "related", "advertisement", "subscription", "promotion"};
    return line.heading || line.menu ||
           (line.foot && std::ranges::find(kBoxes, line.why.category) == kBoxes.end());
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
    return list.lines >= (tags ? kTagList : kTailList);
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
    const auto signs = std::ranges::count_if(
        lines, [](const Line& line) { return line.foot || line.heading || line.menu; });
    return static_cast<std::size_t>(signs) >= kPageSigns;
}

}  // namespace

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
        best.begin = lines[unread].paragraph() ? unread : best.begin;
    }
    best.page = best.end > best.begin;
    return best;
}

void drop_head(const Frame& frame, Lines& lines) {
    if (!frame.page || frame.begin == 0) {
        return;
    }
    const auto echo = words_of(lines, frame);
    const auto headline = find_headline(lines, frame, echo);
    if (headline < frame.begin) {
        drop_above(lines, headline, echo);
        drop_between(lines, headline + 1, frame.begin, echo);
    }
}

void drop_tail(const Frame& frame, Lines& lines) {
    if (!frame.page) {
        return;
    }
    auto sure = frame.end;
    while (sure < lines.size() && !opens_foot(lines[sure])) {
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
