// SPDX-License-Identifier: Apache-2.0
// Calls for bids and notices of courts, of several lines: what goes on with one, and what it says.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "notice.hpp"
#include "words.hpp"

namespace galley::strip_notices {

/// What a line is to the announcement above it.
enum class Part {
    none,      ///< something else
    sentence,  ///< an item, a label with its value, a sentence with words of bids or of courts
    signature  ///< who signs, or the day alone
};

/// Judges one line by itself.   @cost  linear.   @thread any.
Part part_of(std::string_view line, const Words& words);

/// Whether the line is a heading and nothing more ("招标公告", "某法院公告").
bool is_bare_heading(std::string_view line, const Words& words);

/// Reads a call for bids or a notice of a court.
/// @param text   the lines without their line ends.
/// @param lines  where each line stands in `text`; ascending.
/// @returns      nothing when it is neither, or says too little: no number, no day, no court.
std::optional<Notice> parse_announcement(
    std::string_view text, const std::vector<span>& lines, const Words& words);

}  // namespace galley::strip_notices
