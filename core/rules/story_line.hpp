// SPDX-License-Identifier: Apache-2.0
// Tells a line of the story itself by its shape; head and tail end at such lines.
#pragma once

#include <string_view>

namespace galley::core::rules {

/// True for a line of 60 columns or more that holds the end of a sentence.
[[nodiscard]] bool has_story_shape(std::string_view line);

}  // namespace galley::core::rules
