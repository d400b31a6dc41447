// SPDX-License-Identifier: Apache-2.0
// What a pattern's text tells about its matches, so that most candidates need no second look.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/rules/char_set.hpp"
#include "core/rules/quantifier.hpp"

namespace galley::core::rules {

/// False where the text does not tell.
struct PatternShape {
    /// Every match in a line is the whole line.
    bool whole_line = false;
    /// It may have named groups.
    bool has_names = true;
    /// Each of them takes part in every match.
    bool names_are_certain = false;
    /// There is one, and in a line without blanks at its ends (has_blank_edge) it is the whole
    /// line in every match.
    bool name_takes_line = false;
    /// widen() gives a form that hits the same lines, not more.
    bool byte_exact = false;
    /// A line that the pattern matches has at most so many counted characters: see
    /// count_counted().
    std::uint64_t most_chars = kAnyLength;
    /// Matches the same lines, some of them sooner: the pattern without ".*" at its ends.
    std::string_view probe = {};
    /// Every match begins where the line begins.
    bool line_begin = false;
    /// Then the line's first character that is not blank (is_blank) is one of these; ascending and
    /// disjoint.
    std::vector<CharRange> opening = {{0, kLastChar}};
    /// And what stands behind that one, if anything does, is one of these.
    std::vector<CharRange> opening_next = {{0, kLastChar}};
};

/// @param pattern  RE2 syntax, matched on lines; the probe is a part of it.
/// @cost           linear.   @thread any.
[[nodiscard]] PatternShape shape_of(std::string_view pattern);

}  // namespace galley::core::rules
