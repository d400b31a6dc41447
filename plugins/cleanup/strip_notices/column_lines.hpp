// SPDX-License-Identifier: Apache-2.0
// The lines of a text with what the rules say about each.
#pragma once
#include <vector>

#include <galley/text.hpp>

#include "strip_notices.hpp"

namespace galley::strip_notices {

struct Line : text_line {
    const Evidence* opening = nullptr;
    const Evidence* announcement = nullptr;
    const Evidence* heading = nullptr;
    const Evidence* fine_print = nullptr;
    bool taken = false;
};

/// @param evidence  borrowed: as long as the lines are read.   @cost linear.   @thread any.
std::vector<Line> read_lines(std::string_view text, const std::vector<Evidence>& evidence);

/// The nearest line that is not blank, by steps of +1 or -1; null: none.
Line* neighbour(std::vector<Line>& lines, std::size_t from, int step);

}  // namespace galley::strip_notices
