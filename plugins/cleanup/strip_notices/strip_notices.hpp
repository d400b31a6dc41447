// SPDX-License-Identifier: Apache-2.0
// Finds the notices of a classified column in a text, and what belongs to the column around them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/values.hpp>

#include "notice.hpp"
#include "words.hpp"

namespace galley::strip_notices {

/// What a rule says about a line, by the name of the capture in its pattern.
enum class Role {
    opening,       ///< (?P<opening>…): a notice may begin with this line
    announcement,  ///< (?P<announcement>…): so may one of several lines, of bids or of a court
    heading,       ///< (?P<heading>…): the heading of a column
    fine_print     ///< (?P<column>…): what a paper says about its column
};

struct Evidence {
    Role role;
    span line;  ///< without its line end
    std::string rule;
    double confidence = 1.0;
    bool final = false;
};

/// A notice with its place. Ranges are of the whole text; values are of `text`, which has no line
/// end.
struct Placed {
    span at;
    std::string text;
    std::vector<ByteOffset> places;  ///< of each byte of `text`
    Notice notice;
    std::string rule;
    double confidence = 1.0;

    std::string_view value(span part) const { return slice(text, part); }

    span place(span part) const { return {places[part.begin], places[part.end - 1] + 1}; }
};

/// A line of the column that is no notice, or blanks between two notices of a line.
struct Waste {
    span at;
    std::string rule;
    double confidence = 1.0;
    bool final = false;
};

struct Column {
    std::vector<Placed> notices;  ///< ascending, disjoint
    std::vector<Waste> waste;     ///< disjoint from the notices
};

/// Finds notices: lines that open as one, read to the end of the declaration, over at most four
/// lines, and parsed. Announcements go on over items, labels and sentences of theirs to who signs;
/// one that is all that a text says is its story. What a story quotes (behind a colon) or says in a
/// paragraph is left alone.
/// @param evidence  what the rules found, ascending by line.
/// @cost  linear in text; parsing only where a rule saw an opening.
Column find_notices(
    std::string_view text, const std::vector<Evidence>& evidence, const Words& words);

}  // namespace galley::strip_notices
