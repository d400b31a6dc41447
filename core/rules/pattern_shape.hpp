// SPDX-License-Identifier: Apache-2.0
// What a pattern's text tells about its matches, so that most candidates need no second look.
#pragma once

#include <string_view>

namespace galley::core::rules {

/// False where the text does not tell.
struct PatternShape {
    /// Every match in a line is the whole line, and no named group asks for more.
    bool whole_line = false;
    /// widen() gives a form that hits the same lines, not more.
    bool byte_exact = false;
    /// Matches the same lines, some of them sooner: the pattern without ".*" at its ends.
    std::string_view probe;
};

/// @param pattern  RE2 syntax, matched on lines; the probe is a part of it.
/// @cost           linear.   @thread any.
[[nodiscard]] PatternShape shape_of(std::string_view pattern);

}  // namespace galley::core::rules
