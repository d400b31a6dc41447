// SPDX-License-Identifier: Apache-2.0
// Cuts lines of a classified column into single notices: several in a line, one over several lines.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/text.hpp>

#include "words.hpp"

namespace galley::strip_notices {

/// Lines put together without their line ends, and where each byte came from.
struct Joined {
    std::string text;
    std::vector<ByteOffset> places;

    /// Adds a trimmed line; between Latin words a blank takes the place of the line end.
    void add(std::string_view whole, std::string_view line);
};

struct Units {
    std::vector<span> at;   ///< of the joined text, in order
    bool complete = false;  ///< nothing is left over behind the last one
};

/// Cuts at the ends of declarations ("…,声明作废。"); Latin text is one unit.
/// @param last  no more lines can follow: what has no closing words still counts when it ends a
/// sentence.
Units cut_units(std::string_view joined, bool last, const Words& words);

}  // namespace galley::strip_notices
