// SPDX-License-Identifier: Apache-2.0
// Words of buttons that are the story's.
#include "subheads.hpp"

#include <algorithm>

#include "frame.hpp"

namespace galley::strip_furniture {

namespace {

constexpr std::size_t kWordColumns = 12;
constexpr std::size_t kEntryColumns = 80;
constexpr std::size_t kNumberDigits = 7;
constexpr LineIndex kMostWords = 12;  // of a list inside a story

bool is_word(const Line& line) {
    return line.within(kWordColumns) && !line.finished() && !line.heading;
}

bool is_button(const Line& line) {
    return line.gone && !line.signs.has(Sign::kMore) && kButtons.have(line.kind);
}

void keep(Line& line) {
    line.gone = false;
    line.foot = false;
}

// "Town hall: 0990 555 0103": whom to call.
bool is_number_to_call(const Line& line) {
    return line.within(kEntryColumns) && line.digits() >= kNumberDigits && line.marks() > 0;
}

// Whom to call, among others that no rule takes: a list of the story.
bool is_entry(const Lines& lines, LineIndex i) {
    const auto same = [](const Line& line) { return !line.gone && is_number_to_call(line); };
    return lines[i].gone && lines[i].kind == Kind::kSubscription && is_number_to_call(lines[i]) &&
           (same(lines[i - 1]) || same(lines[i + 1]));
}

// Words between two sentences. One is a subhead; of several, rules must leave more than they take,
// or they are buttons.
void keep_words(Lines& lines, LineIndex begin, LineIndex end) {
    const auto buttons = std::count_if(
        lines.begin() + static_cast<long>(begin),
        lines.begin() + static_cast<long>(end),
        is_button);
    const auto gone = std::count_if(
        lines.begin() + static_cast<long>(begin),
        lines.begin() + static_cast<long>(end),
        [](const Line& line) { return line.gone; });
    const auto count = static_cast<long>(end - begin);
    if (gone == 0 || gone != buttons || (count > 1 && 2 * gone >= count)) {
        return;
    }
    std::for_each(
        lines.begin() + static_cast<long>(begin), lines.begin() + static_cast<long>(end), keep);
}

}  // namespace

void keep_subheads(Lines& lines) {
    for (auto i = story_begin(lines) + 1; i + 1 < lines.size(); ++i) {
        if (is_entry(lines, i)) {
            keep(lines[i]);
        }
        if (!is_prose(lines[i - 1]) || !is_word(lines[i])) {
            continue;
        }
        auto end = i + 1;
        while (end < lines.size() && end < i + kMostWords && is_word(lines[end])) {
            ++end;
        }
        if (end < lines.size() && is_prose(lines[end])) {
            keep_words(lines, i, end);
        }
    }
}

}  // namespace galley::strip_furniture
