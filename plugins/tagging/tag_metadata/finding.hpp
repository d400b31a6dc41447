// SPDX-License-Identifier: Apache-2.0
// A metadata value that a text states, and the lines it is looked for in.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <galley/text.hpp>
#include <galley/values.hpp>

namespace galley::tag_metadata {

struct Finding {
    std::string_view key;
    std::string value;
    span evidence;  ///< where the value stands
};

using Findings = std::vector<Finding>;

/// Lines of an article that are not blank, with spans that hold no blanks at either end.
std::vector<span> lines_of(std::string_view text);

/// Only short lines are read as a whole: a sentence that mentions a source is a sentence.
inline constexpr std::size_t kLongestLabelChars = 60;

}  // namespace galley::tag_metadata
