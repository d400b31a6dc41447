// SPDX-License-Identifier: Apache-2.0
// Blanks at the ends of lines, in the widest sense.
#pragma once

#include <string_view>

#include "core/rules/char_set.hpp"

namespace galley::core::rules {

/// All of them are blanks, controls or invisible.
[[nodiscard]] bool is_edge_blank(const CharRange& range);

/// Begins or ends with a blank, control or invisible character, or with no UTF-8.
[[nodiscard]] bool has_blank_edge(std::string_view line);

}  // namespace galley::core::rules
