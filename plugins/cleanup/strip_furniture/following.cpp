// SPDX-License-Identifier: Apache-2.0
// Links, teasers and story behind a heading.
#include "following.hpp"

#include <algorithm>

#include "statement.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kTurns = 3;            // titles with a sentence below each
constexpr std::size_t kTurnsAtTheEnd = 2;    // when nothing but them stands below the heading
constexpr std::size_t kStoryParagraphs = 2;  // beside teasers
constexpr LineIndex kNear = 200;             // lines: where these are looked for
constexpr std::size_t kAsked = 2;            // questions with an answer below each
constexpr std::size_t kTeaserColumns = 300;
constexpr std::size_t kTitleColumns = 120;  // of a question or a call
constexpr std::size_t kTagColumns = 9;
constexpr std::size_t kLinks = 3;  // behind a sentence
constexpr LineIndex kBox = 9;      // links: more than a box in a story has

bool ends_part(const Lines& lines, LineIndex i) {
    return i >= lines.size() || lines[i].heading;
}

// What stands beside a title in a list: dates and writers that went, a tag ("Harbour").
LineIndex behind_marks(const Lines& lines, LineIndex i) {
    while (!ends_part(lines, i) &&
           (lines[i].gone || (lines[i].within(kTagColumns) && !is_told(lines[i])))) {
        ++i;
    }
    return i;
}

bool asks(std::string_view line) {
    auto last = last_char(line);
    while (is_closer(last.value) && last.size_bytes < line.size()) {
        line.remove_suffix(last.size_bytes);
        last = last_char(line);
    }
    return last.value == '?' || last.value == 0xFF1F;
}

// Titles with a sentence below each.
struct Teasers {
    LineIndex end = 0;
    std::size_t turns = 0;
    std::size_t asked = 0;   ///< questions with an answer below them, which are no turns
    std::size_t marked = 0;  ///< of them, those with a date, a writer or a tag beside them
};

Teasers read_teasers(const Lines& lines, LineIndex begin) {
    Teasers teasers{begin};
    for (auto at = begin;;) {
        const auto title = behind_marks(lines, at);
        if (ends_part(lines, title) || is_told(lines[title]) || !lines[title].link()) {
            return teasers;
        }
        const auto sentence = behind_marks(lines, title + 1);
        if (ends_part(lines, sentence) || !is_told(lines[sentence])) {
            return teasers;
        }
        const bool marked = title > at || sentence > title + 1;
        at = sentence + 1;
        if (asks(lines[title].text) && !marked) {
            ++teasers.asked;
            continue;
        }
        teasers.marked += marked ? 1 : 0;
        ++teasers.turns;
        teasers.end = at;
    }
}

// Whether paragraphs of a story stand before the heading or behind `end`: titles with a sentence
// below each may be all there is of a text.
bool has_story_beside(const Lines& lines, LineIndex heading, LineIndex end) {
    std::size_t paragraphs = 0;
    for (auto i = heading; i > 0 && heading - i < kNear && paragraphs < kStoryParagraphs; --i) {
        paragraphs += lines[i - 1].story() ? 1 : 0;
    }
    for (auto i = end; !ends_part(lines, i) && i - end < kNear && paragraphs < kStoryParagraphs;
         ++i) {
        paragraphs += lines[i].story() ? 1 : 0;
    }
    return paragraphs >= kStoryParagraphs;
}

// What titles and sentences that take turns are.
struct Turns {
    LineIndex end = 0;   ///< behind the teasers below the heading, or right behind it
    bool story = false;  ///< they are the story's: questions with answers, news in brief
};

// Teasers take turns from the heading on, or behind other titles when each has its date.
Turns read_turns(const Lines& lines, LineIndex heading) {
    const auto first = read_teasers(lines, heading + 1);
    const bool all = ends_part(lines, behind_marks(lines, first.end));
    if (first.turns >= kTurns || (all && first.turns >= kTurnsAtTheEnd)) {
        const bool beside = has_story_beside(lines, heading, first.end);
        return {beside ? first.end : heading + 1, !beside};
    }
    if (first.asked >= kAsked) {
        return {heading + 1, true};
    }
    auto told = heading + 1;
    while (!ends_part(lines, told) && !is_told(lines[told])) {
        ++told;
    }
    const auto second = read_teasers(lines, std::min(told + 1, lines.size()));
    const bool teasers = second.turns >= kTurns && second.marked == second.turns;
    return {teasers ? second.end : heading + 1, false};
}

bool may_be_told(const Line& line) {
    return is_told(line) || line.story();
}

// Two sentences in a row, or a question with its answer: story, not a teaser.
bool story_resumes(const Lines& lines, LineIndex i) {
    return i + 1 < lines.size() && may_be_told(lines[i]) && may_be_told(lines[i + 1]);
}

bool paragraphs_resume(const Lines& lines, LineIndex i) {
    return lines[i].story() && i + 1 < lines.size() && lines[i + 1].story();
}

// A sentence with a list of links behind it, or one behind more links than a story's box has, is
// the page's.
bool stands_among_links(const Lines& lines, LineIndex i, LineIndex above) {
    std::size_t behind = 0;
    for (auto n = i + 1; behind < kLinks && !ends_part(lines, n) && !is_told(lines[n]); ++n) {
        behind += !lines[n].gone && lines[n].link() ? 1 : 0;
    }
    return behind >= kLinks || (above >= kBox && !story_resumes(lines, i));
}

}  // namespace

bool is_told(const Line& line) {
    return !line.gone && !line.heading &&
           (ends_statement(line.text) || (line.story() && line.reaches(kTitleColumns)));
}

Following look_behind(const Lines& lines, LineIndex heading) {
    Following seen{heading + 1, lines.size(), heading + 1};
    const auto turns = read_turns(lines, heading);
    const auto teasers = turns.end;
    bool unbroken = true;
    auto i = heading + 1;
    for (; !ends_part(lines, i); ++i) {
        const auto& line = lines[i];
        const bool item = i > heading + 1 && is_numbered(line.text) &&
                          !is_numbered(lines[heading + 1].text);  // "2. The mill": story
        const bool resumes = story_resumes(lines, i);
        const bool told = i >= teasers && (resumes || is_told(line));
        const bool stops = told && !stands_among_links(lines, i, i - teasers);
        seen.stop = stops ? std::min(seen.stop, i) : seen.stop;
        seen.resumes = seen.resumes || item || resumes;
        seen.paragraphs_resume = seen.paragraphs_resume || item || paragraphs_resume(lines, i);
        unbroken = unbroken && !item && !told && (line.link() || line.gone);
        seen.end = unbroken ? i + 1 : seen.end;
        seen.links += line.story() ? 0 : 1;
        seen.paragraphs += line.story() ? 1 : 0;
        seen.prose = seen.prose || (line.story() && line.reaches(kTeaserColumns));
    }
    seen.next_heading = i;
    seen.stop = turns.story ? heading + 1 : std::min(seen.stop, i);
    return seen;
}

}  // namespace galley::strip_furniture
