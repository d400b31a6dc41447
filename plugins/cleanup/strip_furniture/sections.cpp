// SPDX-License-Identifier: Apache-2.0
// Lines in context.
#include "sections.hpp"

#include <algorithm>
#include <optional>

#include "following.hpp"
#include "frame.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kFootColumns = 80;
constexpr std::size_t kBack = 3;     // headings of one kind that links in a list are
constexpr std::size_t kTeasers = 3;  // teasers behind a heading; story paragraphs before it
constexpr std::size_t kMenuColumns = 20;
constexpr LineIndex kMostMidStoryLinks = 8;  // a box inside a story
constexpr LineIndex kMostFootGap = 15;       // unknown lines between two sure ones
constexpr std::size_t kMenuLines = 4;        // a run of short lines is a menu
constexpr std::size_t kMenuWords = 3;        // when so many of them are menu words

// Behind the last story paragraph; the number of lines when there is no story.
LineIndex story_end(const Lines& lines) {
    for (auto i = lines.size(); i-- > 0;) {
        if (lines[i].story()) {
            return i + 1;
        }
    }
    return lines.size();
}

// Inside a story the last short line before it goes on may be a subhead: it stays when it is
// shorter than the links, or has a number and they have none.
LineIndex without_subhead(const Lines& lines, LineIndex begin, LineIndex end) {
    if (end - begin < 2) {
        return end;
    }
    std::size_t columns = 0;
    bool numbered = false;
    for (auto i = begin; i + 1 < end; ++i) {
        columns += lines[i].columns();
        numbered = numbered || is_numbered(lines[i].text);
    }
    const bool shorter = lines[end - 1].columns() * 5 * (end - 1 - begin) < columns * 4;
    return shorter || (is_numbered(lines[end - 1].text) && !numbered) ? end - 1 : end;
}

// Titles with a teaser below each, behind a story: several, and never two teasers in a row.
bool is_teasers(const Lines& lines, LineIndex heading, const Following& seen) {
    if (seen.resumes || seen.prose || seen.paragraphs < kTeasers || seen.links < seen.paragraphs) {
        return false;
    }
    const auto story = std::count_if(
        lines.begin(), lines.begin() + static_cast<long>(heading), [](const Line& line) {
            return line.story();
        });
    return static_cast<std::size_t>(story) >= kTeasers && !lines[heading + 1].story();
}

// Where the section below a heading ends, at the latest where a sentence is told; `heading` when it
// is a subhead, with story right behind it, or the title of a text.
LineIndex section_end(const Lines& lines, LineIndex heading, const Following& seen, bool teasers) {
    const bool told = seen.stop == heading + 1 && seen.stop < seen.next_heading;
    if (told || (heading + 1 < lines.size() && lines[heading + 1].story())) {
        return heading;
    }
    const bool last_words =
        teasers || (!seen.resumes && !seen.prose && seen.links >= 2 * seen.paragraphs + 2);
    if (last_words || (seen.paragraphs == 0 && seen.stop == seen.next_heading)) {
        return seen.stop;
    }
    const auto end = without_subhead(lines, heading + 1, seen.end);
    const bool titled_text = seen.end <= heading + 2 && !seen.paragraphs_resume;
    const bool subhead =
        end == heading + 1 || titled_text || end - heading > 2 * kMostMidStoryLinks;
    return subhead ? heading : end;
}

void drop_section(Lines& lines, LineIndex heading) {
    const auto seen = look_behind(lines, heading);
    const bool teasers = is_teasers(lines, heading, seen);
    const auto end = section_end(lines, heading, seen, teasers);
    lines[heading].heading =
        end > heading && (!seen.resumes || end == seen.next_heading);  // else a box in the story
    auto why = lines[heading].why;
    why.final = why.final || teasers;  // they are paragraphs, which the brake would hold
    for (auto i = heading; i < end; ++i) {
        drop(lines[i], why);
    }
}

bool is_menu(const Line& line) {
    return line.menu || (line.gone && line.kind == Kind::kNavigation);
}

bool is_menu_like(const Line& line) {
    return is_menu(line) || line.gone || (line.within(kMenuColumns) && !line.finished());
}

// An item of terms, a sentence of them, or whom to call about them.
bool may_be_term(const Line& line) {
    return is_numbered(line.text) || line.terms ||
           (line.within(60) && line.digits() >= 7 && !line.finished());
}

