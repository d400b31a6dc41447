// SPDX-License-Identifier: Apache-2.0
// What a pattern's text tells about its matches, so that most candidates need no second look.
#pragma once

#include <cstdint>
#include <string_view>

namespace galley::core::rules {

inline constexpr std::uint32_t kAnyLength = UINT32_MAX;

/// False where the text does not tell.
struct PatternShape {
    /// Every match in a line is the whole line.
    bool whole_line = false;
    /// It may have named groups.
    bool has_names = true;
    /// Each of them takes part in every match.
    bool names_are_certain = false;
    /// widen() gives a form that hits the same lines, not more.
    bool byte_exact = false;
    /// A line that the pattern matches has at most so many counted characters (see
    /// has_more_chars): ASCII but blanks, and common Han.
    std::uint64_t most_chars = kAnyLength;
    /// Matches the same lines, some of them sooner: the pattern without ".*" at its ends.
    std::string_view probe = {};
};

/// @param pattern  RE2 syntax, matched on lines; the probe is a part of it.
/// @cost           linear.   @thread any.
[[nodiscard]] PatternShape shape_of(std::string_view pattern);

/// Counts the characters of U+0021..U+007E and U+4000..U+9FFF, those that one byte tells, until
/// there are more than `most`.
/// @cost  linear, up to where it is known.   @thread any.
[[nodiscard]] std::uint64_t count_counted(std::string_view line, std::uint64_t most);

[[nodiscard]] inline bool has_more_chars(std::string_view line, std::uint64_t most) {
    return line.size() > most && count_counted(line, most) > most;
}

}  // namespace galley::core::rules
