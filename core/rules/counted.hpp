// SPDX-License-Identifier: Apache-2.0
// Counts the characters of a line that one byte tells: a cheap bound on what patterns take.
#pragma once

#include <cstdint>
#include <string_view>

namespace galley::core::rules {

/// Counts the characters of U+0021..U+007E and U+4000..U+9FFF until there are more than `most`.
/// @cost  linear, up to where it is known.   @thread any.
[[nodiscard]] std::uint64_t count_counted(std::string_view line, std::uint64_t most);

/// Characters of UTF-8, any. @cost linear. @thread any.
[[nodiscard]] std::uint64_t count_all(std::string_view text);

[[nodiscard]] inline bool has_more_chars(std::string_view line, std::uint64_t most) {
    return line.size() > most && count_counted(line, most) > most;
}

}  // namespace galley::core::rules