bool may_be_foot(const Line& line) {
    return !line.gone && line.within(kFootColumns) && (!line.finished() || !line.reaches(40));
}

}  // namespace

void drop_terms(Lines& lines) {
    for (LineIndex i = 0; i < lines.size(); ++i) {
        if (!lines[i].signs.has(Sign::kTermsHeading) || lines[i].gone) {
            continue;
        }
        auto end = i + 1;
        bool terms = end < lines.size() && lines[end].terms;
        for (; end < lines.size() && may_be_term(lines[end]); ++end) {
            terms = terms || lines[end].terms;
        }
        if (!terms) {
            continue;
        }
        auto why = lines[i].why;
        why.final = true;
        for (auto n = i; n < end; ++n) {
            drop(lines[n], why);
        }
    }
}

namespace {

// Headings that come back with one paragraph of story below each ("More on the ferry" in a list of
// reviews): links, each of one line.
bool come_back(const Lines& lines, LineIndex begin) {
    std::size_t count = 0;
    for (auto i = begin; i < lines.size(); ++i) {
        const bool back = lines[i].heading && !lines[i].gone;
        const auto seen = back ? look_behind(lines, i) : Following{};
        count += back && seen.next_heading < lines.size() && seen.paragraphs > 0 ? 1 : 0;
    }
    return count >= kBack;
}

}  // namespace

void drop_sections(Lines& lines) {
    const auto begin = story_begin(lines);
    const bool back = come_back(lines, begin);
    for (LineIndex i = 0; i < lines.size(); ++i) {
        if (!lines[i].heading || lines[i].gone) {
            continue;
        }
        const bool alone = back && look_behind(lines, i).paragraphs > 0;
        if (alone || (i < begin && begin < lines.size())) {
            drop(lines[i], lines[i].why);  // what stands below it may be the headline
            lines[i].heading = lines[i].heading && !alone;
        } else {
            drop_section(lines, i);
        }
    }
}

void drop_outlets(Lines& lines) {
    const auto supports = [&](LineIndex i) {
        constexpr Kinds kKinds = {
            Kind::kSourceLine, Kind::kByline, Kind::kNavigation, Kind::kPagination};
        return i < lines.size() && lines[i].gone && kKinds.have(lines[i].kind);
    };
    const auto begin = std::min(story_begin(lines), lines.size());
    bool headed = false;  // the first line, with a date or a menu somewhere before the story
    for (LineIndex i = 0; i < begin; ++i) {
        headed = headed || supports(i);
    }
    for (LineIndex i = 0; i < lines.size(); ++i) {
        const bool supported = supports(i + 1) || (i > 0 ? supports(i - 1) : headed);
        if (lines[i].outlet && supported) {
            drop(lines[i], lines[i].why);
        }
    }
}

void drop_menus(Lines& lines) {
    const auto end = story_begin(lines);
    for (LineIndex i = 0; i < end;) {
        const auto begin = i;
        std::size_t menus = 0;
        for (; i < end && is_menu_like(lines[i]); ++i) {
            if (is_meta(lines[i]) && i > begin) {
                break;  // above a date or a writer may stand the headline
            }
            menus += is_menu(lines[i]) ? 1 : 0;
        }
        auto last = i;
        while (last > begin && !is_menu(lines[last - 1])) {
            --last;  // what stands behind the last menu word may be the headline
        }
        for (auto n = begin; last - begin >= kMenuLines && menus >= kMenuWords && n < last; ++n) {
            drop(lines[n], {"navigation", "context.menu", 0.8, false});
        }
        i = std::max(i, begin + 1);
    }
}

void drop_foot(Lines& lines) {
    const auto begin = story_end(lines);
    std::optional<LineIndex> sure;
    LineIndex unknown = 0;
    bool open = true;
    for (auto i = begin; i < lines.size(); ++i) {
        if (lines[i].foot && !lines[i].signs.has(Sign::kMore)) {
            for (auto n = sure.value_or(i); open && n < i; ++n) {
                drop(lines[n], {"navigation", "context.foot", 0.75, false});
            }
            sure = i;
            unknown = 0;
            open = true;
        } else if (sure && !lines[i].gone) {
            open = open && may_be_foot(lines[i]) && ++unknown <= kMostFootGap;
        }
    }
}

}  // namespace galley::strip_furniture
