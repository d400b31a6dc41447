// SPDX-License-Identifier: Apache-2.0
// Notices that a story quotes in lines of their own.
#pragma once
#include <vector>

#include "column_lines.hpp"
#include "words.hpp"

namespace galley::strip_notices {

/// Whether a story quotes the line: the last sentence above it says that something is written
/// ("…中缝里这样写着。", "… the box still reads."), and the story goes on behind the notices.
/// @cost  a few lines each way.   @thread any.
bool story_quotes(const std::vector<Line>& lines, std::size_t i, const Words& words);

}  // namespace galley::strip_notices
